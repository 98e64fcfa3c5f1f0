/**
 * A recorded run once more, wherever its machine stands: what it does is held to its recording and to its log, and it is ended at the
 * first difference. Whoever has the machine begins it; everything outside of that is the recording's.
 */
import type { Hasher } from "../../audit/hash";
import type { Mediator, MediatorParts } from "../../mediator/mediator";
import type { Engine } from "../../policy";
import type { RolledBack } from "../checkpoints/checkpoints";
import type { Around } from "../session/hooked-mediator";
import type { openingOf } from "../session/session";
import { MOST_FLIPS } from "./flips";
import { type InForce, InForceWatch } from "./in-force";
import { ReplayCourse } from "./replay-course";
import { ReplayLog, recordOf } from "./replay-log";
import { type Flip, watchedMediator } from "./second-policy";
import { seededRandom } from "./seeded-random";
import { sessionShell } from "./session-shell";
import type { Tape } from "./tape";
import { Whereabouts } from "./whereabouts";

export interface ReplayingParts {
  readonly tape: Tape;
  /** Of all random bytes, as the recording has it. */
  readonly seed: Uint8Array;
  /** Of the log. */
  readonly lines: readonly Uint8Array[];
  readonly hasher: Hasher;
  /** The first record of the log, as it would be made now. */
  readonly opening: ReturnType<typeof openingOf>;
  /** Of the agent's own code. */
  readonly folder: string;
  /** The machine is in this thread, and the log was lent to it. */
  readonly isOneThread?: boolean;
  /** What else is to judge what the agent asks for; `goesOn`: beyond the first request that it judges in another way. */
  readonly second?: { readonly engine: Engine; readonly goesOn: boolean };
  /** Only as far as somebody wants to go on from: after this record. */
  readonly until?: { readonly seq: number; readonly inForce: InForce };
  tick(then: () => void): void;
}

/** A run that has been made ready. */
export interface Begun {
  /** To its end. */
  run(): Promise<{ readonly code: number }>;
  stop(): void;
  /** Whether its files went back then. */
  rolledBack?(): RolledBack | undefined;
  /** Whether a trigger is about to end it. */
  isEnding?(): boolean;
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
export type PlacedFlip = Flip & Placed;

/** A moment of a run at which nothing was open: so many inputs had been taken, and so many records made. */
export interface Place {
  readonly steps: number;
  readonly records: number;
}

export interface Replayed {
  /** Records that came out byte for byte as they are in the log. */
  readonly equal: number;
  readonly difference?: Difference;
  /** The first of them, where there are very many. */
  readonly flips: readonly PlacedFlip[];
  /** The end of the agent, where it came to it. */
  readonly code?: number;
  /** The files of the run went back then; there are none that would go back now. */
  readonly rolledBack?: RolledBack;
  /** The recording ends before the run did. */
  readonly isCut: boolean;
  /** The sandbox is not the one that the run was recorded in. */
  readonly isOtherBuild: boolean;
  /** The last moment until the record that was asked for from which a run can go on. */
  readonly place?: Place;
}

export class Replaying {
  readonly course: ReplayCourse;
  readonly log: ReplayLog;
  readonly looking: Whereabouts;
  readonly #parts: ReplayingParts;
  readonly #flips: Flip[] = [];
  readonly #inForce: InForceWatch | undefined;
  #difference: Difference | undefined;
  #place: Place | undefined;
  #isEnding = () => false;
  #isCut = false;
  #isStopped = false;
  #stop = () => {};

  constructor(parts: ReplayingParts) {
    const { tape, lines, hasher, seed, isOneThread = false, folder, tick } = parts;
    this.#parts = parts;
    this.#inForce = parts.until && new InForceWatch(parts.until.inForce);
    this.looking = new Whereabouts(folder);
    this.course = new ReplayCourse({
      tape,
      isOneThread,
      random: seededRandom(hasher, seed),
      tick,
      diverged: (why) => this.#differ(this.log.size, why),
      moving: (steps) => this.#moving(steps),
      ranOut: () => {
        this.#isCut = true;
        this.end();
      },
    });
    this.log = new ReplayLog({
      hasher,
      sid: tape.header.sid,
      lines,
      isLent: isOneThread,
      now: () => this.course.now(),
      seen: (entry, seq) => {
        const why = this.#inForce?.see(entry, seq);
        if (why !== undefined) this.#differ(seq, why);
      },
      different: ({ seq, type }, { why, isOtherDeed }) => {
        // What the policy was asked says more than what was looked up on the way to it. That it was ended is our own doing.
        if (isOtherDeed && type !== "agent.exit" && this.#difference?.seq === seq)
          this.#difference = { seq, why };
        else this.#differ(seq, why);
      },
    });
  }

  /** Nobody wants to know any more, or there is nothing more to be known. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  mediator(parts: MediatorParts, around: readonly Around[]): Mediator {
    const { second } = this.#parts;
    return watchedMediator(
      parts,
      around,
      second && {
        engine: second.engine,
        hearsAll: this.#inForce !== undefined,
        flipped: (flip) => this.#flipped(flip, second.goesOn),
      },
    );
  }

  /** `begin` is called when there is a log to record into. */
  async run(begin: () => Begun): Promise<Replayed> {
    const { hasher, seed, lines, opening, isOneThread } = this.#parts;
    const restore = sessionShell(this.course, hasher, seed);
    try {
      this.log.open(opening);
      const begun = begin();
      this.#stop = () => begun.stop();
      this.#isEnding = () => begun.isEnding?.() ?? false;
      if (this.#isStopped) begun.stop();
      const { code } = await begun.run();
      const rolledBack = this.#isStopped ? undefined : begun.rolledBack?.();
      // A log that was lent is closed by its owner, whenever that is.
      if (!this.#isStopped && !isOneThread) this.log.close();
      if (!this.#isStopped && !this.course.isAtEnd)
        this.#differ(this.log.size, "ended where the recording goes on");
      const { placed } = this.looking;
      return {
        equal: this.log.equal,
        ...(this.#difference && { difference: placed(this.#difference) }),
        flips: this.#flips.map(placed),
        ...(!this.#isStopped && { code }),
        ...(rolledBack && { rolledBack }),
        isCut: this.#isCut,
        ...(this.#place && { place: this.#place }),
        isOtherBuild: recordOf(lines[0])?.data.build_sha256 !== opening.build_sha256,
      };
    } finally {
      restore();
    }
  }

  end(): void {
    this.#isStopped = true;
    this.#stop();
    this.course.letGo();
  }

  /** Where nothing is open. Of the moments with as many records the first: what comes later is what the agent goes on with. */
  #moving(steps: number): void {
    const { until } = this.#parts;
    if (!until || !this.#inForce || this.#isStopped) return;
    const records = this.log.size;
    if (records > until.seq + 1) this.end();
    else if (
      records > (this.#place?.records ?? 0) &&
      this.#inForce.isQuiet &&
      !this.course.isWaitingForAnswers &&
      !this.#isEnding()
    )
      this.#place = { steps, records };
  }

  #differ(seq: number, why: string): void {
    // Once it is being stopped, what it still does is no news.
    if (this.#isStopped || this.#isBeyond(seq)) return;
    this.#difference = { seq, why };
    this.looking.want(seq);
    this.end();
  }

  /** What came after the moment that was asked for speaks against nothing. */
  #isBeyond(seq: number): boolean {
    const { until } = this.#parts;
    if (!until || seq <= until.seq) return false;
    this.end();
    return true;
  }

  #flipped(flip: Flip, goesOn: boolean): void {
    if (this.#isStopped || this.#isBeyond(flip.seq) || this.#flips.length >= MOST_FLIPS) return;
    this.#flips.push(flip);
    this.looking.want(flip.seq);
    if (!goesOn) this.end();
  }
}
