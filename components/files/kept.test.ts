import { describe, expect, it } from "vitest";
import { browserStore, readKept, writeKept } from "./kept";

const kept = { drafts: { "agent.ts": "x" }, open: ["agent.ts"], active: "agent.ts" };

describe("readKept", () => {
  it("reads what was written", () => {
    expect(readKept(writeKept(kept))).toEqual(kept);
  });
  it.each([
    null,
    "",
    "{",
    "null",
    "[]",
    "1",
    JSON.stringify({ ...kept, version: 2 }),
    JSON.stringify({ version: 1 }),
    JSON.stringify({ version: 1, ...kept, drafts: [] }),
    JSON.stringify({ version: 1, ...kept, drafts: { a: 1 } }),
    JSON.stringify({ version: 1, ...kept, open: "agent.ts" }),
    JSON.stringify({ version: 1, ...kept, open: [1] }),
    JSON.stringify({ version: 1, ...kept, active: 1 }),
  ])("takes nothing from %j", (text) => {
    expect(readKept(text)).toBeNull();
  });
});

describe("browserStore", () => {
  it("keeps each workspace apart", () => {
    const map = new Map<string, string>();
    const storage = () => ({
      getItem: (k: string) => map.get(k) ?? null,
      setItem: (k: string, v: string) => void map.set(k, v),
    });
    expect(browserStore("ws_1", storage).save(kept)).toBe(true);
    expect(browserStore("ws_1", storage).load()).toEqual(kept);
    expect(browserStore("ws_2", storage).load()).toBeNull();
  });

  it("says so when storage is full or refused, and goes on", () => {
    const refuse = () => {
      throw new DOMException("no", "QuotaExceededError");
    };
    expect(browserStore("ws_1", () => ({ getItem: refuse, setItem: refuse })).save(kept)).toBe(false);
    expect(browserStore("ws_1", refuse).load()).toBeNull();
  });
});
