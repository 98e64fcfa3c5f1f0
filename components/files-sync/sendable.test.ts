import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FILE_BYTES } from "@/lib/workspace/limits";
import { faultOfName } from "@/lib/workspace/path";
import { sendable } from "./sendable";

const TWO = "e\u0301te\u0301.md";
const ONE = "été.md";

describe("what can be on the server", () => {
  it("are files with letters of any script", () => {
    const texts = { "agent.ts": "a", "報告/三月 1.csv": "b", "отчёт.txt": "" };
    expect(sendable(texts)).toEqual({ texts, here: new Map(), stays: [] });
  });

  it("are names in another spelling, in the usual one", () => {
    expect(sendable({ [TWO]: "x" })).toEqual({
      texts: { [ONE]: "x" },
      here: new Map([[ONE, TWO]]),
      stays: [],
    });
  });

  it("is not a second one of the same name, whichever comes first", () => {
    for (const texts of [
      { [TWO]: "x", [ONE]: "y" },
      { [ONE]: "y", [TWO]: "x" },
    ]) {
      const { texts: sent, stays } = sendable(texts);
      expect(sent).toEqual({ [ONE]: "y" });
      expect(stays).toEqual([{ path: TWO, why: expect.stringMatching(/another spelling/) }]);
    }
  });

  it.each([
    ["a\u202egpj.exe", "x", /turns others around/],
    ["a\nb", "x", /cannot be seen/],
    ["big.txt", "x".repeat(FILE_BYTES + 1), /larger than 512 KB/],
    ["big.txt", "漢".repeat(FILE_BYTES / 2), /larger than 512 KB/],
    ["torn.txt", "\ud800", /well-formed/],
  ])("is not %j", (path, text, why) => {
    expect(sendable({ [path]: text, "ok.md": "" })).toMatchObject({
      texts: { "ok.md": "" },
      stays: [{ path, why: expect.stringMatching(why) }],
    });
  });

  it("is each file once, there or here, and only under names that the server takes", () => {
    const name = fc.string({ unit: fc.constantFrom(..."aeé漢/. \u0301\u202e") });
    fc.assert(
      fc.property(fc.dictionary(name, fc.string(), { noNullPrototype: true }), (all) => {
        const { texts, here, stays } = sendable(all);
        const names = Object.keys(texts);
        for (const each of names) expect(faultOfName(each)).toBeNull();
        const found = [...names.map((each) => here.get(each) ?? each), ...stays.map(({ path }) => path)];
        expect(found.toSorted()).toEqual(Object.keys(all).toSorted());
      }),
    );
  });
});
