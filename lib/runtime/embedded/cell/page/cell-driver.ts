/** The embedded driver in a page, in the form that all drivers have: a log, a cell, a run, and their end. */
import { toBase64, toHex } from "../../../../audit/bytes";
import { type Hasher, loadWasmHasher } from "../../../../audit/hash";
import type { Closed, Journal, Recorder } from "../../../../audit/recorder";
import { LineSplitter } from "../../../../audit/recorder/lines";
import type { AgentSpec } from "../../../../spec";
import type { Http } from "../../../calls/network";
import { checkpointRulesOf } from "../../../checkpoints/rules-of";
import type {
  Box,
  BoxCheckpoints,
  BoxEvents,
  Driver,
  LookOrder,
  Process,
  ReplayOrder,
  RunOptions,
  Terminal,
} from "../../../driver";
import { recordOf } from "../../../replay/replay-log";
import type { Replayed } from "../../../replay/replaying";
import { openLog } from "../../../session/session";
import { approvalRulesOf, limitsOf } from "../../../session/settings";
import type { RecordingOrder, Started } from "../protocol";
import type { Cell, CellParts, FilesTold } from "./cell";
import { CellFault } from "./fault";
import { openCell } from "./open-cell";
import { lookBack, pastRun } from "./past-run";
import type { ReplaySurroundings } from "./read-replay";
import { replayInCell } from "./replay-cell";
import { SpareWorker } from "./spare";

export interface CellDriverOptions {
  readonly parts: CellParts;
  /** The same with a shell, for runs that may start commands. */
  readonly withShell?: () => Promise<CellParts>;
  /** The modules that the guest's library presents, by name without `node:`. */
  readonly builtins: Readonly<Record<string, string>>;
  readonly version: string;
  readonly http?: Http;
  readonly document?: Document;
}

export interface CellDriver extends Driver {
  replay: NonNullable<Driver["replay"]>;
  lookBack: NonNullable<Driver["lookBack"]>;
  /** Makes a worker ready for the next boot. To be called when the person does something else. */
  warm(next?: { readonly withShell: boolean }): Promise<void>;
  /** Fetches what a boot may need that was not needed yet: from then on none needs the server. */
  bring(): Promise<void>;
  /** Nobody will boot soon: lets go of it. */
  rest(): void;
}

const DEFAULT_CWD = "/workspace";

export function cellDriver(options: CellDriverOptions): CellDriver {
  const workers = new SpareWorker(options.document ?? document);
  return {
    name: "embedded",
    enforcement: "enforced",
    boot: (run) => boot(options, workers, run),
    replay: (order) => replay(options, workers, order),
    lookBack: (order) => lookingBack(options, workers, order),
    warm: async (next) =>
      workers.warm(next?.withShell && options.withShell ? await options.withShell() : options.parts),
    bring: async () => void (await options.withShell?.()),
    rest: () => workers.rest(),
  };
}

async function boot(options: CellDriverOptions, workers: SpareWorker, run: RunOptions): Promise<Box> {
  const { builtins, version, http, withShell } = options;
  const { source, approver, actor, cwd = DEFAULT_CWD, openChildLog, goesOnFrom } = run;
  const hasher = await loadWasmHasher();
  const isWanted =
    run.hasTerminal ||
    mayStartCommands(source.spec) ||
    (goesOnFrom !== undefined && !isPlain(goesOnFrom.recorded, options, hasher));
  const hasShell = withShell && isWanted;
  const parts = hasShell ? await withShell() : options.parts;
  const earlier = goesOnFrom && pastRun(goesOnFrom, source, cwd, { parts, builtins, version, hasher });
  const env = earlier?.env ?? run.env ?? {};
  const listeners = new Listeners();
  // Time does not go back while a page lives, whatever its system's clock does.
  const now = () => Math.floor(performance.timeOrigin + performance.now());
  const checkpoints = checkpointRulesOf(source.spec);
  const driver = { name: "embedded", version } as const;
  // Both at once: flushing a first record takes about as long as starting a worker.
  const log = openLog({ ...run, hasher, clock: { now }, driver, build: parts.build }).then((recorder) => {
    if (earlier) recorder.appendSoon(earlier.entry);
    return recorder;
  });
  log.catch(() => {});
  const cell = await openCell(
    {
      parts,
      settings: {
        program: source.program,
        approvals: approvalRulesOf(source.spec),
        limits: limitsOf(source.spec),
        ...(checkpoints && { checkpoints }),
        actor,
        env,
        cwd,
        builtins,
      },
      log,
      hasher,
      now,
      ...(approver && { approver }),
      ...(http && { http }),
      ...(earlier && { past: earlier.past }),
      ...(run.recording && !earlier && { recording: recordingOf(run, run.recording.mostBytes) }),
      ...(openChildLog && {
        agentLogs: { ...run, openChildLog, spec: source.spec, build: parts.build, version },
      }),
      ...(run.history && {
        history: run.history,
        onFiles: (told: FilesTold) => listeners.tell("files", told),
      }),
      ...(run.bodies && { bodies: run.bodies }),
      onChanged: (paths) => listeners.tell("changed", paths),
      onStdin: (isReading) => listeners.tell("stdin", isReading),
      onTrouble: (fault) => listeners.tell("trouble", fault.message),
    },
    workers,
  );
  return new CellBox(cell, await log, {
    journal: run.journal,
    hasher,
    listeners,
    hasShell: hasShell === true,
    hasCheckpoints: checkpoints !== undefined,
    goesOn: earlier?.start,
  });
}

async function replay(
  options: CellDriverOptions,
  workers: SpareWorker,
  order: ReplayOrder,
): Promise<Replayed> {
  return replayInCell(order, await asItWas(options, order.recorded), workers);
}

async function lookingBack(
  options: CellDriverOptions,
  workers: SpareWorker,
  order: LookOrder,
): Promise<Replayed> {
  return lookBack(order, await asItWas(options, order.recorded), workers);
}

/** A sandbox as it was: with a shell or without. */
async function asItWas(
  options: CellDriverOptions,
  recorded: ReplayOrder["recorded"],
): Promise<ReplaySurroundings> {
  const { parts, withShell, builtins, version } = options;
  const hasher = await loadWasmHasher();
  const used = !withShell || isPlain(recorded, options, hasher) ? parts : await withShell();
  return { parts: used, builtins, version, hasher };
}

function isPlain({ lines }: ReplayOrder["recorded"], { parts }: CellDriverOptions, hasher: Hasher): boolean {
  const [first] = new LineSplitter(lines.length).push(lines);
  return recordOf(first)?.data.build_sha256 === toHex(hasher.sha256(parts.build));
}

function recordingOf({ source, host, workspace }: RunOptions, mostBytes: number): RecordingOrder {
  return {
    spec: toBase64(source.bytes),
    host,
    ...(workspace !== undefined && { workspace }),
    mostBytes,
  };
}

/** What a policy lets nobody start needs no shell: a cell without one refuses it as well, and is there sooner. */
function mayStartCommands({ capabilities: { exec } }: AgentSpec): boolean {
  return exec.allow.length + exec.approve.length > 0;
}

class Listeners {
  readonly #all: { readonly [Name in keyof BoxEvents]: Set<BoxEvents[Name]> } = {
    changed: new Set(),
    files: new Set(),
    stdin: new Set(),
    trouble: new Set(),
  };

  add<Name extends keyof BoxEvents>(name: Name, listener: BoxEvents[Name]): () => void {
    this.#all[name].add(listener);
    return () => this.#all[name].delete(listener);
  }

  tell<Name extends keyof BoxEvents>(name: Name, what: Parameters<BoxEvents[Name]>[0]): void {
    for (const listener of this.#all[name]) (listener as (what: unknown) => void)(what);
  }
}

interface BoxParts {
  readonly journal: Journal;
  readonly hasher: Hasher;
  readonly listeners: Listeners;
  readonly hasShell: boolean;
  readonly hasCheckpoints: boolean;
  readonly goesOn: Box["goesOn"] | undefined;
}

class CellBox implements Box {
  readonly sid: string;
  readonly terminal?: Terminal;
  readonly goesOn?: NonNullable<Box["goesOn"]>;
  readonly checkpoints?: BoxCheckpoints;
  readonly recording?: NonNullable<Box["recording"]>;
  readonly fs: Box["fs"] = {
    export: (path) => this.#cell.export(path),
    remove: (paths) => this.#cell.remove(paths),
  };
  readonly #cell: Cell;
  readonly #recorder: Recorder;
  readonly #listeners: Listeners;

  constructor(
    cell: Cell,
    recorder: Recorder,
    { listeners, hasShell, hasCheckpoints, goesOn, journal, hasher }: BoxParts,
  ) {
    const { tape } = cell;
    if (goesOn) this.goesOn = goesOn;
    if (tape) this.recording = () => tape.recorded(journal.read(0), hasher);
    if (hasCheckpoints)
      this.checkpoints = { list: () => cell.checkpoints(), rollback: (id) => cell.rollback(id) };
    this.sid = recorder.sid;
    if (hasShell) this.terminal = this.#terminal();
    this.#cell = cell;
    this.#recorder = recorder;
    this.#listeners = listeners;
  }

  mount: Box["mount"] = (path, tree, options) => this.#cell.mount(path, tree, options);

  spawn: Box["spawn"] = (entry, argv = [], { isTty = false } = {}) => this.#start({ entry, argv, isTty });

  #terminal(): Terminal {
    return {
      run: (line) => this.#start({ line }),
      complete: (line, cursor) => this.#cell.complete(line, cursor),
      cwd: () => this.#cell.cwd(),
    };
  }

  #start(what: Started): Process {
    const cell = this.#cell;
    const { output, end } = cell.start(what);
    const input = new WritableStream<Uint8Array>({
      write: (bytes) => cell.stdin(bytes),
      close: () => cell.stdin(null),
    });
    const kill = () => {
      cell.stop();
      return end;
    };
    return { output, input, exit: end, kill };
  }

  on: Box["on"] = (name, listener) => this.#listeners.add(name, listener);

  records: Box["records"] = (signal) => this.#recorder.follow(0, signal);

  async teardown(key: "keep" | "destroy"): Promise<Closed> {
    const wasRunning = this.#cell.state === "running";
    this.#cell.close();
    // The end of the run is recorded before the end of the log.
    await this.#cell.idle().catch((cause: unknown) => {
      if (!(cause instanceof CellFault)) throw cause;
    });
    return this.#recorder.close({ key, ...(wasRunning && { reason: "stopped" }) });
  }
}
