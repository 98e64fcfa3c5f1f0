import { describe, expect, it } from "vitest";
import { moveOf } from "./list-keys";

const place = { row: 10, rows: 100, page: 20 };
const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const row = (key: string, at = place) => moveOf(press(key), at);

describe("the keys of the list", () => {
  it("move by a row, a screen, and to the ends", () => {
    expect([row("j"), row("ArrowDown")]).toEqual([
      { kind: "go", row: 11 },
      { kind: "go", row: 11 },
    ]);
    expect([row("k"), row("ArrowUp")]).toEqual([
      { kind: "go", row: 9 },
      { kind: "go", row: 9 },
    ]);
    expect([row("PageDown"), row("PageUp")]).toEqual([
      { kind: "go", row: 30 },
      { kind: "go", row: 0 },
    ]);
    expect([row("Home"), row("End")]).toEqual([
      { kind: "go", row: 0 },
      { kind: "go", row: 99 },
    ]);
  });
  it("never leave the list", () => {
    expect(row("j", { ...place, row: 99 })).toEqual({ kind: "go", row: 99 });
    expect(row("k", { ...place, row: 0 })).toEqual({ kind: "go", row: 0 });
  });
  it("open and close, and leave all else to the page", () => {
    expect([row("Enter"), row("Escape"), row("x")]).toEqual([{ kind: "open" }, { kind: "close" }, null]);
    expect(moveOf(press("k", { ctrlKey: true }), place)).toBeNull();
    expect(moveOf(press("k", { metaKey: true }), place)).toBeNull();
  });
});
