/**
 * A session in a worker: its log, its files, and what runs over them one after the other, agents and lines of the
 * author's own terminal.
 */
import { Mediator, type MediatorParts } from "../../../../mediator/mediator";
import { keptByAll } from "../../../../mediator/payload-room";
import { link, newMeters } from "../../../../policy";
import { type Files, MemoryFiles, removeFiles, standardDevices } from "../../../files";
import { courseApprover, courseHttp, stdinOf, stopOf } from "../../../replay/outside";
import type { SandboxEnd } from "../../sandbox/sandbox";
import { runProcess } from "../../sandbox/scripts";
import type { FromCell, RunSettings, Started, ToCell } from "../protocol";
import { AgentRuns } from "./agent-runs";
import type { Around, Post } from "./around";
import { AuthorTerminal } from "./author-terminal";
import type { BodySender } from "./body-sender";
import { ChangedPaths } from "./changed-paths";
import type { FileHistory } from "./file-history";
import { OutputBuffer } from "./output-buffer";
import { pooledRandom } from "./pooled-random";
import type { Logs } from "./session-logs";
import type { Ready, StartedAgent, Way } from "./way";
import { withTemporary } from "./with-temporary";

type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;
type Done = Omit<FromOf<"done">, "kind" | "id" | "why">;
type FromOf<Kind extends FromCell["kind"]> = Extract<FromCell, { kind: Kind }>;

/** What runs now. */
interface Running {
  stdin?(bytes: Uint8Array | undefined): void;
  stop(): void;
}

/** What makes a session this one. */
export interface SessionParts {
  readonly settings: RunSettings;
  readonly sid: string;
  readonly logs: Logs;
  readonly way: Way;
  /** The clock of the session, for what is in no recording. */
  now(): number;
  /** Where it is told what files become. */
  watch?(files: MemoryFiles): FileHistory;
  /** Where what records name by digest goes as well. */
  readonly bodies?: BodySender;
}

export class CellSession {
  readonly #post: Post;
  readonly #settings: RunSettings;
  readonly #logs: Logs;
  readonly #way: Way;
  readonly #output: OutputBuffer;
  readonly #files: MemoryFiles;
  /** The same as agents see it. */
  readonly #tree: Files;
  readonly #changed: ChangedPaths;
  readonly #history: FileHistory | undefined;
  readonly #agents: AgentRuns;
  readonly #terminal: AuthorTerminal;
  #running: Running | undefined;

  constructor(post: Post, around: Around, parts: SessionParts) {
    const { settings, sid, logs, way, now: shown, watch, bodies } = parts;
    const { hasher, remote } = around;
    const { course } = way;
    const now = () => course.now();
    const random = (bytes: Uint8Array) => course.random(bytes);
    const began = now();
    let salts = pooledRandom(random);
    way.onLive(() => {
      salts = pooledRandom(random);
    });
    this.#post = post;
    this.#settings = settings;
    this.#logs = logs;
    this.#way = way;
    this.#output = new OutputBuffer((stream, bytes) => {
      this.#logs.own.flush();
      post({ kind: "output", stream, bytes }, [bytes.buffer]);
    });
    // As the session last looked: what files look at by themselves is in no recording.
    const clock = () => BigInt(course.lastTime) * 1_000_000n;
    this.#files = new MemoryFiles({ clock, devices: standardDevices(random) });
    this.#tree = withTemporary(
      this.#files,
      new MemoryFiles({ clock, limits: { bytes: settings.limits.tmpBytes } }),
    );
    this.#changed = new ChangedPaths(this.#files, (paths) => {
      this.#logs.own.flush();
      post({ kind: "changed", paths });
    });
    this.#history = watch?.(this.#files);
    const { program, approvals, actor } = settings;
    const engine = link(program);
    if (engine.domains === null) post({ kind: "failed", what: "policy" });
    const payloads = keptByAll([this.#history, bodies].filter((store) => store !== undefined));
    const mediation: MediatorParts = {
      engine,
      // Of the whole session: what a rate or a budget counts does not begin again with the next run.
      meters: newMeters(began),
      log: logs.own,
      hasher,
      clock: { now, after: (milliseconds, then) => course.after(milliseconds, then) },
      random: (bytes) => salts(bytes),
      approver: courseApprover(course, remote.approver),
      approvals,
      actor,
      ...(payloads && { payloads }),
    };
    this.#agents = new AgentRuns({
      around,
      settings,
      sid,
      logs,
      files: this.#files,
      tree: this.#tree,
      parts: { ...mediation, log: way.log(logs.own) },
      http: courseHttp(course, remote.http),
      way,
      now: shown,
      failed: () => post({ kind: "failed", what: "host" }),
    });
    this.#terminal = new AuthorTerminal({
      around,
      settings,
      files: this.#tree,
      mediator: new Mediator(mediation),
      random,
      script: (call) => this.#agents.whole((create) => runProcess(call, (own) => create(own).sandbox)),
    });
  }

  take(message: Exclude<ToCell, Of<"boot" | "session" | "replay" | "answers" | "ping">>): void {
    switch (message.kind) {
      case "mount":
        this.#meanwhile();
        void this.#do(message.id, () => {
          this.#files.mount(message.path, message.tree, message.options);
          return {};
        });
        return;
      case "export":
        void this.#do(message.id, () => ({ tree: this.#files.export(message.path) }));
        return;
      case "remove":
        this.#meanwhile();
        void this.#do(message.id, () => {
          removeFiles(this.#files, message.paths);
          return {};
        });
        return;
      case "cwd":
        void this.#do(message.id, async () => ({ cwd: await this.#terminal.cwd() }));
        return;
      case "complete":
        void this.#do(message.id, async () => ({
          completion: await this.#terminal.complete(message.line, message.cursor),
        }));
        return;
      case "checkpoints":
        void this.#do(message.id, () => ({ checkpoints: this.#agents.checkpoints?.list() ?? [] }));
        return;
      case "rollback":
        this.#meanwhile();
        void this.#do(message.id, () => {
          const isFound = this.#agents.checkpoints?.rollback(message.checkpoint) ?? false;
          this.#changed.flush();
          return { isFound };
        });
        return;
      case "start":
        void this.#start(message);
        return;
      case "durable":
        this.#logs.of(message.agent)?.acknowledge(message.size);
        return;
      case "lost":
        this.#logs.of(message.agent)?.lose();
        return;
      case "stdin":
        this.#running?.stdin?.(message.bytes ?? undefined);
        return;
      case "stop":
        this.#running?.stop();
        return;
    }
  }

  /** What the author does beside an agent came from outside and is in no recording. */
  #meanwhile(): void {
    if (this.#running) this.#way.other();
  }

  async #start(what: Started): Promise<void> {
    // The page starts nothing before it has heard of the end of the last.
    const end =
      "entry" in what ? await this.#way.agent(what, () => this.#agent(what)) : await this.#line(what.line);
    this.#running = undefined;
    this.#output.flush();
    this.#changed.flush();
    this.#history?.flush();
    this.#logs.own.flush();
    this.#post({ kind: "end", end });
  }

  #agent({ entry, argv, isTty }: StartedAgent): Ready {
    const { cwd, env } = this.#settings;
    const { course } = this.#way;
    let end = () => {};
    const run = () =>
      this.#agents.whole((create) => {
        const { sandbox, stop } = create({
          cwd,
          env,
          output: (stream, bytes) => {
            if (!this.#way.isQuiet) this.#output.write(stream, bytes);
          },
          readStdin: (isReading) => this.#post({ kind: "stdin", isReading }),
          isStopped: () => this.#way.isStopped,
        });
        end = stop;
        const stdin = stdinOf(course, (bytes) => sandbox.post({ kind: "stdin" }, bytes));
        this.#running = { stdin: (bytes) => stdin(bytes), stop: stopOf(course, stop) };
        return sandbox.run({ entry, argv, isTty });
      });
    return { run, stop: () => end(), isEnding: () => this.#agents.checkpoints?.isWanted ?? false };
  }

  async #line(line: string): Promise<SandboxEnd> {
    this.#way.other();
    const abort = new AbortController();
    this.#running = { stop: () => abort.abort() };
    const { signal } = abort;
    try {
      const code = await this.#terminal.run(line, {
        signal,
        onOutput: (stream, bytes) => this.#output.write(stream, new Uint8Array(bytes)),
      });
      return { reason: signal.aborted ? "stopped" : "exit", code };
    } catch {
      this.#post({ kind: "failed", what: "host" });
      return { reason: "broken", code: BROKEN_CODE };
    }
  }

  /** What the owner of the files wants done; what goes wrong is said in a sentence of ours. */
  async #do(id: number, work: () => Done | Promise<Done>): Promise<void> {
    try {
      const done = await work();
      // What explains the files goes first.
      this.#logs.own.flush();
      this.#post({ kind: "done", id, ...done });
    } catch (cause) {
      this.#post({ kind: "done", id, why: cause instanceof Error ? cause.message.slice(0, 1000) : "" });
    }
  }
}

const BROKEN_CODE = 134;
