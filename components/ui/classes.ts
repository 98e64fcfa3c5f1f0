/** The look of the few controls there are: 28 px high, never less than 24, one border, one accent. */
const CONTROL =
  "inline-flex h-7 items-center justify-center gap-1.5 rounded px-2.5 text-sm whitespace-nowrap select-none no-underline";

export const BUTTON = `${CONTROL} border border-line-strong bg-surface-0 text-text hover:bg-surface-2 active:bg-surface-3 disabled:border-line disabled:text-text-muted`;
export const PRIMARY = `${CONTROL} border border-accent bg-accent font-medium text-accent-text hover:underline`;
export const QUIET = `${CONTROL} text-text-muted hover:bg-surface-2 hover:text-text active:bg-surface-3`;
export const ICON_BUTTON =
  "inline-flex size-7 shrink-0 items-center justify-center rounded text-text-muted hover:bg-surface-2 hover:text-text active:bg-surface-3";
export const FIELD =
  "h-7 rounded border border-line-strong bg-surface-0 px-2 text-sm text-text placeholder:text-text-muted";
export const LINK = "rounded-xs text-accent underline decoration-1 underline-offset-2 hover:decoration-2";
export const FLOATING = "rounded border border-line-strong bg-surface-0 text-text shadow-float";
export const HEADING = "text-sm font-semibold text-text";
/** A part of the page that is painted by itself: what changes beside it, with every key, leaves it alone. */
export const PANE = "contain-content will-change-transform";
