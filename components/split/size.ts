/** How a divider moves: by a pointer's way, by a key, never past its limits. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

const STEP_PX = 16;

export function clamp(size: number, { min, max }: Limits): number {
  return Math.round(Math.min(Math.max(size, min), Math.max(min, max)));
}

/** On which edge of its pane a divider is: moving it away from the pane's middle makes the pane larger. */
export type Edge = "right" | "left" | "top";

const KEYS: Readonly<Record<Edge, { readonly smaller: string; readonly larger: string }>> = {
  right: { smaller: "ArrowLeft", larger: "ArrowRight" },
  left: { smaller: "ArrowRight", larger: "ArrowLeft" },
  top: { smaller: "ArrowDown", larger: "ArrowUp" },
};

/** The size after a key on the focused divider, or null for a key that means nothing to it. */
export function sizeAfterKey(key: string, size: number, limits: Limits, edge: Edge = "right"): number | null {
  switch (key) {
    case KEYS[edge].smaller:
      return clamp(size - STEP_PX, limits);
    case KEYS[edge].larger:
      return clamp(size + STEP_PX, limits);
    case "Home":
      return limits.min;
    case "End":
      return clamp(limits.max, limits);
    default:
      return null;
  }
}
