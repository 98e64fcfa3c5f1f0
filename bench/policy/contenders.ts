/** Who is compared on which work. No Node here: the same is measured in a page. */
import type { Awaitable } from "../support";
import { aegis } from "./engines";
import { type CedarApi, casbin, casl, cedar, picomatchLinear } from "./peers";
import { makeWorkload, type Workload } from "./workload";

const REQUESTS = 20_000;
/** Decisions of one call. Few, because the slowest peers need milliseconds for one. */
const PER_CALL = 100;

const workloads = new Map<number, Workload>();

export function workloadOf(rules: number): Workload {
  const workload = workloads.get(rules) ?? makeWorkload(rules, REQUESTS);
  workloads.set(rules, workload);
  return workload;
}

/** A call decides the next hundred requests; an answer that is not the one expected ends the run. */
function contender(
  rules: number,
  make: (workload: Workload) => Awaitable<(path: string) => Awaitable<number>>,
) {
  const { paths, expected } = workloadOf(rules);
  let next = 0;
  let decider: ((path: string) => Awaitable<number>) | undefined;
  const told = (wrong: number) => {
    if (wrong !== 0) throw new Error(`a wrong answer with ${rules} rules`);
    return PER_CALL;
  };
  const waitFor = async (decideOne: (path: string) => Awaitable<number>, from: number) => {
    let wrong = 0;
    for (let i = from; i < from + PER_CALL; i++)
      wrong |= (await decideOne(paths[i] as string)) ^ (expected[i] as number);
    return told(wrong);
  };
  const start = async (from: number) => {
    decider = await make(workloadOf(rules));
    return waitFor(decider, from);
  };
  return (): Awaitable<number> => {
    const from = next;
    next = (next + PER_CALL) % REQUESTS;
    if (decider === undefined) return start(from);
    const first = decider(paths[from] as string);
    if (typeof first !== "number") return waitFor(decider, from);
    let wrong = first ^ (expected[from] as number);
    for (let i = from + 1; i < from + PER_CALL; i++)
      wrong |= (decider(paths[i] as string) as number) ^ (expected[i] as number);
    return told(wrong);
  };
}

const ours = (rules: number) => contender(rules, aegis);

/** What is measured; what is promised of it is in promises.ts. */
export function policyBench(cedarApi: CedarApi) {
  return {
    what: "deciding whether a file may be read: R rules, half denials, mostly distinct requests, half hitting",
    contenders: {
      "aegis, 10 rules": ours(10),
      "aegis, 100 rules": ours(100),
      "aegis, 1000 rules": ours(1000),
      "aegis, 10000 rules": ours(10_000),
      "picomatch, 100 rules": contender(100, picomatchLinear),
      "picomatch, 1000 rules": contender(1000, picomatchLinear),
      "casl, 100 rules": contender(100, casl),
      "casl, 1000 rules": contender(1000, casl),
      "casbin, 100 rules": contender(100, casbin),
      "cedar-wasm, 100 rules": contender(100, (workload) => cedar(cedarApi, workload)),
    },
    baseline: "aegis, 100 rules",
    operations: PER_CALL,
  };
}
