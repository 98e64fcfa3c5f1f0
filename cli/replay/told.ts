/** What came of a replay, for a person and for programs. */
import type { Replayed } from "../../lib/runtime/node/replay/replay";
import type { Judged } from "../../lib/runtime/replay/second-policy";
import { printable } from "../io/printable";
import { plural } from "../report/finding";

const DID: Readonly<Record<string, string>> = {
  allow: "allowed",
  deny: "denied",
  approve: "left to a person",
  sanitize: "let through cleaned",
};

export function textReplay(replayed: Replayed, records: number): string {
  const { difference, flips, equal, isCut, isOtherBuild, code } = replayed;
  const lines: string[] = [];
  if (difference) {
    const { seq, why, where } = difference;
    lines.push(
      `At record ${seq} the run ${printable(why)}${where === undefined ? "" : `; ${printable(where)}`}.`,
    );
  }
  for (const { seq, what, was, would, where } of flips) {
    lines.push(
      `At record ${seq} the run ${printable(what)}${where === undefined ? "" : `; ${printable(where)}`}.`,
    );
    lines.push(`  recorded: ${judgedText(was)}`, `  now:      ${judgedText(would)}`);
  }
  if (isOtherBuild) lines.push("The sandbox is of another build than the one that the run was recorded in.");
  if (isCut)
    lines.push(`The recording ends early; ${equal} of ${plural(records, "record")} came out the same.`);
  else if (code !== undefined && !difference)
    lines.push(
      `${plural(equal, "record")} came out byte for byte as recorded; the agent ended with ${code}.`,
    );
  return lines.map((line) => `aegis: ${line}\n`).join("");
}

function judgedText({ verdict, rule, line, reason }: Judged): string {
  const by = rule === undefined ? "by default" : `by ${rule}${line === undefined ? "" : `, line ${line}`}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return printable(`${DID[verdict] ?? verdict} ${by}${why}`);
}

export function jsonReplay(replayed: Replayed, records: number) {
  const { equal, difference, flips, code, isCut, isOtherBuild } = replayed;
  return {
    records,
    equal,
    ...(code !== undefined && { code }),
    ...(difference && { difference }),
    flips,
    cut: isCut,
    other_build: isOtherBuild,
  };
}
