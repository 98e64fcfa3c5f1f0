/**
 * A course that a recording answers up to a place, and the world from there on. The one is let go of before the other is asked:
 * nothing of the recording is an answer to anything that comes later, and nothing reaches out before.
 *
 * Timers that were set go on with what was left of their time. Random bytes are new ones: those of the recording are known to whoever
 * has it, and two runs that go on from one place are to have nothing in common that a secret could rest on.
 */
import { type Asked, type Coming, type Course, type Lane, type LiveParts, liveCourse } from "./course";
import { ReplayCourse, type ReplayParts } from "./replay-course";

export interface GoingOnParts extends Omit<ReplayParts, "arrived" | "moving"> {
  readonly live: LiveParts;
  /** All has been given. Whether the run may go on; else nothing is answered any more. */
  mayGoOn(): boolean;
  /** It is live now. */
  wentOn(): void;
}

interface Timer {
  readonly milliseconds: number;
  readonly setAt: number;
  then(): void;
  cancel(): void;
}

export class GoingOnCourse implements Course {
  readonly #parts: GoingOnParts;
  readonly #past: ReplayCourse;
  readonly #timers = new Set<Timer>();
  /** What came while the recording was still answering. */
  #early: (() => void)[] = [];
  #live: Course | undefined;
  /** As far as it is known from what was read and from timers that were over. */
  #reached = 0;

  constructor(parts: GoingOnParts) {
    this.#parts = parts;
    this.#past = new ReplayCourse({ ...parts, arrived: () => this.#arrived() });
  }

  get isLive(): boolean {
    return this.#live !== undefined;
  }
  get isWaitingForAnswers(): boolean {
    return this.#past.isWaitingForAnswers;
  }
  get lastTime(): number {
    return this.#now.lastTime;
  }

  now(): number {
    return this.#now.now();
  }
  elapsed(): number {
    return this.#now.elapsed();
  }
  random(bytes: Uint8Array): void {
    this.#now.random(bytes);
  }
  answer<Value>(asked: Asked<Value>, ask: () => Value): Value {
    return this.#live ? this.#live.answer(asked, ask) : this.#past.answer(asked);
  }
  later<Value>(asked: Asked<Value>, ask: () => Promise<Value>): Promise<Value> {
    return this.#live ? this.#live.later(asked, ask) : this.#past.later(asked);
  }

  after(milliseconds: number, then: () => void): () => void {
    if (this.#live) return this.#live.after(milliseconds, then);
    const setAt = this.#time();
    const timer: Timer = {
      milliseconds,
      setAt,
      then,
      cancel: this.#past.after(milliseconds, () => {
        this.#timers.delete(timer);
        this.#reached = Math.max(this.#reached, setAt + milliseconds);
        then();
      }),
    };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      timer.cancel();
    };
  }

  source<Value>(coming: Coming<Value>): (value: Value) => void {
    if (this.#live) return this.#live.source(coming);
    this.#past.source(coming);
    return (value) => {
      if (this.#live) coming.take(value);
      else this.#early.push(() => coming.take(value));
    };
  }

  lane(take: (why: "cpu" | "stopped") => void): Lane {
    if (this.#live) return this.#live.lane(take);
    const past = this.#past.lane(take);
    const whilePast = (work: () => void) => {
      if (!this.#live) work();
    };
    return {
      turn: (work) => (this.#live ? work() : past.turn(work)),
      seen: () => {},
      times: past.times,
      goesOn: true,
      idle: (isIdle) => whilePast(() => past.idle(isIdle)),
      look: () => whilePast(() => past.look()),
      expire: (why) => (this.#live ? take(why) : past.expire(why)),
    };
  }

  /** The run and the recording have parted. */
  fail(why: string): void {
    if (!this.#live) this.#past.fail(why);
  }

  get #now(): Course {
    return this.#live ?? this.#past;
  }

  #time(): number {
    return Math.max(this.#past.lastTime, this.#reached);
  }

  #arrived(): void {
    const { live: platform, tick, mayGoOn } = this.#parts;
    const reached = this.#time();
    if (!mayGoOn()) return;
    const [zero, passed] = [platform.elapsed(), this.#past.lastElapsed];
    const live = liveCourse({
      ...platform,
      // What has passed since then has not passed for a run that did not go on.
      elapsed: () => platform.elapsed() - zero + passed,
    });
    this.#live = live;
    for (const timer of this.#timers) {
      const left = Math.max(0, timer.milliseconds - (reached - timer.setAt));
      timer.cancel = live.after(left, timer.then);
    }
    this.#parts.wentOn();
    tick(() => {
      for (const take of this.#early) take();
      this.#early = [];
    });
  }
}
