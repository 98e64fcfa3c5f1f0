/** `aegis run`: an agent in a sandbox, on a real folder, with its log as a file. */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { JournalFault } from "../../lib/audit/recorder";
import { BODIES_ENDING, BodyFolder } from "../../lib/runtime/node/journal/body-folder";
import type { FileJournal } from "../../lib/runtime/node/journal/file-journal";
import { RECORDING_ENDING } from "../../lib/runtime/replay/tape";
import type { ProcessRun } from "../definitions/definition";
import { UsageError } from "../failure";
import { printable, printableLines } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { warningOf } from "../run/drivers";
import { Ending } from "../run/ending";
import { closeAbandoned, openJournal } from "../run/journal";
import { limitSentence } from "../run/limits";
import { type LogPlace, placeLog, sessionsFolder } from "../run/log-place";
import { type Plan, planOf } from "../run/plan";
import { refusalOf } from "../run/refusal";
import { rollbackSentence } from "../run/rollback";
import { start } from "../run/start";
import { type Ended, summaryOf } from "../run/summary";
import { shownPath, tell } from "../run/telling";
import { jsonSummary, textSummary } from "../run/told";

const EXIT_OWN_FAULT = 125;
const EXIT_REFUSED = 126;
const MS_PER_SECOND = 1000;

export const run: ProcessRun = async (invocation, io) => {
  const plan = await planOf(invocation, io);
  const refusal = refusalOf(plan);
  if (refusal !== undefined) {
    await tell(io, refusal);
    return EXIT_REFUSED;
  }
  const warning = warningOf(plan.runtime);
  if (warning !== undefined && !plan.isQuiet) await tell(io, warning);
  await sweep(plan, io);
  const place = await placeLog(plan.log, plan.folder, io);
  const journal = await openJournal(place.path, plan.folder);
  try {
    return await runOn(plan, { place, journal }, io);
  } catch (thrown) {
    await tell(io, ownFault(thrown));
    return EXIT_OWN_FAULT;
  } finally {
    await journal.close();
  }
};

async function runOn(
  plan: Plan,
  { place, journal }: { place: LogPlace; journal: FileJournal },
  io: ProcessIo,
): Promise<number> {
  const begun = performance.now();
  const ending = new Ending((sentence) => void tell(io, sentence));
  try {
    const recording = plan.isRecorded ? { recording: `${place.path}${RECORDING_ENDING}` } : {};
    const bodies = plan.keepsBodies ? bodiesBeside(place.path) : undefined;
    const { end, sid, isRecorded, rolledBack } = await start(
      plan,
      { ...place, ...recording, ...(bodies && { payloads: bodies }), journal, ending },
      io,
    );
    if (isRecorded === false)
      await tell(io, "The recording is not whole; aegis replay goes as far as it goes.");
    if (bodies && bodies.lost > 0)
      await tell(
        io,
        `${bodies.lost === 1 ? "One body" : `${bodies.lost} bodies`} could not be kept; the log does not need them.`,
      );
    if (rolledBack) await tell(io, rollbackSentence(rolledBack));
    const stopped = rolledBack ? EXIT_REFUSED : (ending.code ?? end.code);
    const exit = end.reason === "stopped" ? stopped : end.code;
    const why = limitSentence(end.reason, plan.spec.spec, plan.timeoutMs);
    if (why !== undefined) await tell(io, why);
    const log = shownPath(place.path, io);
    const seconds = (performance.now() - begun) / MS_PER_SECOND;
    await summarise(plan, { exit, end, seconds, sid, driver: plan.runtime, log }, io);
    return exit;
  } finally {
    ending.dispose();
  }
}

function bodiesBeside(log: string): BodyFolder {
  try {
    return new BodyFolder(log + BODIES_ENDING);
  } catch {
    throw new UsageError(
      `The bodies cannot go to ${printable(log + BODIES_ENDING)}: it is there, or cannot be made.`,
    );
  }
}

function ownFault(thrown: unknown): string {
  if (thrown instanceof JournalFault)
    return `The log could not be written, so the agent was stopped: ${printable(thrown.message)}`;
  if (thrown instanceof UsageError) return thrown.message;
  const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `This is a fault of aegis itself; report it with these lines:\n${printableLines(trace)}`;
}

async function sweep({ folder, isQuiet }: Plan, io: ProcessIo): Promise<void> {
  for (const { path, fault } of await closeAbandoned(sessionsFolder(folder), folder)) {
    const log = printable(shownPath(path, io));
    if (fault !== undefined)
      await tell(io, `${log} is of a run that was killed, and was not closed: ${printable(fault)}`);
    else if (!isQuiet) await tell(io, `${log} is of a run that was killed; closed it as interrupted.`);
  }
}

async function summarise(plan: Plan, ended: Ended, io: ProcessIo): Promise<void> {
  if (plan.isQuiet && plan.summary === undefined) return;
  const summary = await summaryOf(resolve(io.cwd, ended.log), plan.spec, ended);
  if (plan.summary !== undefined) {
    await writeFile(resolve(io.cwd, plan.summary), jsonSummary(summary)).catch((thrown) => {
      throw new UsageError(`The summary cannot be written: ${printable(String(thrown))}`);
    });
  }
  if (plan.isQuiet) return;
  const text =
    plan.format === "json" ? jsonSummary(summary) : textSummary(summary, plan.spec.name, io.errStyle);
  await io.err.write(text);
}
