import { describe, expect, it } from "vitest";
import { FILE_BYTES } from "@/lib/workspace/limits";
import type { Changes, Texts } from "../files/files";
import { sentPage } from "./sent-page";

function page(texts: Texts) {
  const applied: [Changes, Texts][] = [];
  const kept: string[][] = [];
  let now = texts;
  const sent = sentPage({
    base: {},
    texts: () => now,
    apply: async (changes, seen) => {
      applied.push([changes, seen]);
      return true;
    },
    keptBoth: (path, beside) => void kept.push([path, beside]),
  });
  return {
    sent,
    applied,
    kept,
    change: (next: Texts) => {
      now = next;
    },
  };
}

describe("the files here as the server names them", () => {
  it("are changed here under the name that they have here", async () => {
    const { sent, applied, kept } = page({ "e\u0301.md": "mine" });
    expect(sent.texts()).toEqual({ "é.md": "mine" });
    await sent.apply({ "é.md": "theirs", "new.md": "x" }, { "é.md": "mine" });
    expect(applied).toEqual([[{ "e\u0301.md": "theirs", "new.md": "x" }, { "e\u0301.md": "mine" }]]);
    sent.keptBoth("é.md", "é.theirs-1.md");
    expect(kept).toEqual([["e\u0301.md", "é.theirs-1.md"]]);
  });

  it("are left alone there while they cannot go there", () => {
    const { sent, change } = page({ "a.md": "small" });
    expect([sent.leftAlone(), sent.stays]).toEqual([new Set(), []]);
    change({ "a.md": "x".repeat(FILE_BYTES + 1) });
    expect(sent.texts()).toEqual({});
    expect(sent.leftAlone()).toEqual(new Set(["a.md"]));
    expect(sent.stays).toMatchObject([{ path: "a.md" }]);
  });
});
