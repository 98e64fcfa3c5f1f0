import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScript } from "./script";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 500);
const read = (value: unknown) => readScript(new TextEncoder().encode(JSON.stringify(value)));

describe("models.json", () => {
  it.each([
    ["a list", [], "models"],
    ["nothing", {}, "models"],
    ["a key too many", { models: {}, more: 1 }, "nothing else"],
    ["a turn that is none", { models: { a: { turns: [{ say: 5 }] } } }, "models.a.turns.0.say"],
    [
      "a word that nobody knows",
      { models: { a: { turns: [{ when: { match: "x" } }] } } },
      "models.a.turns.0.when",
    ],
    [
      "a price below zero",
      { models: { a: { turns: [], price_usd_per_million: { input: -1, output: 0 } } } },
      "price",
    ],
  ])("is refused for %s", (_, value, why) => {
    expect(read(value)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });

  it("has a name that every object has only where it is written", () => {
    const result = read({ models: { constructor: { turns: [] } } });
    expect(result.ok && [...result.value.keys()]).toEqual(["constructor"]);
  });

  it("is read of any bytes", { timeout: Math.max(30_000, RUNS * 20) }, () => {
    const key = fc.constantFrom(
      "models",
      "a",
      "turns",
      "when",
      "say",
      "call",
      "tool",
      "usage",
      "__proto__",
      "fail",
      "region",
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom("x", "user", "{last}"),
        fc.integer(),
        fc.array(tie("any"), { maxLength: 2 }),
        fc.dictionary(key, tie("any"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          any.map((value) => new TextEncoder().encode(JSON.stringify(value))),
          fc.uint8Array(),
        ),
        (bytes) => {
          const result = readScript(bytes);
          expect(result.ok || result.why.startsWith("models.json")).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
