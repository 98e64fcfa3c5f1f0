import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArgumentCondition, agentSpecSchema } from "../../spec/agent-spec";
import { linkCondition } from "../conditions";
import { copyPlain } from "../copy";
import { GlobFault } from "../match/glob-fault";
import { ArgumentPart } from "./argument-part";

const runs = Number(process.env.PROPERTY_RUNS ?? 400);
const globs = fc.array(fc.constantFrom("a", "b", "a*", "*", "a/*", "**", "?", "", "{a,b}"), {
  minLength: 1,
  maxLength: 3,
});
const small = fc.nat(3);
const bounds = fc.letrec<{ bounds: object }>((tie) => ({
  bounds: fc.oneof(
    { depthSize: "small" },
    fc.record({ min: small, max: small.map((max) => max + 3) }, { requiredKeys: [] }),
    fc.record({ min_length: small, max_length: small.map((max) => max + 3) }, { requiredKeys: [] }),
    fc.record(
      { matches: fc.constantFrom("a*", "[ab]+", "a|b", "\\ba"), max_length: small },
      { requiredKeys: ["matches"] },
    ),
    fc.record({ one_of: fc.array(fc.constantFrom("a", "b", 1, 2, true), { maxLength: 3 }) }),
    fc.record({ equals: fc.constantFrom("a", 1, false) }),
    fc.record({ required: fc.boolean() }),
    fc.oneof(globs, tie("bounds")).map((items) => ({ items })),
  ),
})).bounds;
/** Read by the definition of the language, so that defaults are filled in as they are in a spec. */
const condition = fc.oneof(globs, bounds).map((each): ArgumentCondition | undefined => {
  const capabilities = { tools: { t: { args: { x: each } } } };
  return agentSpecSchema.parse({ agent: { name: "a" }, capabilities }).capabilities.tools.t?.args.x;
});
const value = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    false,
    "",
    "a",
    "b",
    "ab",
    "a/b",
    "c/d",
    "..",
    "aaaa",
    [],
    {},
  ),
  fc.double({ min: -1, max: 8, noNaN: true }),
  fc.nat(8),
  fc.array(fc.constantFrom("a", "b", 1, "c"), { maxLength: 5 }),
);

function accepts(each: ArgumentCondition | undefined, given: unknown): boolean {
  if (each === undefined) return true;
  const check = linkCondition(each);
  if (check instanceof GlobFault) throw new Error(check.why);
  if (given === undefined) return !(typeof each === "object" && !Array.isArray(each) && each.required);
  return check(copyPlain(given) ?? null) === null;
}

describe("conditions on an argument, compared", () => {
  test("what is picked is right; where nothing is said to be, nothing is", () => {
    const seen = { found: 0, none: 0, unknown: 0 };
    fc.assert(
      fc.property(condition, condition, fc.array(value, { maxLength: 30 }), (old, after, values) => {
        const picked = new ArgumentPart("x", old, after).pick({ old: false, new: true });
        seen[typeof picked === "string" ? picked : "found"]++;
        if (typeof picked !== "string") {
          expect([accepts(old, picked.value), accepts(after, picked.value)]).toEqual([false, true]);
        } else if (picked === "none") {
          for (const each of values) {
            expect({ old, after, each, flips: accepts(after, each) && !accepts(old, each) }).toMatchObject({
              flips: false,
            });
          }
        }
      }),
      { numRuns: runs },
    );
    expect(seen.unknown).toBeLessThan(seen.found);
    expect(seen.none).toBeGreaterThan(0);
  });
});
