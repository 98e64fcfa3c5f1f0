import { describe, expect, it } from "vitest";
import { SharedFiles } from "./shared-files";

const BEGAN = { a: "1", b: "2" };

describe("files that two sides share", () => {
  it("go to the sandbox where they were changed, made or deleted", () => {
    const shared = new SharedFiles(BEGAN);
    const now = { a: "1", b: "3", c: "4" };
    expect(shared.toBox(now)).toEqual({ tree: { b: "3", c: "4" }, gone: [] });
    shared.sent(now);
    expect(shared.toBox({ b: "3" })).toEqual({ tree: {}, gone: ["a", "c"] });
  });

  it("come back where a command changed, made or deleted them, once", () => {
    const shared = new SharedFiles(BEGAN);
    const after = { a: "1!", "new/c": "4", new: { folder: true } as const };
    expect(shared.fromBox(BEGAN, after)).toEqual({
      changed: { a: "1!", b: null, "new/c": "4" },
      besides: [],
    });
    const now = { a: "1!", "new/c": "4" };
    expect(shared.fromBox(now, after)).toEqual({ changed: {}, besides: [] });
    expect(shared.toBox(now)).toEqual({ tree: {}, gone: [] });
  });

  it("are both kept where both sides have changed one", () => {
    const shared = new SharedFiles(BEGAN);
    const now = { a: "typed", b: "typed", "a.terminal": "older" };
    expect(shared.fromBox(now, { a: "written" })).toEqual({
      changed: { "a.terminal-2": "written" },
      besides: [{ path: "a", beside: "a.terminal-2" }],
    });
    // The sandbox is told of what stands in the editor.
    expect(shared.toBox(now).tree).toMatchObject({ a: "typed", b: "typed" });
  });

  it("agree where both have written the same", () => {
    const shared = new SharedFiles(BEGAN);
    expect(shared.fromBox({ a: "same", b: "2" }, { a: "same", b: "2" })).toEqual({
      changed: {},
      besides: [],
    });
  });
});
