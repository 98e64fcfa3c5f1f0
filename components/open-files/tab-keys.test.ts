import { expect, it } from "vitest";
import { shortcut } from "@/lib/shortcuts";
import { keyed } from "./tab-keys";

const OPEN = ["a", "b", "c"];

function press(keys: string, path: string, isKept = true): string {
  const parts = keys.split("+");
  let done = "nothing";
  const say = (what: string) => (of: string) => {
    done = `${what} ${of}`;
  };
  const act = keyed({ key: parts.at(-1) ?? "", shiftKey: parts.includes("Shift") }, path, OPEN, {
    focus: say("focus"),
    onOpen: say("open"),
    onClose: say("close"),
    ...(isKept && { onShift: (of: string, by: number) => say(`by ${by}`)(of) }),
    menu: () => say("menu")(path),
  });
  act?.();
  return done;
}

it("keys go along the row, open, close, and ask for more", () => {
  expect(["ArrowRight", "ArrowLeft", "Home", "End"].map((key) => press(key, "b"))).toEqual([
    "focus c",
    "focus a",
    "focus a",
    "focus c",
  ]);
  expect(press("ArrowRight", "c")).toBe("focus a");
  expect(["Enter", " ", "Backspace", "ContextMenu", "F10", "x"].map((key) => press(key, "b"))).toEqual([
    "open b",
    "open b",
    "close b",
    "menu b",
    "nothing",
    "nothing",
  ]);
});

it("the keys that the table of shortcuts names do what it says", () => {
  const by = (id: Parameters<typeof shortcut>[0]) => press(shortcut(id).keys, "b");
  expect([by("tab-left"), by("tab-right")]).toEqual(["by -1 b", "by 1 b"]);
  expect([by("close-file"), by("tab-menu")]).toEqual(["close b", "menu b"]);
});

it("where rows are not as they are kept, nothing moves and nothing goes along either", () => {
  expect(press("Shift+ArrowLeft", "b", false)).toBe("nothing");
});
