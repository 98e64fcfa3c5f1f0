/** What came of a replay, in sentences: the same for whoever reads them in a terminal and in a page. */
import type { Replayed } from "./replaying";
import type { Judged } from "./second-policy";

const DID: Readonly<Record<string, string>> = {
  allow: "allowed",
  deny: "denied",
  approve: "left to a person",
  sanitize: "let through cleaned",
};

/** `records`: how many the log has. Names that an agent chose are in them as they are. */
export function toldOf(replayed: Omit<Replayed, "rolledBack">, records: number): string[] {
  const { difference, flips, equal, isCut, isOtherBuild, code } = replayed;
  const lines: string[] = [];
  if (difference) lines.push(`At record ${difference.seq} the run ${difference.why}${placeOf(difference)}.`);
  for (const flip of flips) {
    lines.push(`At record ${flip.seq} the run ${flip.what}${placeOf(flip)}.`);
    lines.push(`  recorded: ${judgedText(flip.was)}`, `  now:      ${judgedText(flip.would)}`);
  }
  if (isOtherBuild) lines.push("The sandbox is of another build than the one that the run was recorded in.");
  if (isCut) lines.push(`The recording ends early; ${equal} of ${countOf(records)} came out the same.`);
  else if (code !== undefined && !difference)
    lines.push(`${countOf(equal)} came out byte for byte as recorded; the agent ended with ${code}.`);
  return lines;
}

function placeOf({ where }: { readonly where?: string }): string {
  return where === undefined ? "" : `; ${where}`;
}

function countOf(records: number): string {
  return records === 1 ? "1 record" : `${records} records`;
}

function judgedText({ verdict, rule, line, reason }: Judged): string {
  const by = rule === undefined ? "by default" : `by ${rule}${line === undefined ? "" : `, line ${line}`}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return `${DID[verdict] ?? verdict} ${by}${why}`;
}
