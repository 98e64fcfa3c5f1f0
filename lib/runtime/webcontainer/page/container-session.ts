/**
 * A session in a container: its log, its files, and what runs over them one after the other, agents and lines of the author's
 * own terminal. What an agent asks for goes through the sandbox of every driver.
 */
import type { Hasher } from "../../../audit/hash";
import type { Closed, Recorder } from "../../../audit/recorder";
import { Mediator, type MediatorParts } from "../../../mediator/mediator";
import { after } from "../../after";
import type { Http } from "../../calls/network";
import { networkCalls } from "../../calls/network";
import type { ProcessEnd, ProcessOutput, RunOptions } from "../../driver";
import { digests } from "../../embedded/cell/digests";
import type { Builtins } from "../../embedded/modules/loader";
import { Sandbox, type StartOptions } from "../../embedded/sandbox/sandbox";
import { type ProcessParts, runProcess } from "../../embedded/sandbox/scripts";
import { MemoryFiles, standardDevices } from "../../files";
import { limitsOf } from "../../session/settings";
import type { Completion, Shell } from "../../shell";
import { ContainerFault } from "../fault";
import type { ContainerParts } from "./guest";
import type { Instance } from "./instance";
import { Processes } from "./processes";
import type { ContainerShell } from "./shell";
import { within } from "./within";
import { Workspace } from "./workspace";

export interface SessionOptions {
  readonly run: RunOptions;
  readonly instance: Instance;
  readonly recorder: Recorder;
  /** Of the whole session: what a rate or a budget counts does not begin again with the next run. */
  readonly parts: MediatorParts;
  readonly hasher: Hasher;
  readonly builtins: Builtins;
  readonly http: Http;
  readonly containerParts: ContainerParts;
  readonly proofMs: number;
  /** With it there are commands for the agent, and a terminal for the author. */
  readonly shell?: ContainerShell;
  now(): number;
  stdin(isReading: boolean): void;
  proven(): void;
  trouble(fault: ContainerFault): void;
}

/** What runs now. */
export interface Running {
  /** Rejects with the ContainerFault because of which nothing of the agent has run. */
  readonly end: Promise<ProcessEnd>;
  stdin(bytes: Uint8Array | undefined): void;
  stop(): void;
}
type Output = (output: ProcessOutput) => void;

const DEFAULT_CWD = "/workspace";
/** With what it takes to remove a frame, well below the promised 100 ms. */
const STOP_PATIENCE_MS = 60;
/** For processes that were told to end because their run is over: nobody waits for it. */
const END_PATIENCE_MS = 5_000;
const LOOK_MS = 10_000;
const BROKEN_CODE = 134;

export class ContainerSession {
  readonly files: MemoryFiles;
  readonly workspace: Workspace;
  readonly #options: SessionOptions;
  /** The author's, which is asked for no decision. */
  readonly #author: Mediator;
  #processes: Processes | undefined;
  #shell: Promise<Shell> | undefined;
  /** Whether something may have changed in the container that nobody has looked at. */
  #isUnlooked = false;
  isRemoved = false;

  constructor(options: SessionOptions) {
    const { instance, parts, hasher, now, trouble } = options;
    this.#options = options;
    this.#author = new Mediator(parts);
    this.files = new MemoryFiles({
      clock: () => BigInt(now()) * 1_000_000n,
      devices: standardDevices(random),
    });
    this.workspace = new Workspace({
      files: this.files,
      instance,
      mediator: this.#author,
      hasher,
      failed: (cause) => trouble(new ContainerFault("watch", { cause })),
    });
  }

  agent(start: StartOptions, output: Output): Running {
    const { env = {}, cwd = DEFAULT_CWD } = this.#options.run;
    const processes = this.#begin(output);
    let isStopped = false;
    const sandbox = this.#sandbox({
      cwd,
      env,
      output: (stream, bytes) => output({ stream, bytes }),
      // Standard input comes as it is typed; the guest keeps what it does not read yet.
      readStdin: (isReading) => this.#options.stdin(isReading),
      isStopped: () => isStopped,
    });
    const end = sandbox.run(start).then(async (ended) => {
      await this.#over(processes, isStopped);
      if (processes.fault && !isStopped) throw processes.fault;
      return ended;
    });
    return {
      end,
      stdin: (bytes) => sandbox.post({ kind: "stdin" }, bytes),
      stop: () => {
        isStopped = true;
        sandbox.stop();
        processes.end();
      },
    };
  }

  line(line: string, output: Output): Running {
    const processes = this.#begin(output);
    const abort = new AbortController();
    const { signal } = abort;
    const run = async (): Promise<ProcessEnd> => {
      const end = await this.#line(line, signal, output);
      await this.workspace.flush();
      await this.#over(processes, signal.aborted);
      if (processes.fault) this.#options.trouble(processes.fault);
      return end;
    };
    const stop = () => {
      abort.abort();
      processes.end();
    };
    return { end: run(), stdin: () => {}, stop };
  }

  async complete(line: string, cursor: number): Promise<Completion> {
    return (await this.#terminal()).complete(line, cursor);
  }

  async cwd(): Promise<string> {
    return (await this.#terminal()).cwd;
  }

  async close(key: "keep" | "destroy", wasRunning: boolean): Promise<Closed> {
    await this.#look();
    this.workspace.close();
    this.#options.instance.teardown();
    this.#author.end();
    return this.#options.recorder.close({ key, ...(wasRunning && { reason: "stopped" }) });
  }

  #begin(output: Output): Processes {
    const { run, instance, containerParts, builtins, proofMs, proven, trouble } = this.#options;
    const { outputBytes } = limitsOf(run.source.spec);
    this.workspace.watch();
    this.#isUnlooked = true;
    this.#processes = new Processes({
      instance,
      parts: containerParts,
      workspace: this.workspace,
      mediator: this.#author,
      builtins,
      allowsCode: this.#author.would({ op: "code.load", how: "eval" }) === "allow",
      outputBytes,
      proofMs,
      random,
      output,
      proven,
      trouble,
    });
    return this.#processes;
  }

  async #over(processes: Processes, isStopped: boolean): Promise<void> {
    processes.end();
    if (!(await processes.areGone(isStopped ? STOP_PATIENCE_MS : END_PATIENCE_MS))) {
      this.isRemoved = true;
      this.#options.instance.remove();
    }
    // Who stops it is not to wait for that: it is looked before anything else runs, or at the end of the session.
    if (!isStopped) await this.#look();
    await this.#options.recorder.flush();
  }

  /** Whatever changed and nobody noticed. */
  async #look(): Promise<void> {
    if (!this.#isUnlooked || this.isRemoved) return;
    this.#isUnlooked = false;
    if (!(await within(this.workspace.look(), LOOK_MS))) this.#options.trouble(new ContainerFault("watch"));
  }

  /** Each with a mediator of its own, which ends with it. */
  #sandbox(process: ProcessParts): Sandbox {
    const { run, parts, builtins, http, shell, now, trouble } = this.#options;
    const mediator = new Mediator(parts);
    const { env } = process;
    return new Sandbox({
      ...process,
      machine: (host) => (this.#processes as Processes).machine(host),
      builtins,
      mediator,
      files: this.files,
      // Its container is in the page as well: nothing outlives the tab.
      areFilesReal: false,
      limits: limitsOf(run.source.spec),
      time: { now, elapsed: () => performance.now(), after },
      random,
      http,
      digests,
      ...(shell && {
        more: (access, runScript) => {
          const network = networkCalls(mediator, http);
          return shell.exec({ mediator, access, env, network, runScript });
        },
      }),
      failed: (cause) => trouble(new ContainerFault("host", { cause })),
    });
  }

  async #line(line: string, signal: AbortSignal, output: Output): Promise<ProcessEnd> {
    try {
      const shell = await this.#terminal();
      const onOutput = (stream: ProcessOutput["stream"], bytes: Uint8Array) =>
        output({ stream, bytes: new Uint8Array(bytes) });
      const code = await shell.run(line, { signal, onOutput });
      return { reason: signal.aborted ? "stopped" : "exit", code };
    } catch (cause) {
      this.#options.trouble(new ContainerFault("host", { cause }));
      return { reason: "broken", code: BROKEN_CODE };
    }
  }

  #terminal(): Promise<Shell> {
    const { run, http, shell } = this.#options;
    const { cwd = DEFAULT_CWD, env = {} } = run;
    if (!shell) throw new RangeError("there is no shell here");
    const network = networkCalls(this.#author, http);
    this.#shell ??= shell.open(
      { files: this.files, mediator: this.#author, random, cwd, env, network },
      // What the author starts is the agent, with the agent's rights.
      (call) => runProcess(call, (process) => this.#sandbox(process)),
    );
    return this.#shell;
  }
}

function random(bytes: Uint8Array): void {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
}
