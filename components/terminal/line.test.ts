import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_LINE, editLine, type Line, type LineAction } from "./line";

const HISTORY = ["ls", "cat a.txt", "node agent.ts", "cat b.txt"];
const lineAfter = (line: Line, ...actions: LineAction[]) =>
  actions.reduce((next, action) => editLine(next, action, HISTORY), line);
const at = (text: string, cursor = text.length): Line => ({ ...EMPTY_LINE, text, cursor });
const move = (to: Extract<LineAction, { type: "move" }>["to"]): LineAction => ({ type: "move", to });
const remove = (to: Extract<LineAction, { type: "move" }>["to"]): LineAction => ({ type: "delete", to });

describe("the line", () => {
  it("takes what is typed where the cursor is", () => {
    expect(lineAfter(at("ct", 1), { type: "insert", text: "a" })).toMatchObject({ text: "cat", cursor: 2 });
    expect(lineAfter(at("cat a b", 5), { type: "replace", from: 4, text: "a.txt" })).toMatchObject({
      text: "cat a.txt b",
      cursor: 9,
    });
  });

  it.each([
    ["left", "a👍🏽", 1],
    ["word-left", "cat a.txt", 6],
    ["word-left", "cat ", 0],
    ["word-left", "--", 0],
    ["start", "abc", 0],
  ] as const)("goes %s in %j", (to, text, cursor) =>
    expect(lineAfter(at(text), move(to)).cursor).toBe(cursor),
  );

  it.each([
    ["right", "e\u0301!", 2],
    ["word-right", "cat a.txt", 3],
    ["word-right", "  cat", 5],
    ["end", "abc", 3],
  ] as const)("goes %s in %j", (to, text, cursor) =>
    expect(lineAfter(at(text, 0), move(to)).cursor).toBe(cursor),
  );

  it("deletes as far as it would go", () => {
    expect(lineAfter(at("cat a.txt"), remove("word-left"))).toMatchObject({ text: "cat a.", cursor: 6 });
    expect(lineAfter(at("cat a.txt", 4), remove("end"))).toMatchObject({ text: "cat ", cursor: 4 });
    expect(lineAfter(at("cat a.txt", 4), remove("start"))).toMatchObject({ text: "a.txt", cursor: 0 });
    expect(lineAfter(at("abc", 1), remove("right"))).toMatchObject({ text: "ac", cursor: 1 });
  });

  it("goes back through the lines before it, and forth to itself", () => {
    const older = lineAfter(at("own"), { type: "older" }, { type: "older" });
    expect(older).toMatchObject({ text: "node agent.ts", cursor: 13 });
    expect(lineAfter(older, { type: "newer" }, { type: "newer" }, { type: "newer" }).text).toBe("own");
    expect(lineAfter(older, ...Array.from({ length: 9 }, () => ({ type: "older" }) as const)).text).toBe(
      "ls",
    );
  });

  it("finds a line by what is in it, then an older one", () => {
    const query: LineAction = { type: "insert", text: "cat" };
    const found = lineAfter(at(""), { type: "search" }, query);
    expect(found.text).toBe("cat b.txt");
    expect(lineAfter(found, { type: "search" })).toMatchObject({ text: "cat a.txt" });
    expect(lineAfter(found, { type: "search" }, { type: "search" })).toMatchObject({ text: "cat a.txt" });
    expect(lineAfter(found, move("start"))).toMatchObject({ text: "cat b.txt", cursor: 0, search: null });
    expect(lineAfter(found, { type: "cancel" })).toEqual(EMPTY_LINE);
  });

  it("has its cursor in its text, whatever is done", () => {
    const to = fc.constantFrom<Extract<LineAction, { type: "move" }>["to"][]>(
      "left",
      "right",
      "word-left",
      "word-right",
      "start",
      "end",
    );
    const action: fc.Arbitrary<LineAction> = fc.oneof(
      to.map(move),
      to.map(remove),
      fc.string().map((text) => ({ type: "insert", text }) as const),
      fc.constantFrom<LineAction[]>(
        { type: "older" },
        { type: "newer" },
        { type: "search" },
        { type: "settle" },
      ),
    );
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const { text, cursor } = lineAfter(EMPTY_LINE, ...actions);
        expect(cursor).toBeGreaterThanOrEqual(0);
        expect(cursor).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
