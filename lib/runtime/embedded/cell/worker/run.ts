/** One run in a worker: what the page sends makes it, step by step, and what it does goes back. */
import { Chain } from "../../../../audit/chain";
import { type Hasher, loadWasmHasher } from "../../../../audit/hash";
import { CompactRange } from "../../../../audit/tree/compact-range";
import { Mediator } from "../../../../mediator/mediator";
import { link, newMeters } from "../../../../policy";
import { networkCalls } from "../../../calls/network";
import { MemoryFiles, standardDevices } from "../../../files";
import { execCalls, type LoadBash } from "../../../shell";
import { readyFormats } from "../../modules/format";
import { prepare } from "../../sandbox/prepare";
import { Sandbox } from "../../sandbox/sandbox";
import { Vm, type VmSnapshot } from "../../vm/vm";
import { digests } from "../digests";
import type { FromCell, ToCell } from "../protocol";
import { CellLog } from "./cell-log";
import { ChangedPaths } from "./changed-paths";
import { OutputBuffer } from "./output-buffer";
import { patient } from "./patient";
import { pooledRandom } from "./pooled-random";
import { Remote } from "./remote";

export type Post = (message: FromCell, transfer?: Transferable[]) => void;
type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;

interface Booted {
  readonly machine: WebAssembly.Module;
  readonly prepared: VmSnapshot;
  readonly hasher: Hasher;
}

interface Around extends Booted {
  readonly remote: Remote;
  readonly loadBash: LoadBash;
}

export class CellRun {
  readonly #post: Post;
  readonly #remote: Remote;
  readonly #loadBash: LoadBash;
  #booted: Promise<Booted> | undefined;
  #session: Promise<Session> | undefined;

  constructor(post: Post, loadBash: LoadBash) {
    this.#post = post;
    this.#remote = new Remote(post);
    this.#loadBash = loadBash;
  }

  async take(message: ToCell): Promise<void> {
    switch (message.kind) {
      case "boot":
        this.#booted = boot(message);
        await this.#booted.then(
          () => this.#post({ kind: "ready" }),
          () => this.#post({ kind: "failed", what: "machine" }),
        );
        return;
      case "session":
        this.#session = this.#open(message);
        await this.#session;
        return;
      case "ping":
        this.#post({ kind: "pong" });
        return;
      case "answer":
        this.#remote.answer(message.id, message.answer);
        return;
      default:
        (await this.#session)?.take(message);
    }
  }

  async #open(message: Of<"session">): Promise<Session> {
    const booted = await this.#booted;
    if (!booted) throw new RangeError("a session needs a machine");
    return new Session(this.#post, { remote: this.#remote, loadBash: this.#loadBash, ...booted }, message);
  }
}

async function boot({ machine, guest }: Of<"boot">): Promise<Booted> {
  const [module, hasher] = await Promise.all([
    WebAssembly.compile(machine),
    loadWasmHasher(),
    readyFormats(),
  ]);
  const prepared = "prepared" in guest ? guest.prepared : await prepare(module, guest.library);
  return { machine: module, prepared, hasher };
}

const random = (bytes: Uint8Array): void => void crypto.getRandomValues(bytes);
const salts = pooledRandom();

class Session {
  readonly #post: Post;
  readonly #log: CellLog;
  readonly #output: OutputBuffer;
  readonly #files: MemoryFiles;
  readonly #changed: ChangedPaths;
  readonly #sandbox: Sandbox;
  #isStopped = false;

  constructor(post: Post, around: Around, { log, settings, now: began }: Of<"session">) {
    const { machine, prepared, hasher, remote, loadBash } = around;
    const zero = performance.now();
    const now = () => Math.floor(began + performance.now() - zero);
    const range = CompactRange.from(hasher, log.size, log.nodes);
    const chain = new Chain(hasher, log.sid, { size: log.size, link: log.link, range });
    this.#post = post;
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
    const { program, approvals, limits, actor, env, cwd, builtins } = settings;
    const engine = link(program);
    if (engine.domains === null) post({ kind: "failed", what: "policy" });
    const after = (milliseconds: number, then: () => void) => {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    };
    const mediator = new Mediator({
      engine,
      meters: newMeters(began),
      log: this.#log,
      hasher,
      clock: { now, after },
      random: salts,
      approver: remote.approver,
      approvals,
      actor,
    });
    this.#sandbox = new Sandbox({
      machine: (host, vmLimits) => Vm.restore(machine, patient(host, this.#log), vmLimits, prepared),
      builtins: { has: (name) => Object.hasOwn(builtins, name), text: (name) => builtins[name] ?? "" },
      mediator,
      files: this.#files,
      areFilesReal: false,
      cwd,
      env,
      limits,
      time: { now, elapsed: () => performance.now(), after },
      random,
      http: remote.http,
      digests,
      more: (access, runScript) =>
        execCalls({
          mediator,
          access,
          env,
          network: networkCalls(mediator, remote.http),
          runScript,
          loadBash,
        }),
      output: (stream, bytes) => this.#output.write(stream, bytes),
      readStdin: (isReading) => post({ kind: "stdin", isReading }),
      isStopped: () => this.#isStopped,
      failed: () => post({ kind: "failed", what: "host" }),
    });
  }

  take(message: Exclude<ToCell, Of<"boot" | "session" | "answer" | "ping">>): void {
    switch (message.kind) {
      case "mount":
        this.#do(message.id, () => {
          this.#files.mount(message.path, message.tree, message.options);
          return undefined;
        });
        return;
      case "export":
        this.#do(message.id, () => this.#files.export(message.path));
        return;
      case "start":
        void this.#run(message);
        return;
      case "durable":
        this.#log.acknowledge(message.size);
        return;
      case "lost":
        this.#log.lose();
        return;
      case "stdin":
        this.#sandbox.post({ kind: "stdin" }, message.bytes ?? undefined);
        return;
      case "stop":
        this.#isStopped = true;
        this.#sandbox.stop();
        return;
    }
  }

  async #run({ entry, argv, isTty }: Of<"start">): Promise<void> {
    const end = await this.#sandbox.run({ entry, argv, isTty });
    this.#output.flush();
    this.#changed.flush();
    this.#log.flush();
    this.#post({ kind: "end", end });
  }

  /** What the owner of the files wants done; what goes wrong is said in a sentence of ours. */
  #do(id: number, work: () => ReturnType<MemoryFiles["export"]> | undefined): void {
    try {
      const tree = work();
      // What explains the files goes first.
      this.#log.flush();
      this.#post({ kind: "done", id, ...(tree && { tree }) });
    } catch (cause) {
      this.#post({ kind: "done", id, why: cause instanceof Error ? cause.message.slice(0, 1000) : "" });
    }
  }
}
