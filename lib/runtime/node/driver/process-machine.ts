/**
 * A machine that is a process of Node: the agent's engine is V8, its realm is the shim's, and its process has no rights.
 * Driven from here as the machine in a thread is, so that everything above it is the same for both.
 *
 * Guarantees: the process is asked nothing it could keep from answering; what it says is read as coming from an enemy; when it is
 * to stop it is killed with its whole group, and nothing it said afterwards is heard.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import type { Host, ModuleReply, Reply } from "../../embedded/vm/host";
import { type Ended, type Machine, VmBroken, type VmLimits } from "../../embedded/vm/vm";
import type { Report } from "../../shim/exchange";
import { withBoundImport } from "../../shim/own-import";
import { encodeFrame, type Frame, FrameReader, type Kind } from "../../shim/wire";
import { nodeFlags, shellLimits, versionOf } from "./flags";
import { isolation, SYSTEM_PATH } from "./isolation";
import { readReport } from "./read-report";

/** How often the guest's time is looked at. */
const WATCH_MS = 10;
/** Of what Node itself says when it breaks: for whoever looks after the sandbox. */
const COMPLAINT_LIMIT_UNITS = 4096;

export interface ProcessSource {
  /** `node-child.js`, `inside.js` and `guest.js` of the bundle. */
  readonly program: string;
  readonly inside: string;
  readonly library: string;
  readonly allowsCode: boolean;
}

interface Waiting {
  resolve(ended: Ended | undefined): void;
  reject(cause: unknown): void;
}

export async function processMachine(source: ProcessSource, host: Host, limits: VmLimits): Promise<Machine> {
  const machine = new ProcessMachine(start(source, limits), host);
  machine.begin(source);
  try {
    await machine.watched(machine.ready);
  } catch (cause) {
    machine.dispose();
    throw cause;
  }
  return machine;
}

function start({ program }: ProcessSource, limits: VmLimits): ChildProcess {
  const version = versionOf(process.versions.node);
  const flags = nodeFlags(version, limits);
  const { words } = isolation();
  const command = [...words, process.execPath, ...flags, "--input-type=commonjs", "-e", named(program)];
  const script = `${shellLimits(version, limits, process.platform === "linux")} && exec "$@"`;
  return spawn("/bin/sh", ["-c", script, "sh", ...command], {
    // Nothing of this process: no variables, no folder, no standard streams. It lives in UTC, as every guest does.
    env: { ...SYSTEM_PATH, TZ: "UTC" },
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    detached: true,
  });
}

/** A script with a name: the library leaves out of an agent's stacks what is of files that begin so. */
function named(program: string): string {
  const text = JSON.stringify(program);
  return `new (require("node:vm").Script)(${text}, { filename: "node:aegis" }).runInThisContext()`;
}

class ProcessMachine implements Machine {
  readonly ready: Promise<void>;
  memoryBytes = 0;
  private readonly child: ChildProcess;
  private readonly host: Host;
  private readonly reader = new FrameReader();
  private readonly input: Duplex;
  private waiting: Waiting | undefined;
  private isReady = () => {};
  private isLost: (cause: VmBroken) => void = () => {};
  private isGone = false;
  private hasRejections = false;
  private complaint = "";

  constructor(child: ChildProcess, host: Host) {
    this.child = child;
    this.host = host;
    this.input = child.stdio[3] as Duplex;
    const output = child.stdio[4] as Duplex;
    this.ready = new Promise((resolve, reject) => {
      this.isReady = resolve;
      this.isLost = reject;
    });
    output.on("data", (piece: Buffer) => this.hear(piece));
    child.stderr?.on("data", (piece: Buffer) => {
      this.complaint = (this.complaint + piece.toString()).slice(0, COMPLAINT_LIMIT_UNITS);
    });
    // A pipe to a process that has just ended fails; that it has ended is told by the process itself.
    for (const pipe of [this.input, output]) pipe.on("error", () => {});
    child.on("error", (cause) => this.lose(cause));
    child.on("close", () => this.lose());
  }

  begin({ inside, library, allowsCode }: ProcessSource): void {
    this.send("start", JSON.stringify({ inside, allowsCode }), Buffer.from(library));
  }

  run(text: string, bytes?: Uint8Array): Promise<Ended> {
    return this.order("run", text, bytes) as Promise<Ended>;
  }
  async runRejections(text: string): Promise<Ended | undefined> {
    return this.hasRejections ? this.order("rejections", text) : undefined;
  }
  /** They have run: the process reports when nothing is left to do. */
  runJobs(): Promise<Ended> {
    return Promise.resolve({ kind: "value", text: undefined });
  }

  dispose(): void {
    this.isGone = true;
    this.kill();
  }

  private async order(
    kind: "run" | "rejections",
    text: string,
    bytes?: Uint8Array,
  ): Promise<Ended | undefined> {
    if (this.isGone) throw this.broken();
    return this.watched(
      new Promise<Ended | undefined>((resolve, reject) => {
        this.waiting = { resolve, reject };
        this.send(kind, text, bytes);
      }),
    );
  }

  /** While something is waited for that the process has to say. */
  async watched<Value>(saying: Promise<Value>): Promise<Value> {
    const watch = setInterval(() => {
      if (this.host.shouldStop()) this.kill();
    }, WATCH_MS);
    try {
      return await saying;
    } finally {
      clearInterval(watch);
    }
  }

  private send(kind: Kind, text: string, bytes?: Uint8Array): void {
    if (this.input.destroyed) return;
    for (const piece of encodeFrame({ kind, text, ...(bytes && { bytes }) })) this.input.write(piece);
  }

  private hear(piece: Uint8Array): void {
    if (this.isGone) return;
    const frames = this.reader.push(piece);
    if (frames === undefined) {
      this.fail("it said something that is no frame");
      return;
    }
    for (const frame of frames) if (!this.isGone) this.take(frame);
  }

  private take(frame: Frame): void {
    switch (frame.kind) {
      case "ready":
        this.isReady();
        return;
      case "report":
        this.report(readReport(frame.text));
        return;
      case "call":
      case "resolve":
      case "load":
        void this.answer(frame);
        return;
      default:
        this.fail(`it said "${frame.kind}"`);
    }
  }

  private report(report: Report | undefined): void {
    const { waiting } = this;
    if (!report || !waiting) {
      this.fail("it made a report that nobody asked for, or none that can be read");
      return;
    }
    this.waiting = undefined;
    this.memoryBytes = report.memoryBytes;
    this.hasRejections = report.hasRejections;
    waiting.resolve(this.host.shouldStop() ? { kind: "stopped" } : report.ended);
  }

  private async answer(frame: Frame): Promise<void> {
    let reply: { readonly text: string; readonly bytes?: Uint8Array } | undefined;
    try {
      reply = await this.reply(frame);
    } catch {
      // A sentence of its own is said on the other side: what failed here is ours.
    }
    if (this.isGone) return;
    // A guest that has just ended itself must not run on until somebody looks.
    if (this.host.shouldStop()) this.kill();
    else if (reply) this.send("answer", reply.text, reply.bytes);
    else this.send("unanswered", "");
  }

  private async reply({ kind, text, bytes }: Frame): Promise<Reply> {
    const { host } = this;
    if (kind === "call") return host.call(text, bytes);
    if (kind === "load") return { text: JSON.stringify(bound(text, await host.load(text))) };
    const [base, specifier] = JSON.parse(text) as unknown[];
    if (typeof base !== "string" || typeof specifier !== "string") throw new RangeError("no question");
    return { text: JSON.stringify(await host.resolve(base, specifier)) };
  }

  private fail(why: string): void {
    this.complaint = why;
    this.kill();
  }

  /** The whole group: whatever it may have started goes with it. */
  private kill(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has gone by itself.
    }
  }

  /** The process has ended: by us, because it was to stop, or by itself. */
  private lose(cause?: Error): void {
    this.isGone = true;
    const { waiting } = this;
    this.waiting = undefined;
    const broken = this.broken(cause);
    this.isLost(broken);
    if (this.host.shouldStop()) waiting?.resolve({ kind: "stopped" });
    else waiting?.reject(broken);
  }

  private broken(cause?: Error): VmBroken {
    const why = cause ?? new Error(this.complaint.trim() || "it said nothing");
    return new VmBroken("the agent's process ended", { cause: why });
  }
}

function bound(name: string, reply: ModuleReply): ModuleReply {
  return "text" in reply ? { text: withBoundImport(name, reply.text) } : reply;
}
