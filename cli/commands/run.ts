/** `aegis run`: an agent in a sandbox, on a real folder, with its log as a file. */
import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { JournalFault } from "../../lib/audit/recorder";
import type { FileJournal } from "../../lib/runtime/node/journal/file-journal";
import type { RunEnd } from "../../lib/runtime/node/run/run-embedded";
import { RECORDING_ENDING } from "../../lib/runtime/replay/tape";
import type { Run } from "../definitions/definition";
import { UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { noteRecording } from "../log/recorded-here";
import { approverFor } from "../run/approver";
import { runBy, warningOf } from "../run/drivers";
import { Ending } from "../run/ending";
import { HeardJournal } from "../run/heard-journal";
import { closeAbandoned, openJournal } from "../run/journal";
import { limitSentence } from "../run/limits";
import { placeLog, sessionsFolder } from "../run/log-place";
import { type Plan, planOf } from "../run/plan";
import { refusalOf } from "../run/refusal";
import { summaryOf } from "../run/summary";
import { openTerminal } from "../run/terminal";
import { jsonSummary, textSummary } from "../run/told";

const EXIT_OWN_FAULT = 125;
const EXIT_REFUSED = 126;

export const run: Run = async (invocation, io) => {
  const plan = await planOf(invocation, io);
  const refusal = refusalOf(plan);
  if (refusal !== undefined) {
    await tell(io, refusal);
    return EXIT_REFUSED;
  }
  const warning = warningOf(plan.runtime);
  if (warning !== undefined && !plan.isQuiet) await tell(io, warning);
  await sweep(plan, io);
  const isRecorded = invocation.options.record === true;
  if (isRecorded && plan.runtime !== "embedded")
    throw new UsageError("--record needs the embedded driver; leave --driver out.");
  const place = await placeLog(plan.log, plan.folder, io);
  const journal = await openJournal(place.path, plan.folder);
  const begun = performance.now();
  const ending = new Ending((sentence) => void tell(io, sentence));
  try {
    const recording = isRecorded ? { recording: `${place.path}${RECORDING_ENDING}` } : {};
    const ended = await start(plan, { ...place, ...recording, journal, ending }, io);
    const { end, sid } = ended;
    if (ended.isRecorded === false)
      await tell(io, "The recording is not whole; aegis replay goes as far as it goes.");
    const exit = end.reason === "stopped" ? (ending.code ?? end.code) : end.code;
    const why = limitSentence(end.reason, plan.spec.spec, plan.timeoutMs);
    if (why !== undefined) await tell(io, why);
    const log = shownPath(place.path, io);
    const seconds = (performance.now() - begun) / 1000;
    await summarise(plan, { exit, end, seconds, sid, driver: plan.runtime, log }, io);
    return exit;
  } catch (thrown) {
    if (!(thrown instanceof JournalFault)) throw thrown;
    await tell(io, `The log could not be written, so the agent was stopped: ${printable(thrown.message)}`);
    return EXIT_OWN_FAULT;
  } finally {
    ending.dispose();
    await journal.close();
  }
};

interface Started {
  readonly sid: string;
  readonly hidden: readonly string[];
  readonly recording?: string;
  readonly journal: FileJournal;
  readonly ending: Ending;
}

async function start(
  plan: Plan,
  { sid, hidden, recording, journal, ending }: Started,
  io: Io,
): Promise<RunEnd> {
  const { spec, engine, folder, entry, argv, env, actor, timeoutMs } = plan;
  const approver = approverFor({
    manner: plan.approve,
    actor,
    spec: { name: spec.name, secondPerson: spec.spec.approvals.second_person },
    style: io.errStyle,
    terminal: openTerminal,
    tell: (sentence) => void tell(io, sentence),
  });
  const stdin = new Input(plan, io);
  try {
    return await runBy(plan.runtime, {
      source: { bytes: spec.bytes, spec: spec.spec, program: spec.program },
      engine,
      folder,
      entry,
      argv,
      env,
      journal: new HeardJournal(journal, (vkey) => noteRecording(vkey, io)),
      sid,
      reserved: { hidden, fixed: plan.specInside === undefined ? [] : [plan.specInside] },
      ...(recording !== undefined && { recording }),
      ...(timeoutMs !== undefined && { limits: { wallMs: timeoutMs } }),
      actor,
      host: "local",
      approver,
      isTty: io.isTerminal,
      output: (stream, bytes) => {
        const target = stream === "stdout" ? io.out : io.err;
        void target.write(bytes);
        if (target.closed) ending.readerWentAway();
      },
      stdin: stdin.chunks(),
      signal: ending.signal,
      failed: (cause) => void tell(io, `a fault of aegis itself: ${printable(String(cause))}`),
    });
  } finally {
    approver.close();
    stdin.close();
  }
}

/** Opened when the agent first reads, so that a command in a script leaves alone what is meant for the next one. */
class Input {
  readonly #io: Io;
  readonly #isSpec: boolean;
  #isOpen = false;

  constructor({ isFromStdin }: Plan, io: Io) {
    this.#io = io;
    this.#isSpec = isFromStdin;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    if (this.#isSpec) return;
    this.#isOpen = true;
    yield* this.#io.stdin;
  }

  /** A terminal or a pipe that is still open would keep the process alive. */
  close(): void {
    if (this.#isOpen) this.#io.stdin.destroy();
  }
}

async function sweep({ folder, isQuiet }: Plan, io: Io): Promise<void> {
  for (const { path, fault } of await closeAbandoned(sessionsFolder(folder), folder)) {
    const log = printable(shownPath(path, io));
    if (fault !== undefined)
      await tell(io, `${log} is of a run that was killed, and was not closed: ${fault}`);
    else if (!isQuiet) await tell(io, `${log} is of a run that was killed; closed it as interrupted.`);
  }
}

async function summarise(plan: Plan, ended: Parameters<typeof summaryOf>[2], io: Io): Promise<void> {
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

function shownPath(path: string, io: Io): string {
  const near = relative(io.cwd, path);
  return near.startsWith("..") ? path : near;
}

async function tell(io: Io, text: string): Promise<void> {
  await io.err.write(text.replace(/^/gm, "aegis: ").concat("\n"));
}
