/**
 * A session in a worker: its log, its files, and what runs over them one after the other, agents and lines of the
 * author's own terminal.
 */
import { Chain } from "../../../../audit/chain";
import type { Hasher } from "../../../../audit/hash";
import { type LoanPosition, newSessionId } from "../../../../audit/recorder";
import { CompactRange } from "../../../../audit/tree/compact-range";
import { Mediator, type MediatorParts } from "../../../../mediator/mediator";
import { link, newMeters } from "../../../../policy";
import { after } from "../../../after";
import { newAgentLineage } from "../../../agents/agent-calls";
import { furtherCalls } from "../../../agents/further-calls";
import { readProvisions } from "../../../agents/provisions";
import { grantedVariables } from "../../../agents/variables";
import { networkCalls } from "../../../calls/network";
import { memoryStore } from "../../../checkpoints/memory-store";
import { RunCheckpoints } from "../../../checkpoints/run-checkpoints";
import { type Files, MemoryFiles, standardDevices } from "../../../files";
import { MountedFiles } from "../../../files/mounted/mounted-files";
import { HookedMediator } from "../../../session/hooked-mediator";
import {
  execCalls,
  nodeProgram,
  type ProgramCall,
  type ProgramResult,
  Shell,
  type ShellParts,
} from "../../../shell";
import { Sandbox, type SandboxEnd } from "../../sandbox/sandbox";
import { type ProcessParts, runProcess } from "../../sandbox/scripts";
import { Vm, type VmSnapshot } from "../../vm/vm";
import { canWait } from "../../vm/waiting";
import { digests } from "../digests";
import type { FromCell, Started, ToCell } from "../protocol";
import { CellLog } from "./cell-log";
import { ChangedPaths } from "./changed-paths";
import { type Nursery, type OpenLog, startChild, toItsEnd, type Who } from "./children";
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
  readonly shell: ShellParts;
}

/** An agent that is about to run. */
interface Created {
  readonly sandbox: Sandbox;
  readonly stop: () => void;
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
  /** The same as agents see it. */
  readonly #tree: Files;
  readonly #changed: ChangedPaths;
  readonly #parts: MediatorParts;
  /** The author's, which is asked for no decision. */
  readonly #author: Mediator;
  readonly #sid: string;
  readonly #nursery: Nursery;
  /** Logs of agents that were started by others, as the page names them. */
  readonly #logs = new Map<number, CellLog>();
  #shell: Promise<Shell> | undefined;
  #running: Running | undefined;
  /** Of the agent that ran last. */
  #checkpoints: RunCheckpoints | undefined;

  constructor(post: Post, around: Around, { log, settings, now: began }: Of<"session">) {
    const { hasher, remote } = around;
    const zero = performance.now();
    const now = () => Math.floor(began + performance.now() - zero);
    this.#post = post;
    this.#sid = log.sid;
    this.#around = around;
    this.#settings = settings;
    this.#now = now;
    this.#log = this.#logFrom(log);
    this.#output = new OutputBuffer((stream, bytes) => {
      this.#log.flush();
      post({ kind: "output", stream, bytes }, [bytes.buffer]);
    });
    const clock = () => BigInt(now()) * 1_000_000n;
    this.#files = new MemoryFiles({ clock, devices: standardDevices(random) });
    this.#tree = withTemporary(
      this.#files,
      new MemoryFiles({ clock, limits: { bytes: settings.limits.tmpBytes } }),
    );
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
    this.#nursery = {
      remote,
      settings,
      parts: this.#parts,
      now,
      openLog: (at, agent) => this.#openLog(at, agent),
      sandbox: (who, process) => this.#sandbox(who, process),
    };
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
      case "checkpoints":
        void this.#do(message.id, () => ({ checkpoints: this.#checkpoints?.list() ?? [] }));
        return;
      case "rollback":
        void this.#do(message.id, () => {
          const isFound = this.#checkpoints?.rollback(message.checkpoint) ?? false;
          this.#changed.flush();
          return { isFound };
        });
        return;
      case "start":
        void this.#start(message);
        return;
      case "durable":
        this.#logOf(message.agent)?.acknowledge(message.size);
        return;
      case "lost":
        this.#logOf(message.agent)?.lose();
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
    return this.#whole((create) => {
      const { sandbox, stop } = create({
        cwd,
        env,
        output: (stream, bytes) => this.#output.write(stream, bytes),
        readStdin: (isReading) => this.#post({ kind: "stdin", isReading }),
        isStopped: () => false,
      });
      this.#running = { stdin: (bytes) => sandbox.post({ kind: "stdin" }, bytes), stop };
      return sandbox.run({ entry, argv, isTty });
    });
  }

  /** `node FILE` in the author's terminal: what the author starts is the agent, with the agent's rights. */
  #script(call: ProgramCall): Promise<ProgramResult> {
    return this.#whole((create) => runProcess(call, (process) => create(process).sandbox));
  }

  /** An agent from its beginning to the end of all that it has started, whoever starts it, and its files where a trigger put them. */
  async #whole<End>(run: (create: (process: ProcessParts) => Created) => Promise<End>): Promise<End> {
    let stop = () => {};
    const who = this.#kept(this.#first(), () => stop());
    const create = (process: ProcessParts): Created => {
      let isStopped = false;
      const sandbox = this.#sandbox(who, {
        ...process,
        env: this.#granted(process.env),
        isStopped: () => isStopped || process.isStopped(),
      });
      stop = () => {
        isStopped = true;
        sandbox.stop();
      };
      return { sandbox, stop };
    };
    try {
      return await toItsEnd(who, run(create));
    } finally {
      who.checkpoints?.end();
    }
  }

  /** With the checkpoints that the spec asks for: of the files of all, and of what this agent does. */
  #kept(who: Who, stop: () => void): Who {
    const rules = this.#settings.checkpoints;
    if (!rules) return who;
    const checkpoints = new RunCheckpoints({
      rules,
      store: memoryStore(this.#files),
      now: this.#now,
      after,
      random,
      chosen: (id) => id,
      stop,
    });
    this.#checkpoints = checkpoints;
    return { ...who, checkpoints, parts: { ...who.parts, log: checkpoints.through(who.parts.log) } };
  }

  /** The agent that the session is for; what its workspace provides is read now. */
  #first(): Who {
    const { program, limits, cwd } = this.#settings;
    return {
      parts: this.#parts,
      log: this.#log,
      http: this.#around.remote.http,
      limits,
      sid: this.#sid,
      programs: [program],
      lineage: newAgentLineage(),
      provisions: readProvisions(this.#files, cwd),
    };
  }

  #logFrom({ sid, size, link: last, nodes }: LoanPosition, agent?: number): CellLog {
    const { hasher } = this.#around;
    const range = CompactRange.from(hasher, size, nodes);
    const chain = new Chain(hasher, sid, { size, link: last, range });
    return new CellLog(chain, this.#now, (first, lines, isAwaited) => {
      const records = { kind: "records", first, lines, isAwaited } as const;
      this.#post(agent === undefined ? records : { ...records, agent }, [lines.buffer]);
    });
  }

  /** Of a child; the page tells it by its agent what is stored, until it is closed. */
  #openLog(at: LoanPosition, agent: number): OpenLog {
    const log = this.#logFrom(at, agent);
    this.#logs.set(agent, log);
    return { log, close: () => void this.#logs.delete(agent) };
  }

  #logOf(agent: number | undefined): CellLog | undefined {
    return agent === undefined ? this.#log : this.#logs.get(agent);
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
  #sandbox(who: Who, process: ProcessParts): Sandbox {
    const { machine, prepared, shell } = this.#around;
    const { builtins } = this.#settings;
    const { http, limits, log } = who;
    const mediator = new HookedMediator(who.parts, who.checkpoints ? [who.checkpoints.around] : []);
    who.checkpoints?.begin(mediator);
    const { env } = process;
    return new Sandbox({
      ...process,
      machine: (host, vmLimits) =>
        Vm.restore(machine, patient(host, log, canWait(machine)), vmLimits, prepared),
      builtins: { has: (name) => Object.hasOwn(builtins, name), text: (name) => builtins[name] ?? "" },
      mediator,
      files: this.#tree,
      areFilesReal: false,
      limits,
      time: { now: this.#now, elapsed: () => performance.now(), after },
      random,
      http,
      digests,
      more: (access, runScript) => {
        const network = networkCalls(mediator, http);
        return {
          ...execCalls({ mediator, access, env, network, runScript, ...shell }),
          ...furtherCalls({
            ...who,
            mediator,
            fetch: network["net.fetch"],
            after,
            newSid: () => newSessionId(this.#now),
            runChild: (order, signal) => startChild(this.#nursery, who, order, signal as AbortSignal),
          }),
        };
      },
      failed: () => this.#post({ kind: "failed", what: "host" }),
    });
  }

  #terminal(): Promise<Shell> {
    const { remote, shell } = this.#around;
    const { cwd, env } = this.#settings;
    this.#shell ??= Shell.open({
      files: this.#tree,
      mediator: this.#author,
      random,
      cwd,
      env,
      programs: [nodeProgram((call) => this.#script(call)), ...shell.programs],
      network: networkCalls(this.#author, remote.http),
      loadBash: shell.loadBash,
    });
    return this.#shell;
  }

  /** What an agent may not see is not there for it: not even the names are its business. */
  #granted(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return grantedVariables(env, [this.#parts.engine]);
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
const TEMPORARY = "/tmp";

/** A folder for what nobody keeps, with a bound of its own. */
function withTemporary(files: MemoryFiles, temporary: MemoryFiles): Files {
  for (const each of [files, temporary]) each.mount(TEMPORARY, {});
  return new MountedFiles(files, [{ path: TEMPORARY, files: temporary }]);
}
