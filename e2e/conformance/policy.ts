/** What the suites over labelled requests share: an engine for a spec, and the samples of a file. */
import { compile, type Decision, decide, link, newMeters } from "../../lib/policy";
import { load } from "../../lib/spec/load";
import type { DataFile, Judgement, Miss } from "./suite";

export function decider(toml: string): (request: unknown) => Decision {
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(`the spec of the suite is wrong: ${diagnostics[0]?.message}`);
  const engine = link(compile(spec, source));
  return (request) => decide(engine, request, newMeters(0));
}

export function recordsOf<Sample>({ bytes }: DataFile): readonly Sample[] {
  const data: { records: Sample[] } = JSON.parse(new TextDecoder().decode(bytes));
  return data.records;
}

/**
 * Compares each sample with its label; `check` answers what came out when that is wrong, or null. `reason` tells for
 * whole classes of samples, by what they are and not by their names, why we answer otherwise on purpose.
 */
export function judge<Sample extends { id: string; expect: string }>(
  samples: readonly Sample[],
  check: (sample: Sample) => string | null,
  reason: (sample: Sample) => string | null = () => null,
): Judgement {
  const wrong: Miss[] = [];
  const explained: Record<string, string> = {};
  for (const sample of samples) {
    const got = check(sample);
    if (got === null) continue;
    wrong.push({ id: sample.id, expected: sample.expect, got });
    const why = reason(sample);
    if (why !== null) explained[sample.id] = why;
  }
  return { right: samples.length - wrong.length, wrong, explained };
}
