/** What a verification came to, in words for the reader in front of the page. */

import { VERDICTS } from "@/lib/audit/verdicts";
import type { Fault, Report } from "@/lib/audit/verify";
import { inWords } from "./integrity";

/** `whole`: nothing contradicts it. `open`: valid as far as it is covered. `broken`: something is wrong with it. */
export type Tone = "whole" | "open" | "broken";

export interface Explanation {
  readonly tone: Tone;
  readonly code: string;
  readonly title: string;
  readonly why: string;
  /** The record that is wrong, where the fault is of one. */
  readonly seq?: number;
}

export function explain(
  report: Pick<Report, "verdict" | "why" | "faults" | "covered" | "summary">,
): Explanation {
  const { verdict, why, faults, covered, summary } = report;
  const size = inWords(summary.size);
  if (verdict === "OK") {
    const title = summary.isClosed
      ? `All ${size} records are as they were signed, and the session is closed`
      : `All ${size} records are as they were signed; the session is not closed`;
    return { tone: "whole", code: verdict, title, why };
  }
  if (verdict === "unknown") {
    return {
      tone: "open",
      code: verdict,
      title: `${size} records follow each other, and nothing signed covers them`,
      why,
    };
  }
  if (verdict === "UNANCHORED_TAIL") {
    const title = `${inWords(covered)} of ${size} records are covered by what was signed; the others are not yet`;
    return { tone: "open", code: verdict, title, why };
  }
  const [first] = faults;
  const seq = first && seqOf(first);
  const title =
    seq === undefined
      ? `This log is broken: ${WHERE[first?.place.in ?? "log"]}`
      : `This log is broken at record ${inWords(seq)}`;
  return {
    tone: "broken",
    code: verdict,
    title,
    why: why === VERDICTS[verdict] ? why : `${why} ${VERDICTS[verdict]}`,
    ...(seq !== undefined && { seq }),
  };
}

const WHERE: Readonly<Record<Fault["place"]["in"], string>> = {
  record: "a record",
  checkpoint: "its checkpoint does not hold",
  proof: "the proof of its place in the workspace’s log does not hold",
  remembered: "it is not what was seen before",
  log: "it is not what was signed",
};

export function seqOf({ place }: Fault): number | undefined {
  return place.in === "record" ? place.seq : undefined;
}

/** The same for what the server found when it last looked itself. */
export function explainStored(check: {
  readonly code: string;
  readonly seq?: number | undefined;
  readonly why: string;
}): Explanation {
  const { code, seq, why } = check;
  if (code === "OK")
    return { tone: "whole", code, title: "The server found what it stores to be what was signed", why };
  const title =
    seq === undefined
      ? "The server found that this log is broken"
      : `The server found this log broken at record ${inWords(seq)}`;
  return { tone: "broken", code, title, why, ...(seq !== undefined && { seq }) };
}
