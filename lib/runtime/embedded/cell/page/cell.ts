/**
 * A cell as the page has it: records what it recorded, does what it may do, and ends it. It runs one thing after the other,
 * an agent or a line of the author's, over the same files and in the same log.
 *
 * Guarantees: nothing from the cell is used that was not read by its schema; records are stored and acknowledged only
 * when they continue this very session; `stop` ends whatever runs within 100 ms, asked or not; after `close` nothing of
 * it is left. Does not guarantee that a record is true: the worker makes them.
 */
import type { Hasher } from "../../../../audit/hash";
import type { Recorder } from "../../../../audit/recorder";
import type { Approver } from "../../../../mediator/approval";
import type { PayloadStore } from "../../../../mediator/log";
import { link } from "../../../../policy";
import type { Http } from "../../../calls/network";
import type { Checkpoint } from "../../../checkpoints/checkpoints";
import type { KeptBodies } from "../../../driver";
import type { MountOptions, Tree } from "../../../files";
import type { Completion } from "../../../shell";
import type { SandboxEnd } from "../../sandbox/sandbox";
import type {
  EffectAnswer,
  EffectRequest,
  FromCell,
  PastRun,
  RecordingOrder,
  RunSettings,
  Started,
  ToCell,
} from "../protocol";
import { readMessage } from "../read-message";
import { type AgentLogs, exitOf, type PageAgent, PageAgents } from "./agents";
import { bodiesRoom } from "./bodies-room";
import type { BootParts } from "./boot";
import { CellProcess } from "./cell-process";
import { EffectDesk } from "./effect-desk";
import { PageEffects } from "./effects";
import { CellFault } from "./fault";
import { FloodGauge } from "./flood";
import type { Frame } from "./frame";
import { LentLog } from "./lent-log";
import { pageHttp } from "./page-http";
import { PageTape } from "./page-tape";
import { type Done, type ExportedTree, Requests } from "./requests";
import { type CellEvent, type CellState, nextState } from "./state";
import { Watchdog } from "./watchdog";

export interface CellParts extends BootParts {
  /** The hashes of all of it, one after the other: what the log says was in force. */
  readonly build: Uint8Array;
}

export interface CellOptions {
  readonly parts: CellParts;
  readonly settings: RunSettings;
  /** The log of the run, lent to the cell until it ends. May still be opening while the cell boots. */
  readonly log: Recorder | Promise<Recorder>;
  readonly hasher: Hasher;
  /** Milliseconds since 1970: the clock of the log. */
  readonly now: () => number;
  readonly approver?: Approver;
  readonly http?: Http;
  /** Whether the first agent is to be recorded. */
  readonly recording?: RecordingOrder;
  /** What the first agent goes on from. */
  readonly past?: PastRun;
  /** Where agents may start others. */
  readonly agentLogs?: AgentLogs;
  /** Paths that have changed; `/` for very many. */
  readonly onChanged?: (paths: readonly string[]) => void;
  /** What files became, told where it is asked for. */
  readonly onFiles?: (told: FilesTold) => void;
  readonly history?: { readonly mostBytes: number };
  /** Where what the records name by digest alone is kept. */
  readonly bodies?: KeptBodies;
  /** Whether the guest reads its standard input now. */
  readonly onStdin?: (isReading: boolean) => void;
  /** Something failed that is not the guest's doing. */
  readonly onTrouble?: (fault: CellFault) => void;
}

export type FilesTold = Extract<FromCell, { kind: "files" }>;

/** What is still of use from a cell whose frame was taken away. */
const LAST_WORDS: ReadonlySet<FromCell["kind"]> = new Set(["records", "output", "tape", "files", "bodies"]);
/** Of a line of the author's: above what its shell lets it write. */
const LINE_OUTPUT_BYTES = 64 * 1024 * 1024;
const STOPPED: SandboxEnd = { reason: "stopped", code: 130 };
const BROKEN: SandboxEnd = { reason: "broken", code: 134 };

export class Cell {
  readonly #frame: Frame;
  readonly #options: CellOptions;
  readonly #desk: EffectDesk;
  readonly #effects: PageEffects;
  readonly #agents: PageAgents;
  readonly #flood = new FloodGauge(() => performance.now());
  readonly #watchdog: Watchdog;
  /** What is recorded of the first agent, where anything is. */
  readonly tape: PageTape | undefined;
  readonly #requests = new Requests((message) => this.#post(message));
  /** As much as was asked for, whatever the worker sends. */
  readonly #bodies: PayloadStore | undefined;
  #state: CellState = "ready";
  #process: CellProcess | undefined;
  #log: LentLog | undefined;

  constructor(frame: Frame, options: CellOptions) {
    const { settings, http = pageHttp, recording, past } = options;
    this.tape = recording && new PageTape(recording.mostBytes);
    this.#bodies = options.bodies && bodiesRoom(options.bodies);
    this.#frame = frame;
    this.#options = options;
    const { approvals, actor } = settings;
    const around = { ...pick(options), http, actor };
    this.#effects = new PageEffects({
      ...around,
      engine: link(settings.program),
      approvals,
      used: past?.used,
      onAsked: (question) => this.#log?.asked(question),
    });
    const { hasher, agentLogs: logs } = options;
    this.#agents = new PageAgents({
      logs,
      effects: around,
      hasher,
      post: (message) => this.#post(message),
    });
    this.#desk = new EffectDesk({
      perform: (request, agent, signal) => this.#perform(request, agent, signal),
      post: (message) => this.#post(message),
      forged: (cause) => this.#fail(new CellFault("protocol", undefined, { cause })),
    });
    this.#watchdog = new Watchdog(settings.limits, {
      ping: () => this.#post({ kind: "ping" }),
      kill: (end) => this.#kill(end),
    });
    frame.port.onmessage = ({ data }) => this.#take(data);
  }

  get state(): CellState {
    return this.#state;
  }

  /** Once, by `openCell`. */
  async begin(): Promise<void> {
    const { settings, log, now, recording, history, past } = this.#options;
    this.#log = new LentLog(await log, (message) => this.#post(message));
    const { bodies } = this.#options;
    const order = {
      ...(bodies && { bodies: { mostBytes: bodies.mostBytes } }),
      ...(recording && { recording }),
      ...(history && { history }),
      ...(past && { past }),
    };
    this.#post({ kind: "session", log: this.#log.from, settings, now: now(), ...order });
  }

  async mount(path: string, tree: Tree, options: MountOptions = {}): Promise<void> {
    await this.#ask((id) => ({ kind: "mount", id, path, tree, options }));
  }

  /** The files below a folder, as they are when the guest pauses next. */
  async export(path: string): Promise<ExportedTree> {
    return (await this.#ask((id) => ({ kind: "export", id, path }))).tree ?? {};
  }

  async remove(paths: readonly string[]): Promise<void> {
    await this.#ask((id) => ({ kind: "remove", id, paths }));
  }

  /** Of what ran last, the oldest first. */
  async checkpoints(): Promise<readonly Checkpoint[]> {
    return (await this.#ask((id) => ({ kind: "checkpoints", id }))).checkpoints ?? [];
  }

  /** False where there is none of this name. What runs is ended for it. */
  async rollback(checkpoint: string): Promise<boolean> {
    return (await this.#ask((id) => ({ kind: "rollback", id, checkpoint }))).isFound === true;
  }

  /** What can stand at the cursor in the author's terminal. */
  async complete(line: string, cursor: number): Promise<Completion> {
    const { completion } = await this.#ask((id) => ({ kind: "complete", id, line, cursor }));
    return completion ?? { from: cursor, options: [] };
  }

  /** Where the author's terminal stands. */
  async cwd(): Promise<string> {
    const { cwd } = await this.#ask((id) => ({ kind: "cwd", id }));
    return cwd ?? this.#options.settings.cwd;
  }

  start(what: Started): CellProcess {
    if (!this.#move("start")) throw new CellFault("gone", `A cell that is ${this.#state} starts nothing.`);
    const isAgent = "entry" in what;
    const most = isAgent ? this.#options.settings.limits.outputBytes : LINE_OUTPUT_BYTES;
    this.#process = new CellProcess(most, isAgent);
    this.#watchdog.start(isAgent);
    this.#post({ kind: "start", ...what });
    return this.#process;
  }

  /** Null when it has ended. */
  stdin(bytes: Uint8Array | null): void {
    this.#post({ kind: "stdin", bytes });
  }

  /** Asks first; whatever has not ended by then is taken away, and the cell with it. */
  stop(): void {
    if (this.#state !== "running") return;
    this.#post({ kind: "stop" });
    this.#watchdog.stop();
  }

  /** When nothing of what was started is left to be recorded. */
  async idle(): Promise<void> {
    await this.#process?.end;
  }

  /** From then on there is nothing of it. What it had recorded is stored, and the log is its owner's again. */
  close(): void {
    if (this.#state === "running") this.#kill(STOPPED);
    if (this.#state !== "ending") this.#release(new CellFault("gone"));
  }

  #post(message: ToCell): void {
    this.#frame.port.postMessage(message);
  }

  #ask(message: (id: number) => ToCell): Promise<Done> {
    if (this.#state === "gone" || this.#state === "ending") return Promise.reject(new CellFault("gone"));
    return this.#requests.ask(message);
  }

  #take(data: unknown): void {
    if (this.#state === "gone") return;
    this.#watchdog.seen();
    if (!this.#flood.count()) {
      this.#fail(new CellFault("flood"));
      return;
    }
    const message = readMessage(data);
    if (!message) {
      this.#fail(new CellFault("protocol"));
      return;
    }
    if (this.#state === "ending" && !LAST_WORDS.has(message.kind)) return;
    try {
      this.#act(message);
    } catch (cause) {
      this.#fail(cause instanceof CellFault ? cause : new CellFault("host", undefined, { cause }));
    }
  }

  #act(message: FromCell): void {
    switch (message.kind) {
      case "up":
      case "ready":
        // It was up and ready before it was given away.
        throw new CellFault("protocol");
      case "pong":
        this.#expect(this.#watchdog.answered());
        return;
      case "failed":
        this.#trouble(new CellFault(message.what));
        return;
      case "done":
        this.#expect(this.#requests.done(message));
        return;
      case "records":
        this.#takeRecords(message);
        return;
      case "output":
        this.#expect(this.#process !== undefined);
        this.#process?.show(message);
        return;
      case "effects":
        this.#expect(this.#state === "running");
        // As much is asked for as if each were a message of its own.
        if (!this.#flood.count(message.effects.length - 1)) throw new CellFault("flood");
        for (const effect of message.effects) this.#expect(this.#desk.begin(effect));
        return;
      case "cancel":
        this.#desk.cancel(message.id);
        return;
      case "files":
        this.#options.onFiles?.(message);
        return;
      case "bodies":
        this.#expect(this.#bodies !== undefined);
        for (const body of message.bodies) this.#bodies?.keep(body);
        if (message.lost > 0) this.#options.bodies?.onLost(message.lost);
        return;
      case "stdin":
        this.#options.onStdin?.(message.isReading);
        return;
      case "changed":
        this.#options.onChanged?.(message.paths);
        return;
      case "tape":
        this.#expect(this.tape !== undefined);
        this.tape?.take(message.bytes);
        return;
      case "taped":
        this.#expect(this.tape !== undefined);
        this.tape?.end(message.came);
        return;
      case "replayed":
        throw new CellFault("protocol");
      case "end":
        this.#expect(this.#move("end"));
        return void this.#finish(message.end);
    }
  }

  #takeRecords(message: Extract<FromCell, { kind: "records" }>): void {
    const { agent } = message;
    const log = agent === undefined ? this.#log : this.#agents.get(agent)?.log;
    this.#expect(log !== undefined);
    log?.take(message);
  }

  #perform(
    request: EffectRequest,
    agent: number | undefined,
    signal: AbortSignal,
  ): Promise<EffectAnswer> | undefined {
    const who = agent === undefined ? this.#root() : this.#agents.get(agent);
    if (!who) return undefined;
    switch (request.effect) {
      case "agent":
        return this.#agents.open(who, request.order, signal);
      case "agentEnd":
        return this.#agents.end(request.agent).then(() => ({ effect: "agentEnd" }));
      default:
        return who.effects.perform(request, signal);
    }
  }

  #root(): PageAgent | undefined {
    const { settings, agentLogs } = this.#options;
    const { approvals, limits } = settings;
    const recorder = this.#log?.recorder;
    return recorder && { effects: this.#effects, spec: agentLogs?.spec, approvals, limits, recorder };
  }

  /** Only a worker that is not ours any more does what it cannot do. */
  #expect(isRight: boolean): void {
    if (!isRight) throw new CellFault("protocol");
  }

  #trouble(fault: CellFault): void {
    if (fault.code === "policy" || fault.code === "past") this.#fail(fault);
    else this.#options.onTrouble?.(fault);
  }

  #move(event: CellEvent): boolean {
    const next = nextState(this.#state, event);
    if (next === undefined) return false;
    this.#state = next;
    return true;
  }

  /** Ends what does not end by itself. What it had sent by then is on its way, and is still recorded. */
  #kill(end: SandboxEnd): void {
    if (!this.#move("kill")) return;
    this.#watchdog.end();
    this.#frame.remove();
    setTimeout(() => {
      // What comes later comes too late: the log is the page's again.
      this.#frame.port.onmessage = null;
      this.#log?.end();
      this.#log?.cutOff(this.#process?.isAgent ? exitOf(end) : undefined);
      void this.#finish(end).then(() => this.#release(new CellFault("gone")));
    });
  }

  async #finish(end: SandboxEnd): Promise<void> {
    if (this.#process?.isAgent && this.#log) this.tape?.endsAt(this.#log.recorder.size);
    this.#watchdog.end();
    this.#desk.end();
    await this.#agents.endAll(end);
    await this.#process?.finish(end, this.#log?.flush());
  }

  #fail(fault: CellFault): void {
    this.#options.onTrouble?.(fault);
    if (this.#state === "running") this.#kill(BROKEN);
    if (this.#state !== "ending") this.#release(fault);
  }

  #release(why: CellFault): void {
    if (this.#state === "gone") return;
    this.#state = "gone";
    this.#watchdog.end();
    this.#desk.end();
    this.#log?.end();
    void this.#agents.endAll(BROKEN);
    this.#frame.remove();
    this.#frame.port.close();
    this.#requests.reject(why);
    this.#process?.fail(why);
  }
}

function pick({ hasher, now, approver }: CellOptions) {
  return { hasher, now, approver };
}
