/** Two passes over one run held against its record: the policy that it ran under, and another one. */
import type { Decision, Verdict } from "../policy";
import type { Pass } from "./pass";
import type { Asked, RecordedRun } from "./recorded-run";

export interface Flip {
  readonly seq: number;
  /** Where the request stands among those of the run. */
  readonly request: number;
  readonly was: Asked["was"];
  /** The decision of the run's own policy, made again: it has the reason of what was allowed, which no record has. */
  readonly before: Decision;
  readonly would: Decision;
}

export interface WhatIf {
  /** How many requests were decided in the run. */
  readonly asked: number;
  readonly flips: readonly Flip[];
  /** By what was and what would be: `allow deny`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Records whose verdict depends on what they do not hold: arguments, a request that is too long. */
  readonly unknown: readonly number[];
  /** Records that the policy of the run decides otherwise when it is asked again; what flips there cannot be told. */
  readonly unrepeatable: readonly number[];
}

/** Over the steps that both have walked. */
export function compare(run: RecordedRun, original: Pass, other: Pass): WhatIf {
  const flips: Flip[] = [];
  const counts: Record<string, number> = {};
  const unknown: number[] = [];
  const unrepeatable: number[] = [];
  let asked = 0;
  const end = Math.min(original.outcomes.length, other.outcomes.length);
  for (let at = 0; at < end; at++) {
    const step = run.steps[at];
    if (step?.kind !== "asked") continue;
    asked++;
    const { seq, was, request } = step;
    const [before, would] = [original.outcomes[at], other.outcomes[at]];
    if (!would || !before || request === undefined) {
      if (!isFormless(step)) unknown.push(seq);
    } else if (would.verdict === was.verdict) continue;
    else if (before.verdict !== was.verdict) unrepeatable.push(seq);
    else {
      flips.push({ seq, request, was, before, would });
      const key = pair(was.verdict, would.verdict);
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return { asked, flips, counts, unknown, unrepeatable };
}

/** What had no form that could be decided was denied for that, and is by any policy. */
function isFormless({ request, was }: Asked): boolean {
  return request === undefined && was.code === "MALFORMED_REQUEST";
}

export function pair(was: Verdict, would: Verdict): string {
  return `${was} ${would}`;
}
