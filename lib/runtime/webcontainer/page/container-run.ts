/**
 * A run in a container: its process is proven and serves a machine, and the sandbox of every driver takes the agent through
 * it over the session's mediator. Ends it by asking, and where that does not help by taking the container's frame away.
 */
import type { FileAccess } from "../../calls/file-access";
import type { Handlers } from "../../calls/handler";
import type { Http } from "../../calls/network";
import type { ProcessEnd, ProcessOutput } from "../../driver";
import { digests } from "../../embedded/cell/digests";
import type { Builtins } from "../../embedded/modules/loader";
import { Sandbox, type StartOptions } from "../../embedded/sandbox/sandbox";
import type { Host, Machine } from "../../embedded/vm/interface";
import { VmBroken } from "../../embedded/vm/vm";
import type { MemoryFiles } from "../../files";
import type { SandboxLimits } from "../../limits";
import type { Session } from "../../session/session";
import type { RunScript } from "../../shell";
import { ContainerFault } from "../fault";
import { startGuest } from "./guest";
import type { Instance } from "./instance";
import type { Link } from "./link";
import type { Workspace } from "./workspace";

export interface RunParts {
  readonly instance: Instance;
  readonly session: Session;
  readonly workspace: Workspace;
  readonly files: MemoryFiles;
  readonly builtins: Builtins;
  readonly limits: SandboxLimits;
  readonly allowsCode: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly http: Http;
  readonly proofMs: number;
  readonly more?: (access: FileAccess, runScript: RunScript) => Partial<Handlers>;
  now(): number;
  random(bytes: Uint8Array): void;
  output(output: ProcessOutput): void;
  proven(): void;
  trouble(fault: ContainerFault): void;
}

/** With what it takes to remove a frame, well below the promised 100 ms. */
const STOP_PATIENCE_MS = 60;
/** For a process that was told to end because its run is over: nobody waits for it. */
const END_PATIENCE_MS = 5_000;
const LOOK_MS = 10_000;

export class ContainerRun {
  readonly #parts: RunParts;
  readonly #sandbox: Sandbox;
  readonly #links: Link[] = [];
  #fault: ContainerFault | undefined;
  #isStopped = false;
  #isRemoved = false;
  #hasLooked = false;
  #strayBytes = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#sandbox = this.#newSandbox();
  }

  /** Rejects with the ContainerFault because of which nothing of the agent has run. */
  async run(start: StartOptions): Promise<ProcessEnd> {
    const end = await this.#sandbox.run(start);
    await this.#seeGone(this.#isStopped ? STOP_PATIENCE_MS : END_PATIENCE_MS);
    // Who stops it is not to wait for that: then it is done at the end of the session.
    if (!this.#isStopped) await this.lastLook();
    await this.#parts.session.recorder.flush();
    if (this.#fault && !this.#isStopped) throw this.#fault;
    return end;
  }

  /** Whatever changed and nobody noticed, once the process is gone. */
  async lastLook(): Promise<void> {
    if (this.#hasLooked || this.#isRemoved) return;
    this.#hasLooked = true;
    const { workspace, trouble } = this.#parts;
    const look = workspace.look();
    look.catch(() => {});
    if (!(await within(look, LOOK_MS))) trouble(new ContainerFault("watch"));
  }

  stop(): void {
    this.#isStopped = true;
    this.#sandbox.stop();
    for (const link of this.#links) link.kill();
  }

  stdin(bytes: Uint8Array | undefined): void {
    this.#sandbox.post({ kind: "stdin" }, bytes);
  }

  #newSandbox(): Sandbox {
    const { session, files, builtins, limits, env, cwd, http, more, now, random, output } = this.#parts;
    const { mediator } = session;
    return new Sandbox({
      machine: (host) => this.#machine(host),
      builtins,
      mediator,
      files,
      // Its container is in the page as well: nothing outlives the tab.
      areFilesReal: false,
      cwd,
      env,
      limits,
      time: { now, elapsed: () => performance.now(), after },
      random,
      http,
      digests,
      ...(more && { more }),
      output: (stream, bytes) => output({ stream, bytes }),
      // Standard input comes as it is typed; the guest keeps what it does not read yet.
      readStdin: () => {},
      isStopped: () => this.#isStopped,
      failed: (cause) => this.#trouble("host", cause),
    });
  }

  async #machine(host: Host): Promise<Machine> {
    const { instance, session, workspace, builtins, allowsCode, proofMs, random, proven } = this.#parts;
    const { mediator } = session;
    const verdictOf = (path: string) => workspace.verdictOf("fs.read", path);
    try {
      const machine = await startGuest(
        {
          instance,
          canary: { mediator, verdictOf, builtins, random },
          allowsCode,
          proofMs,
          events: { stray: (text) => this.#stray(text), flood: () => this.#trouble("flood") },
          onLink: (link) => {
            this.#links.push(link);
            if (this.#isStopped) link.kill();
          },
        },
        this.#writingThrough(host),
      );
      proven();
      return machine;
    } catch (cause) {
      if (!(cause instanceof ContainerFault)) throw cause;
      this.#fault = cause;
      throw new VmBroken("the process was not proven", { cause });
    }
  }

  /** A call is answered when what it changed is in the container as well. */
  #writingThrough(host: Host): Host {
    const { workspace } = this.#parts;
    return {
      ...host,
      call: async (text, bytes) => {
        const reply = await host.call(text, bytes);
        await workspace.flush().catch((cause) => this.#trouble("host", cause));
        return reply;
      },
    };
  }

  /** Printed past the shim: shown and recorded as what it may be, the agent's. */
  #stray(text: string): void {
    const { session, limits, output } = this.#parts;
    const bytes = new TextEncoder().encode(text);
    this.#strayBytes += bytes.length;
    if (this.#strayBytes > limits.outputBytes) {
      this.#trouble("flood");
      this.stop();
      return;
    }
    const { mediator } = session;
    try {
      mediator.note({ type: "agent.output", data: { stream: "stderr", body: mediator.body(bytes) } });
    } catch (cause) {
      this.#trouble("log", cause);
      this.stop();
      return;
    }
    output({ stream: "stderr", bytes });
  }

  #trouble(code: "host" | "flood" | "log", cause?: unknown): void {
    this.#parts.trouble(new ContainerFault(code, { cause }));
  }

  async #seeGone(patienceMs: number): Promise<void> {
    const gone = Promise.all(this.#links.map((link) => link.exited));
    if (await within(gone, patienceMs)) return;
    this.#isRemoved = true;
    this.#parts.instance.remove();
  }
}

/** Whether it went well in its time. */
async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function after(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
