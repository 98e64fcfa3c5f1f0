/**
 * The shortcuts that work, as one table. The palette, the help, the reference page and the tests are made from it,
 * so that none of them can name a key that does nothing. Matching is pure: it takes what a key event carries.
 */
export type ShortcutId =
  | "palette"
  | "help"
  | "run"
  | "save"
  | "files"
  | "console"
  | "problem"
  | "split"
  | "move-tab"
  | "other-half"
  | "tab-trap"
  | "outline"
  | "definition"
  | "close-file"
  | "tab-left"
  | "tab-right"
  | "tab-menu"
  | "rename-file"
  | "delete-file"
  | "file-menu"
  | "next-record"
  | "previous-record"
  | "open-record"
  | "messages"
  | "escape";
export type ShortcutScope =
  | "everywhere"
  | "workbench"
  | "editor"
  | "open files"
  | "files"
  | "records"
  | "messages"
  | "dialogs";
export type Platform = "mac" | "other";

export interface Shortcut {
  readonly id: ShortcutId;
  /** "Mod" is Command on a Mac and Control elsewhere. */
  readonly keys: string;
  readonly macKeys?: string;
  readonly scope: ShortcutScope;
  readonly does: string;
  /** Who listens: our own table, or the control that has the focus (its own keys, listed so they can be found). */
  readonly handledBy: "table" | "control";
}

export const SHORTCUTS: readonly Shortcut[] = [
  {
    id: "palette",
    keys: "Mod+K",
    scope: "everywhere",
    does: "Open the command palette",
    handledBy: "table",
  },
  { id: "help", keys: "?", scope: "everywhere", does: "Show these keys", handledBy: "table" },
  { id: "run", keys: "Mod+Enter", scope: "workbench", does: "Run the agent", handledBy: "table" },
  {
    id: "save",
    keys: "Mod+S",
    scope: "workbench",
    does: "Save, and copy a link to this line",
    handledBy: "table",
  },
  { id: "files", keys: "Mod+B", scope: "workbench", does: "Show or hide the files", handledBy: "table" },
  {
    id: "console",
    keys: "Mod+J",
    scope: "workbench",
    does: "Show the terminal, or hide what is below the editor",
    handledBy: "table",
  },
  { id: "problem", keys: "F8", scope: "workbench", does: "Go to the next problem", handledBy: "table" },
  {
    id: "split",
    keys: "Mod+\\",
    scope: "workbench",
    does: "Split the editor, or join its halves",
    handledBy: "table",
  },
  {
    id: "move-tab",
    keys: "Mod+,",
    scope: "workbench",
    does: "Move the file on show to the other half",
    handledBy: "table",
  },
  {
    id: "other-half",
    keys: "Mod+'",
    scope: "workbench",
    does: "Go to the editor, or to its other half",
    handledBy: "table",
  },
  {
    id: "tab-trap",
    keys: "Ctrl+M",
    macKeys: "Ctrl+Shift+M",
    scope: "editor",
    does: "Tab moves the focus, or indents again",
    handledBy: "control",
  },
  {
    id: "outline",
    keys: "Mod+Shift+O",
    scope: "editor",
    does: "Go to a table, rule, test or function by its name",
    handledBy: "control",
  },
  {
    id: "definition",
    keys: "F12",
    scope: "editor",
    does: "From a test to the rule that decides it, from a name to where it is made",
    handledBy: "control",
  },
  { id: "close-file", keys: "Delete", scope: "open files", does: "Close the file", handledBy: "control" },
  {
    id: "tab-left",
    keys: "Shift+ArrowLeft",
    scope: "open files",
    does: "Move it one place to the left",
    handledBy: "control",
  },
  {
    id: "tab-right",
    keys: "Shift+ArrowRight",
    scope: "open files",
    does: "Move it one place to the right",
    handledBy: "control",
  },
  {
    id: "tab-menu",
    keys: "Shift+F10",
    scope: "open files",
    does: "Move it, close it, or close all others",
    handledBy: "control",
  },
  { id: "rename-file", keys: "F2", scope: "files", does: "Rename it, where it stands", handledBy: "control" },
  {
    id: "delete-file",
    keys: "Delete",
    scope: "files",
    does: "Delete; the message that says so takes it back",
    handledBy: "control",
  },
  {
    id: "file-menu",
    keys: "Shift+F10",
    scope: "files",
    does: "All that can be done with it",
    handledBy: "control",
  },
  {
    id: "next-record",
    keys: "J",
    scope: "records",
    does: "The next record, as ↓ does",
    handledBy: "control",
  },
  {
    id: "previous-record",
    keys: "K",
    scope: "records",
    does: "The record before, as ↑ does",
    handledBy: "control",
  },
  {
    id: "open-record",
    keys: "Enter",
    scope: "records",
    does: "Open the record beside the list; Esc closes it",
    handledBy: "control",
  },
  { id: "messages", keys: "F6", scope: "messages", does: "Go to the message", handledBy: "control" },
  { id: "escape", keys: "Escape", scope: "dialogs", does: "Close what is on top", handledBy: "control" },
];

/** What matching needs of a KeyboardEvent. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** An input method is composing a character: no key means what it says. */
  readonly isComposing?: boolean;
}

interface Combo {
  readonly key: string;
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

export function keysFor(shortcut: Shortcut, platform: Platform): readonly string[] {
  return ((platform === "mac" ? shortcut.macKeys : undefined) ?? shortcut.keys).split("+");
}

function parse(shortcut: Shortcut, platform: Platform): Combo {
  const parts = keysFor(shortcut, platform);
  return {
    key: parts.at(-1) ?? "",
    mod: parts.includes("Mod"),
    ctrl: parts.includes("Ctrl"),
    shift: parts.includes("Shift"),
  };
}

/**
 * The shortcut of our own table that a key press means, or null. Inside a text field only keys with a modifier
 * count: "?" is a question mark there.
 */
export function matchShortcut(
  press: KeyPress,
  where: { platform: Platform; inText: boolean; scopes: ReadonlySet<ShortcutScope> },
): ShortcutId | null {
  if (press.isComposing || press.altKey) return null;
  for (const shortcut of SHORTCUTS) {
    if (shortcut.handledBy !== "table" || !where.scopes.has(shortcut.scope)) continue;
    if (matches(press, parse(shortcut, where.platform), where)) return shortcut.id;
  }
  return null;
}

function matches(press: KeyPress, combo: Combo, where: { platform: Platform; inText: boolean }): boolean {
  if (where.inText && !combo.mod && !combo.ctrl) return false;
  const wantsCtrl = combo.ctrl || (combo.mod && where.platform === "other");
  const wantsMeta = combo.mod && where.platform === "mac";
  if (press.ctrlKey !== wantsCtrl || press.metaKey !== wantsMeta) return false;
  // "?" needs Shift on many layouts and not on all of them: only letters say what Shift has to be.
  if (/^[a-z]$/i.test(combo.key) && press.shiftKey !== combo.shift) return false;
  return press.key.toLowerCase() === combo.key.toLowerCase();
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: "⌘", Ctrl: "⌃", Shift: "⇧" };
const NAMES: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** What is printed on the keys, in the order in which they are pressed. */
export function keyCaps(shortcut: Shortcut, platform: Platform): readonly string[] {
  return keysFor(shortcut, platform).map(
    (key) => (platform === "mac" ? MAC_SIGNS[key] : undefined) ?? NAMES[key] ?? key,
  );
}

/** The form that `aria-keyshortcuts` takes. */
export function ariaKeys(shortcut: Shortcut, platform: Platform): string {
  return keysFor(shortcut, platform)
    .map((key) =>
      key === "Mod" ? (platform === "mac" ? "Meta" : "Control") : key === "Ctrl" ? "Control" : key,
    )
    .join("+");
}

export function shortcut(id: ShortcutId): Shortcut {
  const found = SHORTCUTS.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`No shortcut is called ${id}`);
  return found;
}
