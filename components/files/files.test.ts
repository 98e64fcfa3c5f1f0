import { describe, expect, it } from "vitest";
import {
  activePath,
  deletedPaths,
  type FilesAction,
  type FilesState,
  filePaths,
  filesReducer,
  hasFile,
  initialFiles,
  isDirty,
  isNew,
  textOf,
} from "./files";
import { groupsOf, openPaths } from "./groups";

const base = { "agent.toml": "a", "agent.ts": "b", "data/x.csv": "c" };
const start = initialFiles(base, "agent.toml");
const openIn = ({ groups }: FilesState) => openPaths(groups);
const apply = (state: FilesState, ...actions: FilesAction[]) => actions.reduce(filesReducer, state);

describe("files", () => {
  it("starts with the entry open, or with the first file, or with none", () => {
    expect([openIn(start), activePath(start)]).toEqual([["agent.toml"], "agent.toml"]);
    expect(activePath(initialFiles(base, "missing"))).toBe("agent.toml");
    const none = initialFiles({}, null);
    expect([openIn(none), activePath(none)]).toEqual([[], null]);
  });

  it("opens what there is, once", () => {
    const twice = apply(start, { type: "open", path: "agent.ts" }, { type: "open", path: "agent.ts" });
    expect(openIn(twice)).toEqual(["agent.toml", "agent.ts"]);
    expect(apply(start, { type: "open", path: "nothing" })).toBe(start);
  });

  it("shows the neighbour of what is closed", () => {
    const three = apply(start, { type: "open", path: "agent.ts" }, { type: "open", path: "data/x.csv" });
    expect(activePath(apply(three, { type: "close", path: "data/x.csv" }))).toBe("agent.ts");
    expect(activePath(apply(three, { type: "close", path: "agent.toml" }))).toBe("data/x.csv");
    expect(activePath(apply(start, { type: "close", path: "agent.toml" }))).toBeNull();
  });

  it("is dirty after an edit and clean after typing it back or reverting", () => {
    const edited = apply(start, { type: "edit", path: "agent.ts", text: "b!" });
    expect([isDirty(edited, "agent.ts"), textOf(edited, "agent.ts")]).toEqual([true, "b!"]);
    expect(isDirty(apply(edited, { type: "edit", path: "agent.ts", text: "b" }), "agent.ts")).toBe(false);
    expect(textOf(apply(edited, { type: "revert", path: "agent.ts" }), "agent.ts")).toBe("b");
  });

  it("keeps an edit to nothing apart from no edit", () => {
    const emptied = apply(start, { type: "edit", path: "agent.ts", text: "" });
    expect([isDirty(emptied, "agent.ts"), textOf(emptied, "agent.ts")]).toEqual([true, ""]);
  });

  it("creates, shows and removes files of its own", () => {
    const made = apply(start, { type: "create", path: "notes.md", text: "" });
    expect([activePath(made), isNew(made, "notes.md"), filePaths(made).includes("notes.md")]).toEqual([
      "notes.md",
      true,
      true,
    ]);
    const removed = apply(made, { type: "remove", path: "notes.md" });
    expect([filePaths(removed), removed.drafts]).toEqual([filePaths(start), {}]);
    expect(textOf(apply(start, { type: "create", path: "agent.ts", text: "x" }), "agent.ts")).toBe("b");
    expect(apply(made, { type: "revert", path: "notes.md" })).toBe(made);
  });

  it("marks a file of the example as gone, and brings it back", () => {
    const gone = apply(start, { type: "remove", path: "agent.ts" });
    expect([hasFile(gone, "agent.ts"), isDirty(gone, "agent.ts"), deletedPaths(gone)]).toEqual([
      false,
      false,
      ["agent.ts"],
    ]);
    expect(apply(gone, { type: "edit", path: "agent.ts", text: "x" })).toBe(gone);
    expect(apply(gone, { type: "revert", path: "agent.ts" }).drafts).toEqual({});
    expect(apply(gone, { type: "putBack", texts: { "agent.ts": "b!" } }).drafts).toEqual({
      "agent.ts": "b!",
    });
    const again = apply(gone, { type: "create", path: "agent.ts", text: "b" });
    expect([again.drafts, activePath(again)]).toEqual([{}, "agent.ts"]);
  });

  it("removes a folder with all in it, and puts back only what has not been made anew", () => {
    const two = apply(
      start,
      { type: "create", path: "data/y.csv", text: "d" },
      { type: "folder", path: "data/in" },
    );
    const gone = apply(two, { type: "remove", path: "data" });
    expect([filePaths(gone), gone.folders, openIn(gone)]).toEqual([
      ["agent.toml", "agent.ts"],
      [],
      ["agent.toml"],
    ]);
    const anew = apply(gone, { type: "create", path: "data/y.csv", text: "other" });
    const back = apply(anew, {
      type: "putBack",
      texts: { "data/x.csv": "c", "data/y.csv": "d" },
      folders: ["data/in"],
    });
    expect([textOf(back, "data/y.csv"), textOf(back, "data/x.csv"), back.folders]).toEqual([
      "other",
      "c",
      ["data/in"],
    ]);
  });

  it("moves a file or a folder, which stays open, and refuses where something is in the way", () => {
    const opened = apply(start, { type: "open", path: "data/x.csv" });
    const moved = apply(opened, { type: "move", from: "data", to: "in/data" });
    expect([filePaths(moved), openIn(moved), activePath(moved)]).toEqual([
      ["agent.toml", "agent.ts", "in/data/x.csv"],
      ["agent.toml", "in/data/x.csv"],
      "in/data/x.csv",
    ]);
    expect(apply(moved, { type: "move", from: "in/data", to: "data" }).drafts).toEqual({});
    expect(apply(start, { type: "move", from: "agent.ts", to: "agent.toml" })).toBe(start);
    expect(apply(start, { type: "move", from: "nothing", to: "x" })).toBe(start);
    const empty = apply(start, { type: "folder", path: "new" }, { type: "move", from: "new", to: "old" });
    expect(empty.folders).toEqual(["old"]);
  });

  it("restores what was kept and leaves out what is gone or no longer differs", () => {
    const kept = {
      drafts: { "agent.ts": "b", "data/x.csv": "new", "own.md": "o", "agent.toml": null, "long gone": null },
      folders: ["empty"],
      groups: groupsOf([{ open: ["gone", "own.md"], active: "gone" }], 0),
    };
    const restored = apply(start, { type: "restore", kept });
    expect(restored.drafts).toEqual({ "data/x.csv": "new", "own.md": "o", "agent.toml": null });
    expect([restored.folders, openIn(restored), activePath(restored)]).toEqual([
      ["empty"],
      ["own.md"],
      "own.md",
    ]);
  });

  it("follows what another tab wrote and stays where it is", () => {
    const here = apply(start, { type: "open", path: "agent.ts" });
    const followed = apply(here, {
      type: "follow",
      kept: { drafts: { "agent.toml": "theirs" }, folders: [], groups: groupsOf([], 0) },
    });
    expect(followed.groups).toEqual(here.groups);
    expect(textOf(followed, "agent.toml")).toBe("theirs");
  });

  it("brings somebody to a file where it is open, and opens it where they are", () => {
    const halves = apply(
      start,
      { type: "open", path: "agent.ts" },
      { type: "land", path: "agent.ts", to: { side: "right" }, from: 0 },
      { type: "jump", path: "agent.toml" },
    );
    expect([halves.groups.focused, activePath(halves)]).toEqual([0, "agent.toml"]);
    const opened = apply(halves, { type: "open", path: "agent.ts" });
    expect(opened.groups.all.map(({ active }) => active)).toEqual(["agent.ts", "agent.ts"]);
    expect(apply(halves, { type: "jump", path: "nothing" })).toBe(halves);
    expect(apply(halves, { type: "focus", group: 0 })).toBe(halves);
    expect(apply(halves, { type: "land", path: "nothing", to: { group: 0 } })).toBe(halves);
    const gone = apply(opened, { type: "remove", path: "agent.ts" });
    expect(gone.groups.all.map(({ open }) => open)).toEqual([["agent.toml"]]);
  });

  it("takes names of Object.prototype as names", () => {
    expect(isDirty(start, "constructor")).toBe(false);
    expect(apply(start, { type: "open", path: "toString" })).toBe(start);
  });
});

describe("what an agent left", () => {
  it("is there without being opened; what it took away is gone", () => {
    const first = apply(start, { type: "left", changed: { "out/report.md": "# R", "data/x.csv": "c2" } });
    expect([openIn(first), activePath(first)]).toEqual([["agent.toml"], "agent.toml"]);
    expect([textOf(first, "out/report.md"), isNew(first, "out/report.md")]).toEqual(["# R", true]);
    expect([textOf(first, "data/x.csv"), isDirty(first, "data/x.csv")]).toEqual(["c2", true]);
    const second = apply(first, { type: "left", changed: { "out/report.md": null, "agent.ts": null } });
    expect(filePaths(second)).toEqual(["agent.toml", "data/x.csv"]);
    expect(deletedPaths(second)).toEqual(["agent.ts"]);
  });
});
