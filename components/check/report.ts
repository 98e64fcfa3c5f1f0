import type { Outcome, Probe } from "./probe";

export type Outcomes = Readonly<Record<string, Outcome>>;

export interface Tally {
  readonly done: number;
  readonly all: number;
  readonly missing: number;
}

export function tally(probes: readonly Probe[], outcomes: Outcomes): Tally {
  const known = probes.flatMap((probe) => outcomes[probe.id] ?? []);
  return {
    done: known.length,
    all: probes.length,
    missing: known.filter((outcome) => !outcome.works).length,
  };
}

export function tallySentence({ done, all, missing }: Tally): string {
  if (done < all) return `${done} of ${all} checked`;
  if (missing === 0) return `All ${all} work`;
  return `${all - missing} of ${all} work, ${missing} ${missing === 1 ? "does" : "do"} not`;
}

/** What "Copy report" copies: plain text that fits into a bug report. */
export function reportText(probes: readonly Probe[], outcomes: Outcomes, browser: string): string {
  const lines = probes.map((probe) => {
    const outcome = outcomes[probe.id];
    const word = outcome === undefined ? "not run" : outcome.works ? "works" : "missing";
    return `${word.padEnd(8)} ${probe.title}${outcome === undefined ? "" : `: ${outcome.fact}`}`;
  });
  return [`Aegis, what this browser can do`, browser, "", ...lines, ""].join("\n");
}
