/**
 * One run of one agent: the machine, its calls through the mediator, and the loop that takes it from its start to its
 * end. The same in a worker of the page and in Node; what differs is handed in.
 *
 * Guarantees: after its end nothing of the guest is answered any more; it ends by itself, by a limit, or when it is
 * stopped, whatever it waits for then, and the end is on the record with its reason. Waiting for a person or a disk inside a call costs it no time.
 */
import type { Mediator } from "../../../mediator/mediator";
import { codeCalls } from "../../calls/code";
import { type Descriptors, descriptorCalls } from "../../calls/descriptors";
import { type Digests, digestCalls } from "../../calls/digests";
import { Dispatch } from "../../calls/dispatch";
import { domainCalls } from "../../calls/domains";
import { FileAccess } from "../../calls/file-access";
import { pathCalls } from "../../calls/files";
import type { Handlers } from "../../calls/handler";
import { type Http, networkCalls } from "../../calls/network";
import { processCalls } from "../../calls/process";
import type { Message, Status } from "../../calls/protocol";
import { type Watches, watchCalls } from "../../calls/watch";
import type { Files } from "../../files/types";
import type { SandboxLimits } from "../../limits";
import type { Course, Lane } from "../../replay/course";
import type { RunScript } from "../../shell";
import { moduleCalls } from "../modules/calls";
import { ImportGate } from "../modules/gate";
import { asReply, type Builtins, ModuleLoader } from "../modules/loader";
import { fileProbe } from "../modules/probe";
import type { Host, Reply } from "../vm/host";
import { type Ended, type Machine, VmBroken, type VmLimits } from "../vm/vm";
import { Inbox } from "./inbox";
import { CpuClock, STACK_BYTES } from "./limits";
import { type Lineage, newLineage, runScript } from "./scripts";

export interface SandboxParts {
  /** A machine with the guest's library in it, in this thread or in another. */
  machine(host: Host, limits: VmLimits, lane?: Lane): Promise<Machine>;
  readonly builtins: Builtins;
  readonly mediator: Mediator;
  readonly files: Files;
  readonly areFilesReal: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: SandboxLimits;
  readonly time: {
    /** Milliseconds since 1970, as the session has them. */
    now(): number;
    /** For measuring: never going back, whatever its origin. */
    elapsed(): number;
    after(milliseconds: number, then: () => void): () => void;
  };
  random(bytes: Uint8Array): void;
  readonly http: Http;
  readonly digests: Digests;
  /** Tools, models, commands and child agents, where there are any. `runScript` is for the shell's `node FILE`. */
  readonly more?: (access: FileAccess, runScript: RunScript) => Partial<Handlers>;
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  readStdin(isReading: boolean): void;
  /** Asked while the guest runs: somebody outside wants it to end. */
  isStopped(): boolean;
  /** Something of ours failed. */
  failed(cause: unknown): void;
  /** Of a run that is recorded, or replayed. */
  readonly course?: Course;
  /** Of a process that the agent started; left out for the agent itself. */
  readonly child?: Lineage;
}

export type EndReason = "exit" | "stopped" | "cpu" | "wall" | "output" | "broken";
export interface SandboxEnd {
  readonly reason: EndReason;
  /** Of the guest's own end; of another, what a shell would say: 124 for a limit of time, 137 for a kill. */
  readonly code: number;
}

export interface StartOptions {
  readonly entry: string;
  readonly argv: readonly string[];
  readonly isTty: boolean;
}

const EXIT_CODES: Readonly<Record<Exclude<EndReason, "exit">, number>> = {
  stopped: 130,
  cpu: 124,
  wall: 124,
  output: 137,
  broken: 134,
};
const NS_PER_MS = 1_000_000;
const PID = 2;
/** A guest that changes files while it hears nothing would fill the memory of its host. */
const MOST_CHANGES_WAITING = 10_000;
const ENDED: Reply = { text: '{"e":{"name":"Error","message":"The process has ended."}}' };
const GONE = { error: "The process has ended." };

export class Sandbox {
  private readonly parts: SandboxParts;
  private readonly access: FileAccess;
  private readonly dispatch: Dispatch;
  private readonly loader: ModuleLoader;
  private readonly inbox = new Inbox();
  private readonly lineage: Lineage;
  private readonly descriptors: Descriptors;
  private readonly watches: Watches;
  private readonly cpu: CpuClock;
  private readonly lane: Lane | undefined;
  private vm: Machine | undefined;
  /** Its time is over, and it is about to notice. */
  private due: "cpu" | "stopped" | undefined;
  private end: SandboxEnd | undefined;
  private outputBytes = 0;
  private cancelAlarm = () => {};
  /** Answers the call that the guest waits in. */
  private endWait = () => {};

  constructor(parts: SandboxParts) {
    this.parts = parts;
    const { mediator, files, areFilesReal: isReal, random, cwd, time } = parts;
    this.access = new FileAccess({ mediator, files, isReal, random, cwd });
    const gate = new ImportGate(mediator);
    this.loader = new ModuleLoader(fileProbe(this.access), parts.builtins, gate);
    this.descriptors = descriptorCalls(this.access);
    this.watches = watchCalls({ access: this.access, tell: (message) => this.tellChange(message) });
    this.lineage = parts.child ?? newLineage();
    this.cpu = new CpuClock(time.elapsed, this.lineage.family.cpu);
    this.lane = parts.course?.lane((why) => {
      this.due = why;
    });
    this.dispatch = new Dispatch({
      handlers: this.handlers(),
      settled: ({ promise, answer, bytes }) => this.inbox.post({ kind: "settle", promise, answer }, bytes),
      failed: parts.failed,
    });
  }

  async run({ entry, argv, isTty }: StartOptions): Promise<SandboxEnd> {
    const { machine, limits, time } = this.parts;
    const cancelWall = time.after(limits.wallMs, () => this.finish("wall"));
    try {
      const sizes = { memoryBytes: limits.memoryBytes, stackBytes: STACK_BYTES };
      this.vm = await machine(this.host(), sizes, this.lane);
      await this.turn(() => {});
      const allowsText = this.parts.mediator.would({ op: "code.load", how: "eval" }) === "allow";
      await this.loop({ kind: "start", entry, argv, pid: PID, isTty, allowsText });
    } catch (cause) {
      if (!(cause instanceof VmBroken)) this.parts.failed(cause);
      this.finish("broken");
    } finally {
      cancelWall();
      this.cancelAlarm();
      this.lane?.idle(true);
      this.vm?.dispose();
    }
    return this.close();
  }

  /** Standard input, a signal: what comes from outside. */
  post(message: Message, bytes?: Uint8Array): void {
    this.inbox.post(message, bytes);
  }

  /** Ends it at the next moment that it runs or waits. */
  stop(): void {
    this.finish("stopped");
  }

  private async loop(start: Message): Promise<void> {
    let status = await this.tell(start);
    while (!this.end) {
      await this.jobs();
      const letter = this.inbox.take();
      if (letter) {
        await this.tell(letter.message, letter.bytes);
        continue;
      }
      if (this.end) return;
      status = await this.tell({ kind: "turn" });
      await this.jobs();
      if (this.end || !this.inbox.isEmpty || status?.again) continue;
      if (!status?.alive) {
        // `beforeExit` may give it something to do again.
        status = await this.tell({ kind: "exit", code: null });
        await this.jobs();
        if (status?.again) continue;
        if (!status?.alive && this.inbox.isEmpty) return this.finish("exit", status?.exitCode ?? 0);
        continue;
      }
      this.lane?.idle(true);
      await this.inbox.wait();
      this.lane?.idle(false);
    }
  }

  /** What comes from the machine, in the order in which it came when the run was recorded. */
  private turn<Value>(work: () => Value): Value | Promise<Value> {
    return this.lane ? this.lane.turn(work) : work();
  }

  private async tell(message: Message, bytes?: Uint8Array): Promise<Status | undefined> {
    const ended = await this.timed((vm) => vm.run(JSON.stringify(message), bytes));
    if (ended?.kind !== "value" || ended.text === undefined) return undefined;
    return JSON.parse(ended.text) as Status;
  }

  private async jobs(): Promise<void> {
    await this.timed((vm) => vm.runJobs());
    // The guest reports them and ends, as Node does, unless it has somebody who listens to such things.
    const message: Message = { kind: "rejections" };
    const ended = await this.timed((vm) => vm.runRejections(JSON.stringify(message)));
    if (ended) await this.timed((vm) => vm.runJobs());
  }

  private async timed(work: (vm: Machine) => Promise<Ended | undefined>): Promise<Ended | undefined> {
    if (this.end || !this.vm) return undefined;
    this.cpu.start();
    try {
      const ended = await this.reported(work(this.vm));
      if (ended?.kind === "stopped") this.finish(this.due ?? (this.parts.isStopped() ? "stopped" : "cpu"));
      if (ended?.kind === "thrown") {
        this.parts.failed(new Error(`the guest's own library threw: ${ended.text}`));
        this.finish("broken");
      }
      return ended;
    } finally {
      this.cpu.stop();
    }
  }

  /** What the machine reports is taken in its turn, also that it broke. */
  private async reported<Value>(work: Promise<Value>): Promise<Value> {
    const report = await work.then(
      (value) => () => value,
      (thrown) => () => {
        throw thrown;
      },
    );
    return this.turn(report);
  }

  private host(): Host {
    const { time, random } = this.parts;
    return {
      call: (text, bytes) => this.waiting(() => this.dispatch.call(text, bytes), ENDED),
      resolve: (base, specifier) =>
        this.waiting(() => asReply(this.loader.resolve(base, specifier, "import")), GONE),
      load: (name) => this.waiting(() => asReply(this.loader.module(name)), GONE),
      shouldStop: () => this.shouldStop(),
      now: () => BigInt(Math.trunc(time.now())) * BigInt(NS_PER_MS),
      random,
    };
  }

  /** Between its end and the moment that the machine notices, a guest runs on a little: into nothing. */
  private asked<Answer, Ending>(
    work: () => Answer | Promise<Answer>,
    ending: Ending,
  ): Answer | Ending | Promise<Answer | Ending> {
    if (this.isOver) return ending;
    return this.turn(() => (this.isOver ? ending : work())) as Answer | Ending | Promise<Answer | Ending>;
  }

  private get isOver(): boolean {
    return this.end !== undefined || this.due !== undefined || this.parts.isStopped();
  }

  /**
   * While the guest waits for an answer its time stands still. Whoever is ended waits no longer: what it waits for may never come (a
   * command that sleeps, in a run whose clock is a recording that was let go of), and only the guest's return lets the loop end.
   */
  private waiting<Answer, Ending>(
    work: () => Answer | Promise<Answer>,
    ending: Ending,
  ): Answer | Ending | Promise<Answer | Ending> {
    const answer = this.asked(work, ending);
    if (!(answer instanceof Promise)) return answer;
    this.cpu.stop();
    this.lane?.idle(true);
    return new Promise<Answer | Ending>((resolve, reject) => {
      answer.then(resolve, reject);
      // The guest stands still, so there is no other call to wait.
      this.endWait = () => resolve(ending);
    }).finally(() => {
      this.endWait = () => {};
      this.lane?.idle(false);
      this.cpu.start();
    });
  }

  private shouldStop(): boolean {
    if (this.isOver) return true;
    this.lane?.look();
    if (this.isOver) return true;
    if (this.cpu.milliseconds <= this.parts.limits.cpuMs) return false;
    if (this.lane) this.lane.expire("cpu");
    else this.due = "cpu";
    return this.isOver;
  }

  /** The first reason counts. */
  private finish(reason: EndReason, code?: number): void {
    if (this.end) return;
    this.end = { reason, code: code ?? (reason === "exit" ? 0 : EXIT_CODES[reason]) };
    this.inbox.rouse();
    this.endWait();
  }

  private close(): SandboxEnd {
    const { mediator, failed, child } = this.parts;
    const end = this.end ?? { reason: "broken", code: EXIT_CODES.broken };
    this.end = end;
    this.watches.release();
    try {
      if (child) {
        // What became of it is the result of the command that started it.
        this.dispatch.end();
        this.descriptors.release();
        return end;
      }
      mediator.note({ type: "agent.exit", data: { code: end.code, reason: end.reason } });
      mediator.end();
    } catch (cause) {
      failed(cause);
    }
    return end;
  }

  private write(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    const { mediator, limits, output, child } = this.parts;
    this.outputBytes += bytes.length;
    if (this.outputBytes > limits.outputBytes) {
      const most = limits.outputBytes;
      mediator.note({
        type: "limit.hit",
        data: { limit: "resources.max_output", most, used: this.outputBytes },
      });
      this.finish("output");
      return;
    }
    if (!child) mediator.note({ type: "agent.output", data: { stream, body: mediator.body(bytes) } });
    output(stream, bytes);
  }

  private tellChange(message: Message): boolean {
    if (this.inbox.size >= MOST_CHANGES_WAITING) return false;
    this.inbox.post(message);
    return true;
  }

  private setAlarm(milliseconds: number | null): void {
    this.cancelAlarm();
    this.cancelAlarm =
      milliseconds === null
        ? () => {}
        : this.parts.time.after(milliseconds, () => this.inbox.post({ kind: "alarm" }));
  }

  private handlers(): Partial<Handlers> {
    const { mediator, env, time, random, readStdin, http, digests, more, limits, child } = this.parts;
    const elapsed = () => (this.parts.course ?? time).elapsed();
    const started = elapsed();
    const further: Partial<Handlers> =
      more?.(this.access, runScript(this.parts, this.lineage, newProcess)) ?? {};
    return {
      ...pathCalls(this.access),
      ...this.descriptors.calls,
      ...this.watches.calls,
      ...codeCalls(mediator),
      ...moduleCalls(this.loader),
      ...networkCalls(mediator, http),
      ...digestCalls(digests),
      ...domainCalls(),
      ...processCalls({
        mediator,
        access: this.access,
        env,
        isEnvOwn: child !== undefined,
        random,
        readStdin,
        write: (stream, bytes) => this.write(stream, bytes),
        exit: (code) => this.finish("exit", code),
        memory: () => ({ used: this.vm?.memoryBytes ?? 0, total: limits.memoryBytes }),
        hrtime: () => BigInt(Math.round((elapsed() - started) * NS_PER_MS)),
        setAlarm: (milliseconds) => this.setAlarm(milliseconds),
      }),
      ...further,
      // A guest that waits for its command asks in another way for the same.
      ...(further["exec.run"] && { "exec.runSync": further["exec.run"] }),
    };
  }
}

const newProcess = (parts: SandboxParts) => new Sandbox(parts);
