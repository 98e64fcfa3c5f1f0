/**
 * A machine in a thread of its own, driven from here. While its guest runs, this thread is free: it answers the guest's calls,
 * sees to its time, and ends it where asking does not help.
 */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { Host } from "../../embedded/vm/host";
import { type Ended, type Machine, VmBroken, type VmLimits, type VmSnapshot } from "../../embedded/vm/vm";
import type { Lane } from "../../replay/course";
import type { Looking } from "../../replay/whereabouts";
import {
  type AnswerOf,
  type Order,
  type Question,
  type Report,
  type ThreadData,
  WORD,
  WORDS,
} from "./protocol";

/** How often the guest's time is looked at. */
const WATCH_MS = 10;
/** A loop inside the machine's own C code asks nobody whether it may go on. */
const PATIENCE_MS = 80;

/** That of the realm, also while a recorded run has put its own in its place. */
const wallTime = Date.now;

export interface ThreadSource {
  /** The text of the thread's program, bundled. */
  readonly program: string;
  readonly machine: WebAssembly.Module;
  readonly prepared: VmSnapshot;
}

interface Waiting {
  resolve(ended: Ended | undefined): void;
  reject(cause: unknown): void;
}

/** A machine in a run that is recorded or replayed. */
export interface ThreadCourse extends Looking {
  readonly lane: Lane;
}

export async function threadMachine(
  source: ThreadSource,
  host: Host,
  limits: VmLimits,
  course?: ThreadCourse,
): Promise<Machine> {
  const { port1: answers, port2 } = new MessageChannel();
  const shared = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
  const data: ThreadData = {
    machine: source.machine,
    prepared: source.prepared,
    limits,
    shared,
    epoch: wallTime() - performance.now(),
    tellsTimes: course !== undefined,
    ...(course?.lane.times && { times: course.lane.times }),
  };
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source.program)}`), {
    workerData: { ...data, answers: port2 },
    transferList: [port2],
    // The machine's thread has nothing of this process: no variables, no arguments, no standard streams.
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
  });
  const machine = new ThreadMachine(worker, answers, new Int32Array(shared), { host, course });
  await machine.ready;
  return machine;
}

class ThreadMachine implements Machine {
  readonly ready: Promise<void>;
  memoryBytes = 0;
  private readonly worker: Worker;
  private readonly answers: MessagePort;
  private readonly words: Int32Array;
  private readonly host: Host;
  private readonly course: ThreadCourse | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastOrder = 0;
  private isGone = false;

  constructor(
    worker: Worker,
    answers: MessagePort,
    words: Int32Array,
    { host, course }: { host: Host; course: ThreadCourse | undefined },
  ) {
    this.worker = worker;
    this.answers = answers;
    this.words = words;
    this.host = host;
    this.course = course;
    answers.on("message", (question: Question) => void this.answer(question));
    this.ready = new Promise((resolve, reject) => {
      worker.on("message", (report: Report) => {
        if (report.kind === "ready") resolve();
        else if (report.kind === "stack") this.course?.stack(report.text);
        else this.done(report);
      });
      worker.on("error", (cause) => {
        reject(new VmBroken("the thread of the machine failed", { cause }));
        this.lose();
      });
      worker.on("exit", () => this.lose());
    });
  }

  run(text: string, bytes?: Uint8Array): Promise<Ended> {
    return this.order({ kind: "run", text, bytes }) as Promise<Ended>;
  }
  runRejections(text: string): Promise<Ended | undefined> {
    return this.order({ kind: "rejections", text });
  }
  runJobs(): Promise<Ended> {
    return this.order({ kind: "jobs" }) as Promise<Ended>;
  }

  dispose(): void {
    this.isGone = true;
    this.answers.close();
    void this.worker.terminate();
  }

  private async order(order: OrderWithoutId): Promise<Ended | undefined> {
    if (this.isGone) throw new VmBroken("the machine is gone");
    this.lastOrder += 1;
    const id = this.lastOrder;
    const watch = setInterval(() => this.watch(), WATCH_MS);
    try {
      return await new Promise<Ended | undefined>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        this.worker.postMessage({ ...order, id } as Order);
      });
    } finally {
      clearInterval(watch);
    }
  }

  private watch(): void {
    if (this.host.shouldStop()) this.halt();
  }

  /** Also one that does nothing but ask: between two answers it may never look whether it is to stop. */
  private halt(): void {
    if (Atomics.exchange(this.words, WORD.stop, 1) === 1) return;
    // Whoever waits for an answer has to be woken to notice; what does not come back by then is ended.
    setTimeout(() => {
      if (this.waiting.size > 0) void this.worker.terminate();
    }, PATIENCE_MS).unref();
  }

  private done(report: Exclude<Report, { kind: "ready" | "stack" }>): void {
    if (report.seen) this.course?.lane.seen(report.seen);
    const waiting = this.waiting.get(report.id);
    this.waiting.delete(report.id);
    if (report.kind === "broken") {
      waiting?.reject(new VmBroken("the machine broke"));
      return;
    }
    this.memoryBytes = report.memoryBytes;
    waiting?.resolve(report.ended);
  }

  /** The thread has ended: by us, because it was to stop, or by itself. */
  private lose(): void {
    this.isGone = true;
    this.answers.close();
    for (const { resolve, reject } of this.waiting.values()) {
      if (this.host.shouldStop()) resolve({ kind: "stopped" });
      else reject(new VmBroken("the thread of the machine ended"));
    }
    this.waiting.clear();
  }

  private async answer(question: Question): Promise<void> {
    if (question.seen) this.course?.lane.seen(question.seen);
    this.course?.begin();
    let answer: AnswerOf;
    try {
      answer = await this.reply(question);
    } catch {
      answer = { failed: true };
    }
    if (this.isGone) return;
    // A guest that has just ended itself must not run on until somebody looks.
    if (this.host.shouldStop()) this.halt();
    this.answers.postMessage(this.course?.wantsStack() ? { ...answer, isAsked: true } : answer);
    Atomics.store(this.words, WORD.answered, 1);
    Atomics.notify(this.words, WORD.answered);
  }

  private reply(question: Question): ReturnType<Host["call"]> | ReturnType<Host["load"]> {
    switch (question.kind) {
      case "call":
        // The bytes came as a copy: the port has made one.
        return this.host.call(question.text, question.bytes as Uint8Array<ArrayBuffer> | undefined);
      case "resolve":
        return this.host.resolve(question.base, question.specifier);
      default:
        return this.host.load(question.name);
    }
  }
}

type OrderWithoutId = Order extends infer Each ? (Each extends Order ? Omit<Each, "id"> : never) : never;
