/**
 * A recorded run once more: the same agent on the same policy, with its recording in the place of the world. It has no
 * disk, no network, no clock and asks nobody; what it would have done outside is answered as it was then.
 */
import { fromBase64, fromHex } from "../../../audit/bytes";
import type { Approver } from "../../../mediator/approval";
import { compile, type Engine, link } from "../../../policy";
import { load } from "../../../spec";
import { newAgentLineage } from "../../agents/agent-calls";
import type { RolledBack } from "../../checkpoints/checkpoints";
import { checkpointRulesOf } from "../../checkpoints/rules-of";
import type { RunCheckpoints } from "../../checkpoints/run-checkpoints";
import { DEFAULT_LIMITS } from "../../limits";
import { CourseFiles } from "../../replay/files";
import { courseApprover, courseHttp, courseLog, stdinOf, stopOf } from "../../replay/outside";
import { ReplayCourse } from "../../replay/replay-course";
import { ReplayLog, recordOf } from "../../replay/replay-log";
import { type Flip, watchedMediator } from "../../replay/second-policy";
import { seededRandom } from "../../replay/seeded-random";
import type { Tape } from "../../replay/tape";
import { mediatorParts, openingOf } from "../../session/session";
import { nodeHasher } from "../hash";
import { DRIVER, type RunAssets } from "../run/assets";
import { checkpointed } from "../run/checkpointed";
import { bound, sandboxOf } from "../run/sandbox-of";
import { readyShell, sessionShell } from "./session-shell";
import { Whereabouts } from "./whereabouts";

export interface ReplayOptions {
  readonly assets: RunAssets;
  readonly tape: Tape;
  /** Of the log. */
  readonly lines: readonly Uint8Array[];
  /** What else is to judge what the agent asks for; `goesOn`: beyond the first request that it judges in another way. */
  readonly second?: { readonly engine: Engine; readonly goesOn: boolean };
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  readonly signal?: AbortSignal;
}

/** Where in the agent's code it happened, as far as that is known: "agent.ts:12". */
interface Placed {
  readonly where?: string;
}
export interface Difference extends Placed {
  readonly seq: number;
  /** A clause: "read /workspace/b.txt where the recording read /workspace/a.txt". */
  readonly why: string;
}

export interface Replayed {
  /** Records that came out byte for byte as they are in the log. */
  readonly equal: number;
  readonly difference?: Difference;
  readonly flips: readonly (Flip & Placed)[];
  /** The end of the agent, where it came to it. */
  readonly code?: number;
  /** The files of the run went back then; there are none that would go back now. */
  readonly rolledBack?: RolledBack;
  /** The recording ends before the run did. */
  readonly isCut: boolean;
  /** The sandbox is not the one that the run was recorded in. */
  readonly isOtherBuild: boolean;
}

export type ReplayResult =
  | { readonly ok: true; readonly value: Replayed }
  | { readonly ok: false; readonly why: string };

const NOBODY: Approver = { ask: () => Promise.reject(new Error("a replay asks nobody")) };

export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { tape } = options;
  const bytes = fromBase64(tape.header.spec);
  const seed = fromHex(tape.header.seed);
  const loaded = bytes && load(bytes);
  if (!bytes || !seed || !loaded?.spec)
    return { ok: false, why: "The spec in the recording cannot be read." };
  await readyShell();
  const source = { bytes, spec: loaded.spec, program: compile(loaded.spec, loaded.source) };
  const running = new Replaying(options, source, seed);
  return { ok: true, value: await running.run() };
}

class Replaying {
  readonly #options: ReplayOptions;
  readonly #course: ReplayCourse;
  readonly #log: ReplayLog;
  readonly #source: Parameters<typeof openingOf>[0]["source"];
  readonly #seed: Uint8Array;
  readonly #hasher = nodeHasher();
  readonly #flips: (Flip & Placed)[] = [];
  readonly #whereabouts = new Whereabouts();
  #difference: Difference | undefined;
  #kept: RunCheckpoints | undefined;
  #rolledBack: RolledBack | undefined;
  #isCut = false;
  #isStopped = false;
  #stop = () => {};

  constructor(options: ReplayOptions, source: Parameters<typeof openingOf>[0]["source"], seed: Uint8Array) {
    const { tape, lines } = options;
    this.#options = options;
    this.#source = source;
    this.#seed = seed;
    this.#course = new ReplayCourse({
      tape,
      random: seededRandom(this.#hasher, seed),
      tick: (then) => void setImmediate(then),
      diverged: (why) => this.#differ(this.#log.size, why),
      ranOut: () => {
        this.#isCut = true;
        this.#end();
      },
    });
    this.#log = new ReplayLog({
      hasher: this.#hasher,
      sid: tape.header.sid,
      lines,
      now: () => this.#course.now(),
      different: (seq, { why, isOtherDeed }) => {
        // What the policy was asked says more than what was looked up on the way to it.
        if (isOtherDeed && this.#difference?.seq === seq) this.#difference = { seq, why };
        else this.#differ(seq, why);
      },
    });
  }

  async run(): Promise<Replayed> {
    const { tape, signal, assets, lines } = this.#options;
    const { entry, argv, is_tty: isTty } = tape.header;
    const restore = sessionShell(this.#course, this.#seed);
    const end = () => this.#end();
    signal?.addEventListener("abort", end);
    try {
      const sandbox = this.#open();
      this.#stop = () => sandbox.stop();
      if (this.#isStopped) this.#stop();
      const { code } = await sandbox.run({ entry, argv, isTty });
      if (!this.#isStopped) {
        this.#rolledBack = this.#kept?.end();
        this.#log.close();
      }
      if (!this.#isStopped && !this.#course.isAtEnd)
        this.#differ(this.#log.size, "ended where the recording goes on");
      const placed = this.#whereabouts.placed;
      const build = recordOf(lines[0])?.data.build_sha256;
      return {
        equal: this.#log.equal,
        ...(this.#difference && { difference: placed(this.#difference) }),
        flips: this.#flips.map(placed),
        ...(!this.#isStopped && { code }),
        ...(this.#rolledBack && { rolledBack: this.#rolledBack }),
        isCut: this.#isCut,
        isOtherBuild: build !== this.#hasher.sha256Hex(assets.build),
      };
    } finally {
      signal?.removeEventListener("abort", end);
      restore();
    }
  }
  #open() {
    const { tape, assets, second, output } = this.#options;
    const { header } = tape;
    const { now, after, random } = bound(this.#course);
    const course = this.#course;
    let isStopped = false;
    let stop = () => {};
    this.#log.open(
      openingOf({
        source: this.#source,
        driver: DRIVER,
        build: assets.build,
        hasher: this.#hasher,
        actor: header.actor,
        ...(header.workspace !== undefined && { workspace: header.workspace }),
      }),
    );
    const rules = checkpointRulesOf(this.#source.spec);
    const kept = rules && checkpointed(rules, { course, folder: undefined, stop: () => stop() });
    this.#kept = kept?.checkpoints;
    const ordered = courseLog(course, this.#log);
    const parts = mediatorParts(
      {
        source: this.#source,
        engine: link(this.#source.program),
        hasher: this.#hasher,
        clock: { now, after },
        random: (bytes) => {
          const salt = new Uint8Array(bytes);
          random(salt);
          return salt;
        },
        actor: header.actor,
        ...(header.has_approver && { approver: courseApprover(course, NOBODY) }),
      },
      kept?.checkpoints.through(ordered) ?? ordered,
    );
    const mediator = watchedMediator(
      parts,
      kept ? [kept.checkpoints.around] : [],
      second && { engine: second.engine, flipped: (flip) => this.#flipped(flip, second.goesOn) },
    );
    kept?.checkpoints.begin(mediator);
    const sandbox = sandboxOf({
      assets,
      mediator,
      env: header.env,
      // That the agent's time was over is in the recording, where it was.
      limits: { ...DEFAULT_LIMITS, ...header.limits, cpuMs: Number.POSITIVE_INFINITY },
      disk: new CourseFiles(course, undefined),
      http: courseHttp(course, () => Promise.reject(new Error("a replay has no network"))),
      course,
      hasTurns: true,
      looking: this.#whereabouts,
      output,
      readStdin: () => {},
      isStopped: () => isStopped || this.#isStopped,
      failed: () => {},
      agent: {
        sid: header.sid,
        programs: [this.#source.program],
        lineage: newAgentLineage(),
        runChild: () => Promise.reject(new Error("a replay starts nobody")),
      },
    });
    stdinOf(course, (bytes) => sandbox.post({ kind: "stdin" }, bytes));
    stop = () => {
      isStopped = true;
      sandbox.stop();
    };
    stopOf(course, () => stop());
    if (kept?.checkpoints.isWanted) stop();
    return sandbox;
  }

  #differ(seq: number, why: string): void {
    // Once it is being stopped, what it still does is no news.
    if (this.#isStopped) return;
    this.#difference = { seq, why };
    this.#whereabouts.want(seq);
    this.#end();
  }

  #flipped(flip: Flip, goesOn: boolean): void {
    if (this.#isStopped) return;
    this.#flips.push(flip);
    this.#whereabouts.want(flip.seq);
    if (!goesOn) this.#end();
  }

  #end(): void {
    this.#isStopped = true;
    this.#stop();
  }
}
