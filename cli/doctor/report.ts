/** The report of `aegis doctor` in words. What a server says is anybody's text: it must not act on the terminal. */
import type { DoctorReport, LogFinding } from "../../lib/audit/sync/operate";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { plural } from "../report/finding";

export function textReport(url: string, report: DoctorReport, style: Style): string {
  const rows: [string, string][] = [
    ["server", `${url}, version ${printable(report.version)}, signs as ${printable(report.host)}`],
    ...report.keys.filter(({ retiredAt }) => retiredAt === null).map(keyRow(report)),
    ["logs", `${plural(report.workspaces, "workspace")}, ${plural(report.sessions, "session")}`],
    ["looked at", progressText(report)],
    ["witnesses", report.witnesses.length === 0 ? "none is behind" : `${report.witnesses.length} behind`],
  ];
  const lines = [
    ...rows.map(([name, value]) => `${name.padEnd(12)} ${value}`),
    ...report.witnesses.map(
      ({ workspaceId, url: place, seenSize, size, trouble }) =>
        `  ${printable(place)} has seen ${seenSize} of ${size} leaves of ${printable(workspaceId)}${trouble === null ? "" : `: ${printable(trouble)}`}`,
    ),
    "",
    ...verdictLines(report, style),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const keyRow =
  ({ keys }: DoctorReport) =>
  ({ purpose, madeAt }: DoctorReport["keys"][number]): [string, string] => {
    const retired = keys.filter((key) => key.purpose === purpose && key.retiredAt !== null).length;
    return [`key ${purpose}`, `since ${madeAt.slice(0, 10)}${retired === 0 ? "" : `, ${retired} retired`}`];
  };

function progressText({ checks: { state, looked, of, failed } }: DoctorReport): string {
  const words = { waiting: "not begun", running: "going on", done: "done" } as const;
  const missing = failed === 0 ? "" : `; ${failed} could not be read, and will be before they are signed`;
  return `${looked} of ${plural(of, "session")} since the start, ${words[state]}${missing}`;
}

function verdictLines({ findings, more }: DoctorReport, { green, red, bold }: Style): string[] {
  if (findings.length === 0) return [green("Every stored log that was looked at is what was signed.")];
  return [
    red(`Refused: nothing of ${findings.length === 1 ? "this" : "these"} is signed any more.`),
    ...findings.map(findingLine),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    "",
    bold("What to do"),
    "  Stop the server and keep a copy of the database as it is: it shows what was changed.",
    "  Restore a backup from before. Browsers still have what they recorded, and send it again.",
    ...(findings.some(({ code, sid }) => code === "ROLLBACK" && sid === null)
      ? ["  An older copy that is all there is: aegis doctor --accept WORKSPACE."]
      : []),
  ];
}

function findingLine({ workspaceId, sid, seq, code, why }: LogFinding): string {
  const place = [
    workspaceId,
    ...(sid === null ? [] : [`session ${sid}`]),
    ...(seq === null ? [] : [`record ${seq}`]),
  ];
  return `  ${printable(code)}  ${printable(place.join(", "))}: ${printable(why)}`;
}
