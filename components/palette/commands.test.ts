import { describe, expect, it } from "vitest";
import { commandGroups, filterGroups } from "./commands";

const groups = commandGroups({
  page: [{ id: "save", label: "Save", shortcut: "save" }],
  workspaces: [
    { id: "ws_1", name: "Quarterly", example: "report-writer" },
    { id: "ws_2", name: "hostile", example: "hostile" },
  ],
  examples: [{ slug: "hostile", title: "Hostile agent" }],
});
const labels = (query: string) =>
  filterGroups(groups, query).flatMap((group) => group.commands.map((c) => c.label));

describe("commandGroups", () => {
  it("puts what the page can do first", () => {
    expect(groups[0]?.commands[0]).toMatchObject({ label: "Save", action: { kind: "page", id: "save" } });
  });
  it("gives every command its own id", () => {
    const ids = groups.flatMap((group) => group.commands.map((command) => command.id));
    expect(new Set(ids).size).toBe(ids.length);
  });
  it("names the example of a workspace only where it says something new", () => {
    const recent = groups.find((group) => group.title === "Recent work")?.commands ?? [];
    expect(recent.map((command) => command.note)).toEqual(["report-writer", undefined]);
  });
});

describe("filterGroups", () => {
  it("finds words in any order, case and place", () => {
    expect(labels("DARK theme")).toEqual(["Theme: dark"]);
    expect(labels("report")).toEqual(["Quarterly"]);
    expect(labels("shortcuts")).toEqual(["Show the keys"]);
  });
  it("drops groups with nothing left, and everything when nothing matches", () => {
    expect(filterGroups(groups, "quarterly").map((group) => group.title)).toEqual(["Recent work"]);
    expect(filterGroups(groups, "no such thing")).toEqual([]);
  });
  it("keeps everything for an empty query", () => {
    expect(filterGroups(groups, "  ")).toHaveLength(groups.length);
  });
});
