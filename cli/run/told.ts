/** The summary of a run as lines for people and as one object for programs. All of it goes to standard error. */
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { plural } from "../report/finding";
import type { Denial, Summary } from "./summary";

const MOST_SHOWN = 20;
const MOST_SUBJECT = 120;

export function textSummary(summary: Summary, specName: string, style: Style): string {
  const { denials, log, records } = summary;
  const shown = denials.slice(0, MOST_SHOWN).map((denial) => denialLine(denial, specName, style));
  const more = denials.length - shown.length;
  return [
    firstLine(summary, style),
    ...shown,
    ...(more > 0 ? [`${plural(more, "other denial")}: aegis log show --verdict deny ${quoted(log)}`] : []),
    style.dim(`${plural(records, "record")}; to verify: aegis log verify ${quoted(log)}`),
  ]
    .map((line) => `aegis: ${line}\n`)
    .join("");
}

function firstLine({ exit, seconds, verdicts, approvals }: Summary, style: Style): string {
  const { allow = 0, deny = 0, approve = 0 } = verdicts;
  const asked = approve === 0 ? [] : [`${approve} asked (${approvals.granted} granted)`];
  const denied = deny === 0 ? "0 denied" : style.red(`${deny} denied`);
  return `exit ${exit} after ${seconds.toFixed(1)} s; ${[`${allow} allowed`, denied, ...asked].join(", ")}`;
}

function denialLine(
  { op, subject, code, rule, line, column, times, reason }: Denial,
  spec: string,
  style: Style,
): string {
  const text = printable(subject);
  const short = text.length > MOST_SUBJECT ? `${text.slice(0, MOST_SUBJECT)}…` : text;
  const place = line === null ? "" : ` ${printable(spec)}:${line}${column === null ? "" : `:${column}`}`;
  const why = rule ?? (code === "DENIED_BY_DEFAULT" ? "no rule allows it" : reason || code);
  const mark = code.startsWith("APPROVAL_") ? "not approved" : "denied";
  const often = times === 1 ? "" : ` (${times} times)`;
  return `${style.red(`✗ ${mark}`)} ${op} ${short}${often}  ${style.dim(printable(why) + place)}`;
}

/** With the key in the command: what reads this may be another machine. */
export function jsonSummary(summary: Summary): string {
  const verify = `aegis log verify --key ${quoted(summary.key)} ${quoted(summary.log)}`;
  return `${JSON.stringify({ ...summary, verify })}\n`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${printable(path).replaceAll("'", "'\\''")}'`;
}
