/** `aegis doctor`: what a running server found when it looked at the logs that it stores. */
import type { DoctorReport } from "../../lib/audit/sync/operate";
import { formatOf, type ProcessRun, textOf } from "../definitions/definition";
import { accept, type Server, serverOf, turn } from "../doctor/ask";
import { textReport } from "../doctor/report";
import { EXIT_FINDINGS, EXIT_OK } from "../failure";
import type { ProcessIo } from "../io/process-io";
import { jsonText } from "../report/json";

export const run: ProcessRun = async (invocation, io) => {
  const server = await serverOf(textOf(invocation, "url"), io);
  const workspaceId = textOf(invocation, "accept");
  if (workspaceId !== undefined) await accept(server, workspaceId);
  const report = await examine(server, invocation.options.full === true, io);
  const isGood = report.findings.length === 0;
  const { next: _, ...told } = report;
  const text =
    formatOf(invocation) === "json"
      ? jsonText({ url: server.url, ok: isGood, ...told })
      : textReport(server.url, report, io.style);
  await io.out.write(text);
  return isGood ? EXIT_OK : EXIT_FINDINGS;
};

/** A full look comes in turns of some seconds; whoever watches sees it go on. */
async function examine(server: Server, full: boolean, io: ProcessIo): Promise<DoctorReport> {
  for (let after = 0; ; ) {
    const report = await turn(server, { full, after });
    if (report.next === null || report.next <= after) return report;
    after = report.next;
    if (io.isWatched) await io.err.write(`read up to session ${after} …\n`);
  }
}
