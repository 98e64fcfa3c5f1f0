/**
 * What is promised of the engine, from figures of one run: ratios where peers are compared, bounds where it is alone. No
 * Node here: the same holds in a page.
 */
import { compile, decide, type Engine, link, newMeters } from "../../lib/policy";
import { quantile } from "../statistics";
import type { Awaitable, Conclusion } from "../support";
import { programOf, reader, specOf } from "./engines";
import { HOSTILE, linkSpec, specOfHostile } from "./hostile";
import type { Workload } from "./workload";

/** What Node and a page have each in their own way. */
export interface Surroundings {
  /** What is held after a collection. */
  readonly heapBytes: () => Awaitable<number>;
  /** A clock that is fine enough for a single decision. */
  readonly nanoseconds: () => number;
}

interface Promised {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly holds: boolean;
}

const atLeast = (what: string, measured: number, least: number): Promised => {
  return { what: `${what}: at least ${least} times`, measured, unit: " times", holds: measured >= least };
};
const atMost = (what: string, measured: number, most: number, unit: string): Promised => {
  return { what: `${what}: at most ${most}${unit}`, measured, unit, holds: measured <= most };
};

export async function conclude(
  ratios: ReadonlyMap<string, number>,
  workloadOf: (rules: number) => Workload,
  surroundings: Surroundings,
): Promise<Conclusion> {
  return concluded([
    ...againstPeers(ratios),
    slowestPercent(workloadOf(1000), surroundings),
    ...(await loading(workloadOf(1000), surroundings)),
    ...(await loading(workloadOf(10_000), surroundings)),
    hostile(),
  ]);
}

function concluded(promises: readonly Promised[]): Conclusion {
  const width = Math.max(...promises.map(({ what }) => what.length));
  const lines = promises.map(({ what, measured, unit, holds }) => {
    const figure = measured >= 100 ? measured.toFixed(0) : measured.toFixed(2);
    return `${holds ? "holds " : "BROKEN"}  ${what.padEnd(width)}  measured ${figure}${unit}`;
  });
  return { lines, holds: promises.every(({ holds }) => holds) };
}

function againstPeers(ratios: ReadonlyMap<string, number>): Promised[] {
  const of = (name: string) => ratios.get(name) ?? Number.NaN;
  return [
    atLeast("cedar-wasm against us at 100 rules", of("cedar-wasm, 100 rules") / of("aegis, 100 rules"), 500),
    atLeast("casbin against us at 100 rules", of("casbin, 100 rules") / of("aegis, 100 rules"), 100),
    atLeast("picomatch against us at 1,000 rules", of("picomatch, 1000 rules") / of("aegis, 1000 rules"), 50),
    atMost("us at 10,000 rules against 10", of("aegis, 10000 rules") / of("aegis, 10 rules"), 3, " times"),
  ];
}

/** The slowest of a hundred decisions, each timed by itself; the clock's own cost is in it. */
function slowestPercent(workload: Workload, { nanoseconds }: Surroundings): Promised {
  const decideOne = reader(link(programOf(workload)));
  for (const path of workload.paths) decideOne(path);
  const times = workload.paths.map((path) => {
    const start = nanoseconds();
    decideOne(path);
    return nanoseconds() - start;
  });
  const p99 = quantile(
    times.sort((a, b) => a - b),
    0.99,
  );
  return atMost(`p99 of a decision at ${workload.rules} rules`, p99 / 1000, 3, " us");
}

async function loading(workload: Workload, { heapBytes }: Surroundings): Promise<Promised[]> {
  const spec = specOf(workload);
  const best = Math.min(
    ...Array.from({ length: 7 }, () => {
      const start = performance.now();
      link(compile(spec));
      return performance.now() - start;
    }),
  );
  // What stays: the program and the engine. The first engine warms up what is shared by all.
  const kept: Engine[] = [link(programOf(workload))];
  const before = await heapBytes();
  const program = programOf(workload);
  kept.push(link(program));
  const bytes = (await heapBytes()) - before;
  if (kept.some((engine) => decide(engine, { op: "fs.read", path: "/" }, newMeters(0)).verdict !== "deny"))
    throw new Error("nothing is granted at the root");
  const text = JSON.stringify(program).length;
  const { rules } = workload;
  return [
    atMost(`compiling and linking a rule, of ${rules}`, (best * 1000) / rules, 10, " us"),
    atMost(`memory of a rule, of ${rules}`, bytes / rules / 1024, 1, " KB"),
    atMost(`a rule as JSON, of ${rules}`, text / rules / 1024, 1, " KB"),
  ];
}

/** Requests made to take long; each must be answered in 50 ms, and so must be each linking. */
function hostile(): Promised {
  const times = HOSTILE.flatMap((each) => {
    const spec = specOfHostile(each);
    const engine = linkSpec(spec);
    const linking = leastOf(() => linkSpec(spec));
    return [linking, ...each.requests.map((request) => leastOf(() => decide(engine, request, newMeters(0))))];
  });
  return atMost("the slowest of the hostile requests and policies", Math.max(...times), 50, " ms");
}

function leastOf(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
