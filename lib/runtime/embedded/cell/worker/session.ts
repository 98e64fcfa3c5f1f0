/**
 * A session in a worker: its log, its files, and what runs over them one after the other, agents and lines of the
 * author's own terminal.
 */
import { Chain } from "../../../../audit/chain";
import type { Hasher } from "../../../../audit/hash";
import { CompactRange } from "../../../../audit/tree/compact-range";
import { Mediator, type MediatorParts } from "../../../../mediator/mediator";
import { link, newMeters } from "../../../../policy";
import { networkCalls } from "../../../calls/network";
import { MemoryFiles, standardDevices } from "../../../files";
import { execCalls, type LoadBash, nodeProgram, Shell } from "../../../shell";
import { Sandbox, type SandboxEnd } from "../../sandbox/sandbox";
import { type ProcessParts, runProcess } from "../../sandbox/scripts";
import { Vm, type VmSnapshot } from "../../vm/vm";
import { digests } from "../digests";
import type { FromCell, Started, ToCell } from "../protocol";
import { CellLog } from "./cell-log";
import { ChangedPaths } from "./changed-paths";
import { OutputBuffer } from "./output-buffer";
import { patient } from "./patient";
import { pooledRandom } from "./pooled-random";
import type { Remote } from "./remote";

export type Post = (message: FromCell, transfer?: Transferable[]) => void;
type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;
type Done = Omit<FromOf<"done">, "kind" | "id" | "why">;
type FromOf<Kind extends FromCell["kind"]> = Extract<FromCell, { kind: Kind }>;

export interface Booted {
  readonly machine: WebAssembly.Module;
  readonly prepared: VmSnapshot;
  readonly hasher: Hasher;
}

export interface Around extends Booted {
  readonly remote: Remote;
  readonly loadBash: LoadBash;
}

/** What runs now. */
interface Running {
  stdin?(bytes: Uint8Array | undefined): void;
  stop(): void;
}

const random = (bytes: Uint8Array): void => void crypto.getRandomValues(bytes);
const salts = pooledRandom();

export class CellSession {
  readonly #post: Post;
  readonly #around: Around;
  readonly #settings: Of<"session">["settings"];
  readonly #now: () => number;
  readonly #log: CellLog;
  readonly #output: OutputBuffer;
  readonly #files: MemoryFiles;
  readonly #changed: ChangedPaths;
  readonly #parts: MediatorParts;
  /** The author's, which is asked for no decision. */
  readonly #author: Mediator;
  #shell: Promise<Shell> | undefined;
  #running: Running | undefined;

  constructor(post: Post, around: Around, { log, settings, now: began }: Of<"session">) {
    const { hasher, remote } = around;
    const zero = performance.now();
    const now = () => Math.floor(began + performance.now() - zero);
    const range = CompactRange.from(hasher, log.size, log.nodes);
    const chain = new Chain(hasher, log.sid, { size: log.size, link: log.link, range });
    this.#post = post;
    this.#around = around;
    this.#settings = settings;
    this.#now = now;
    this.#log = new CellLog(chain, now, (first, lines, isAwaited) =>
      post({ kind: "records", first, lines, isAwaited }, [lines.buffer]),
    );
    this.#output = new OutputBuffer((stream, bytes) => {
      this.#log.flush();
      post({ kind: "output", stream, bytes }, [bytes.buffer]);
    });
    this.#files = new MemoryFiles({
      clock: () => BigInt(now()) * 1_000_000n,
      devices: standardDevices(random),
    });
    this.#changed = new ChangedPaths(this.#files, (paths) => {
      this.#log.flush();
      post({ kind: "changed", paths });
    });
    const { program, approvals, actor } = settings;
    const engine = link(program);
    if (engine.domains === null) post({ kind: "failed", what: "policy" });
    this.#parts = {
      engine,
      // Of the whole session: what a rate or a budget counts does not begin again with the next run.
      meters: newMeters(began),
      log: this.#log,
      hasher,
      clock: { now, after },
      random: salts,
      approver: remote.approver,
      approvals,
      actor,
    };
    this.#author = new Mediator(this.#parts);
  }

  take(message: Exclude<ToCell, Of<"boot" | "session" | "answer" | "ping">>): void {
    switch (message.kind) {
      case "mount":
        void this.#do(message.id, () => {
          this.#files.mount(message.path, message.tree, message.options);
          return {};
        });
        return;
      case "export":
        void this.#do(message.id, () => ({ tree: this.#files.export(message.path) }));
        return;
      case "complete":
        void this.#do(message.id, async () => {
          const shell = await this.#terminal();
          return { completion: shell.complete(message.line, message.cursor) };
        });
        return;
      case "start":
        void this.#start(message);
        return;
      case "durable":
        this.#log.acknowledge(message.size);
        return;
      case "lost":
        this.#log.lose();
        return;
      case "stdin":
        this.#running?.stdin?.(message.bytes ?? undefined);
        return;
      case "stop":
        this.#running?.stop();
        return;
    }
  }

  async #start(what: Started): Promise<void> {
    // The page starts nothing before it has heard of the end of the last.
    const end = "entry" in what ? await this.#agent(what) : await this.#line(what.line);
    this.#running = undefined;
    this.#output.flush();
    this.#changed.flush();
    this.#log.flush();
    this.#post({ kind: "end", end });
  }

  #agent({ entry, argv, isTty }: Extract<Started, { entry: string }>): Promise<SandboxEnd> {
    const { cwd, env } = this.#settings;
    let isStopped = false;
    const sandbox = this.#sandbox({
      cwd,
      env,
      output: (stream, bytes) => this.#output.write(stream, bytes),
      readStdin: (isReading) => this.#post({ kind: "stdin", isReading }),
      isStopped: () => isStopped,
    });
    this.#running = {
      stdin: (bytes) => sandbox.post({ kind: "stdin" }, bytes),
      stop: () => {
        isStopped = true;
        sandbox.stop();
      },
    };
    return sandbox.run({ entry, argv, isTty });
  }

  async #line(line: string): Promise<SandboxEnd> {
    const abort = new AbortController();
    this.#running = { stop: () => abort.abort() };
    const { signal } = abort;
    try {
      const shell = await this.#terminal();
      const code = await shell.run(line, {
        signal,
        onOutput: (stream, bytes) => this.#output.write(stream, new Uint8Array(bytes)),
      });
      return { reason: signal.aborted ? "stopped" : "exit", code };
    } catch {
      this.#post({ kind: "failed", what: "host" });
      return { reason: "broken", code: BROKEN_CODE };
    }
  }

  /** Each with a mediator of its own, which ends with it. */
  #sandbox(process: ProcessParts): Sandbox {
    const { machine, prepared, remote, loadBash } = this.#around;
    const { builtins, limits } = this.#settings;
    const mediator = new Mediator(this.#parts);
    const { env } = process;
    return new Sandbox({
      ...process,
      machine: (host, vmLimits) => Vm.restore(machine, patient(host, this.#log), vmLimits, prepared),
      builtins: { has: (name) => Object.hasOwn(builtins, name), text: (name) => builtins[name] ?? "" },
      mediator,
      files: this.#files,
      areFilesReal: false,
      limits,
      time: { now: this.#now, elapsed: () => performance.now(), after },
      random,
      http: remote.http,
      digests,
      more: (access, runScript) => {
        const network = networkCalls(mediator, remote.http);
        return execCalls({ mediator, access, env, network, runScript, loadBash });
      },
      failed: () => this.#post({ kind: "failed", what: "host" }),
    });
  }

  #terminal(): Promise<Shell> {
    const { remote, loadBash } = this.#around;
    const { cwd, env } = this.#settings;
    this.#shell ??= Shell.open({
      files: this.#files,
      mediator: this.#author,
      random,
      cwd,
      env,
      // What the author starts is the agent, with the agent's rights.
      programs: [nodeProgram((call) => runProcess(call, (process) => this.#sandbox(process)))],
      network: networkCalls(this.#author, remote.http),
      loadBash,
    });
    return this.#shell;
  }

  /** What the owner of the files wants done; what goes wrong is said in a sentence of ours. */
  async #do(id: number, work: () => Done | Promise<Done>): Promise<void> {
    try {
      const done = await work();
      // What explains the files goes first.
      this.#log.flush();
      this.#post({ kind: "done", id, ...done });
    } catch (cause) {
      this.#post({ kind: "done", id, why: cause instanceof Error ? cause.message.slice(0, 1000) : "" });
    }
  }
}

const BROKEN_CODE = 134;

function after(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
