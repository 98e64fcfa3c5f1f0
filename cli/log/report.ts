/** The result of verifying, in words, and as an object for programs. */
import type { BodiesReport } from "../../lib/audit/bundle";
import type { Place, Report, SignedBy, States } from "../../lib/audit/verify";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { plural } from "../report/finding";

export interface Told {
  readonly name: string;
  readonly report: Report;
  /** The exit code. */
  readonly code: number;
  /** The key that the log names itself. */
  readonly vkey?: string;
  readonly bodies?: BodiesReport;
}

const WORDS: Readonly<Record<number, string>> = { 0: "valid", 1: "INVALID", 3: "incomplete" };

export function textReport(told: Told, style: Style): string {
  const { name, report, code } = told;
  const paint = code === 0 ? style.green : code === 3 ? style.yellow : style.red;
  const lines = [
    `${style.bold(printable(name))}: ${paint(WORDS[code] ?? "")} (${report.verdict})`,
    printable(report.why),
    "",
    ...stateLines(report).map(([state, what]) => `  ${state.padEnd(14)} ${what}`),
    ...section(style.bold("Faults"), faultLines(told)),
    ...section(
      style.bold("Warnings"),
      report.warnings.map(
        ({ code: warning, why, count }) =>
          `${warning}: ${printable(why)}${count > 1 ? ` (${count} times)` : ""}`,
      ),
    ),
    ...section(style.bold("What to do"), adviceOf(told)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function stateLines({ states, summary, vouchedBy }: Report): [string, string][] {
  const { countersigned, anchored, witnessed } = states;
  const span = summary.first === undefined ? "" : `, ${summary.first} to ${summary.last}`;
  const closed = summary.isClosed ? "closed" : "open";
  return [
    ["recorded", `${plural(states.recorded.size, "record")}, ${closed}${span}`],
    [
      "countersigned",
      countersigned
        ? `${upTo(countersigned)}${signers(countersigned.by)}`
        : "no: nothing shows that a server has seen it",
    ],
    ["anchored", anchored ? anchoredText(anchored) : "no: nothing shows that a workspace's log has it"],
    [
      "witnessed",
      witnessed ? `${upTo(witnessed)} by ${witnessed.k} of ${witnessed.n}${signers(witnessed.by)}` : "no",
    ],
    ["session key", KEY_WORDS[vouchedBy]],
  ];
}

const KEY_WORDS: Readonly<Record<Report["vouchedBy"], string>> = {
  caller: "known to you",
  cosigner: "vouched for by a cosigner that you know",
  workspace: "vouched for by the log of a workspace that you know",
  nobody: "vouched for by nobody but the log itself",
};

function upTo({ size }: { readonly size: number }): string {
  return `up to ${plural(size, "record")}`;
}

function signers(by: readonly SignedBy[]): string {
  const names = by.map(
    ({ name, time }) => `${printable(name)}${time === undefined ? "" : ` at ${timeText(time)}`}`,
  );
  return names.length === 0 ? "" : `: ${names.join(", ")}`;
}

export function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s after 1970` : date.toISOString().replace(".000", "");
}

function anchoredText({ size, origin, index, treeSize, by }: NonNullable<States["anchored"]>): string {
  return `${upTo({ size })}, entry ${index} of ${treeSize} in ${printable(origin)}${signers(by)}`;
}

function faultLines({ report, bodies }: Told): string[] {
  const faults = report.faults.map(
    ({ code, why, place }) => `${code} in ${placeText(place)}: ${printable(why)}`,
  );
  return [...faults, ...(bodies?.faults ?? [])];
}

export function placeText(place: Place): string {
  switch (place.in) {
    case "record":
      return `record ${place.seq} (line ${place.line})`;
    case "checkpoint":
      return `checkpoint ${place.index + 1}`;
    case "proof":
      return "the proof";
    case "remembered":
      return `what was remembered of the ${place.of}`;
    default:
      return "the log";
  }
}

function adviceOf({ report, vkey }: Told): string[] {
  const { verdict } = report;
  if (verdict === "unknown")
    return [
      "Give a checkpoint that was kept elsewhere, with --checkpoint FILE: only that shows where the log ended.",
    ];
  if (verdict === "UNKNOWN_KEY" && report.vouchedBy === "nobody" && vkey !== undefined)
    return [
      `The log names ${printable(vkey)}`,
      "itself. Compare it with what you know from elsewhere, and give the one you know with --key.",
    ];
  if (report.faults.some(({ place }) => place.in === "record"))
    return [
      "Believe nothing from that record on. Compare with the copy of whoever countersigned, or with an older bundle.",
    ];
  return [];
}

export function jsonReport({ name, report, code, vkey, bodies }: Told) {
  return {
    file: name,
    ok: code === 0,
    exit: code,
    ...report,
    ...(vkey === undefined ? {} : { vkey }),
    ...(bodies ? { bodies } : {}),
  };
}
