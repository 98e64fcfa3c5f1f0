/** The engine against the policy by its description, on random specs and requests; and laws that hold for all. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentSpecSchema } from "../spec/agent-spec";
import { decide } from "./decide";
import { link } from "./engine";
import { newMeters } from "./meters";
import { compile } from "./program";
import { requests, specs } from "./testing/arbitraries";
import { reference } from "./testing/reference";

/** Requests in all: a few thousand with every test run, as many as one likes on demand. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 5_000);
const PER_SPEC = 20;
const options = {
  numRuns: Math.ceil(RUNS / PER_SPEC),
  seed: Number(process.env.PROPERTY_SEED ?? 20_260_101),
};
const many = fc.array(requests, { minLength: PER_SPEC, maxLength: PER_SPEC });

describe("the engine against the reference", () => {
  it("answers with the same verdict by the same rule", { timeout: 600_000 }, () => {
    const seen: Record<string, number> = {};
    fc.assert(
      fc.property(specs, many, (spec, asked) => {
        const engine = link(JSON.parse(JSON.stringify(compile(spec))));
        expect(engine.faults).toEqual([]);
        for (const request of asked) {
          const { verdict, rule } = decide(engine, request, newMeters(0));
          expect({ request, verdict, rule }).toEqual({ request, ...reference(spec, request) });
          seen[verdict] = (seen[verdict] ?? 0) + 1;
        }
      }),
      options,
    );
    // A comparison that only ever sees denials would prove nothing.
    expect(Math.min(seen.allow ?? 0, seen.approve ?? 0, seen.deny ?? 0)).toBeGreaterThan(RUNS / 100);
  });

  it("never allows by an added denial what it denied", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(specs, specs, many, (spec, other, asked) => {
        const { filesystem, network, exec } = structuredClone(spec.capabilities);
        const added = other.capabilities;
        const stricter = agentSpecSchema.parse({
          agent: { name: "stricter" },
          capabilities: {
            ...structuredClone(spec.capabilities),
            filesystem: { ...filesystem, deny: [...filesystem.deny, ...added.filesystem.deny] },
            network: { ...network, deny_egress: [...network.deny_egress, ...added.network.deny_egress] },
            exec: { ...exec, deny: [...exec.deny, ...added.exec.deny] },
          },
        });
        const [before, after] = [link(compile(spec)), link(compile(stricter))];
        for (const request of asked) {
          const was = decide(before, request, newMeters(0)).verdict;
          const is = decide(after, request, newMeters(0)).verdict;
          expect(is === was || is === "deny").toBe(true);
        }
      }),
      { ...options, numRuns: Math.ceil(options.numRuns / 2) },
    );
  });

  it("decides on the canonical request as on the request", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(specs, many, (spec, asked) => {
        const engine = link(compile(spec));
        for (const request of asked) {
          const first = decide(engine, request, newMeters(0));
          if (first.canonical === null) continue;
          const again = decide(engine, first.canonical, newMeters(0));
          expect(again).toEqual(first);
        }
      }),
      { ...options, numRuns: Math.ceil(options.numRuns / 2) },
    );
  });
});
