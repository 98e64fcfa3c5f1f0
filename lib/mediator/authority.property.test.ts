/** An agent that another one started never has more than that one: whatever either spec says, whatever is asked. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, decide, link, newMeters, VERDICTS } from "../policy";
import { requests, specs } from "../policy/testing/arbitraries";
import { type Authority, judge } from "./authority";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
const authority = specs.map((spec): Authority => ({ engine: link(compile(spec)), meters: newMeters(0) }));
const strength = (verdict: (typeof VERDICTS)[number]) => VERDICTS.indexOf(verdict);

describe("a child's rights", () => {
  it("are those that both it and its parent have", { timeout: Math.max(30_000, RUNS * 20) }, () => {
    const seen = { deniedAbove: 0, allowed: 0 };
    fc.assert(
      fc.property(authority, authority, requests, requests, (child, parent, ...asked) => {
        for (const request of asked) {
          const own = decide(child.engine, request, child.meters);
          const above = decide(parent.engine, request, parent.meters);
          const { decision } = judge([child, parent], request);
          expect(strength(decision.verdict)).toBe(Math.max(strength(own.verdict), strength(above.verdict)));
          if (decision.verdict !== "deny") expect(decision.canonical).toEqual(above.canonical);
          if (own.verdict !== "deny" && above.verdict === "deny") seen.deniedAbove++;
          if (decision.verdict === "allow") seen.allowed++;
        }
      }),
      { numRuns: RUNS },
    );
    // Otherwise it was about nothing.
    expect(seen.deniedAbove).toBeGreaterThan(RUNS / 50);
    expect(seen.allowed).toBeGreaterThan(RUNS / 100);
  });

  it("of a grandchild are those that all three have", { timeout: Math.max(30_000, RUNS * 20) }, () => {
    fc.assert(
      fc.property(authority, authority, authority, requests, (own, parent, grandparent, request) => {
        const pair = judge([own, parent], request).decision.verdict;
        const all = judge([own, parent, grandparent], request).decision.verdict;
        expect(strength(all)).toBeGreaterThanOrEqual(strength(pair));
        expect(strength(all)).toBeGreaterThanOrEqual(
          strength(decide(grandparent.engine, request, newMeters(0)).verdict),
        );
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
