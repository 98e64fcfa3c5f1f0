import { describe, expect, it } from "vitest";
import {
  ariaKeys,
  type KeyPress,
  keyCaps,
  matchShortcut,
  SHORTCUTS,
  type ShortcutScope,
  shortcut,
} from "./shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const everywhere: ReadonlySet<ShortcutScope> = new Set(["everywhere"]);
const workbench: ReadonlySet<ShortcutScope> = new Set(["everywhere", "workbench"]);
const page = { platform: "other", inText: false, scopes: everywhere } as const;

describe("matchShortcut", () => {
  it("takes Control elsewhere and Command on a Mac, and not the other", () => {
    expect(matchShortcut(press("k", { ctrlKey: true }), page)).toBe("palette");
    expect(matchShortcut(press("k", { metaKey: true }), page)).toBeNull();
    expect(matchShortcut(press("k", { metaKey: true }), { ...page, platform: "mac" })).toBe("palette");
    expect(matchShortcut(press("k", { ctrlKey: true }), { ...page, platform: "mac" })).toBeNull();
  });

  it("fires only modified keys inside a text field", () => {
    const text = { platform: "other", inText: true, scopes: workbench } as const;
    expect(matchShortcut(press("?", { shiftKey: true }), text)).toBeNull();
    expect(matchShortcut(press("F8"), text)).toBeNull();
    expect(matchShortcut(press("k", { ctrlKey: true }), text)).toBe("palette");
    expect(matchShortcut(press("s", { ctrlKey: true }), text)).toBe("save");
  });

  it("takes a question mark with and without Shift, as layouts differ", () => {
    expect(matchShortcut(press("?", { shiftKey: true }), page)).toBe("help");
    expect(matchShortcut(press("?"), page)).toBe("help");
  });

  it("leaves other modifiers, composition and capital letters under Shift alone", () => {
    expect(matchShortcut(press("K", { ctrlKey: true, shiftKey: true }), page)).toBeNull();
    expect(matchShortcut(press("k", { ctrlKey: true, altKey: true }), page)).toBeNull();
    expect(matchShortcut(press("k", { ctrlKey: true, isComposing: true }), page)).toBeNull();
    expect(matchShortcut(press("K", { ctrlKey: true }), page)).toBe("palette"); // Caps Lock
  });

  it("keeps the workbench's keys to the workbench", () => {
    expect(matchShortcut(press("s", { ctrlKey: true }), page)).toBeNull();
    expect(matchShortcut(press("b", { ctrlKey: true }), { ...page, scopes: workbench })).toBe("files");
  });

  it("takes signs as they come out of a layout, with Shift or without", () => {
    const text = { platform: "other", inText: true, scopes: workbench } as const;
    expect(matchShortcut(press("\\", { ctrlKey: true }), text)).toBe("split");
    expect(matchShortcut(press("'", { ctrlKey: true, shiftKey: true }), text)).toBe("other-half");
    expect(matchShortcut(press(",", { ctrlKey: true }), text)).toBe("move-tab");
    // As AltGr is told, which types these signs on other layouts.
    expect(matchShortcut(press("\\", { ctrlKey: true, altKey: true }), text)).toBeNull();
  });

  it("leaves keys of a control to the control", () => {
    expect(matchShortcut(press("Escape"), { ...page, scopes: new Set(["dialogs"]) })).toBeNull();
  });
});

describe("the table", () => {
  it("gives every shortcut its own id and its own keys within a scope", () => {
    expect(new Set(SHORTCUTS.map((entry) => entry.id)).size).toBe(SHORTCUTS.length);
    expect(new Set(SHORTCUTS.map((entry) => `${entry.scope} ${entry.keys}`)).size).toBe(SHORTCUTS.length);
  });

  it("names the keys as they are printed", () => {
    expect(keyCaps(shortcut("palette"), "mac")).toEqual(["⌘", "K"]);
    expect(keyCaps(shortcut("palette"), "other")).toEqual(["Ctrl", "K"]);
    expect(keyCaps(shortcut("tab-trap"), "mac")).toEqual(["⌃", "⇧", "M"]);
    expect(ariaKeys(shortcut("palette"), "mac")).toBe("Meta+K");
    expect(ariaKeys(shortcut("tab-trap"), "other")).toBe("Control+M");
  });
});
