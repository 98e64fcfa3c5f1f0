/**
 * Everything that a run gets from outside goes through its course: so that it can be recorded, and given again.
 *
 * A source that is not wrapped here makes runs that cannot be replayed; nothing else depends on it.
 */
import type { Json } from "./tape";

/** One question to the outside: what it is about, and how its answer is written into a recording. */
export interface Asked<Value> {
  /** Such as "http"; a recording holds answers of a kind for questions of that kind alone. */
  readonly kind: string;
  /** The question itself, short and fit to be shown: a replay that asks another is a difference. */
  readonly question: string;
  write(value: Value): Json;
  /** Undefined for what is no such answer. */
  read(written: Json): Value | undefined;
}

/** What comes by itself, wherever it comes from. */
export interface Coming<Value> extends Omit<Asked<Value>, "question"> {
  take(value: Value): void;
}

export interface Course {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds, for measuring. */
  elapsed(): number;
  /** What it told last as the time. */
  readonly lastTime: number;
  after(milliseconds: number, then: () => void): () => void;
  random(bytes: Uint8Array): void;
  /** Answered at once. */
  answer<Value>(asked: Asked<Value>, ask: () => Value): Value;
  /** Answered later. */
  later<Value>(asked: Asked<Value>, ask: () => Promise<Value>): Promise<Value>;
  /** Answers with what is to be called when something has come. Each source is opened once, before the run. */
  source<Value>(coming: Coming<Value>): (value: Value) => void;
  /** One for each process of the agent, in the order in which they begin. `take`: its time is over. */
  lane(take: (why: "cpu" | "stopped") => void): Lane;
}

/** The way of one process of the agent through the course of its run. */
export interface Lane {
  /** What the guest asks or reports is worked off by `work`, in its turn. */
  turn<Value>(work: () => Value): Value | Promise<Value>;
  /** Times that the guest has read where nobody could answer it: each with how often. They belong to its next turn. */
  seen(times: readonly TimesSeen[]): void;
  /** What the guest will read of its clock, where that is known. */
  readonly times: readonly TimesSeen[] | undefined;
  /** Whether time goes on by the platform's clock when these have been read. */
  readonly goesOn?: boolean;
  /** Whether the process has nothing to do until something comes. */
  idle(isIdle: boolean): void;
  /** Asked while the guest runs where nothing else can come meanwhile: a recording may have its end next. */
  look(): void;
  /** Its time has been found to be over. */
  expire(why: "cpu" | "stopped"): void;
}
/** A time in milliseconds since 1970, and how often in a row it was read. */
export type TimesSeen = readonly [time: number, count: number];

/** Of a course, for who has no interest in all of it. */
export function bound(course: Course): Pick<Course, "now" | "elapsed" | "after" | "random"> {
  return {
    now: () => course.now(),
    elapsed: () => course.elapsed(),
    after: (milliseconds, then) => course.after(milliseconds, then),
    random: (bytes) => course.random(bytes),
  };
}

export interface LiveParts {
  now(): number;
  elapsed(): number;
  after(milliseconds: number, then: () => void): () => void;
  random(bytes: Uint8Array): void;
}

/** A run that nobody records. */
export function liveCourse({ now, elapsed, after, random }: LiveParts): Course {
  return {
    now,
    elapsed,
    get lastTime() {
      return now();
    },
    after,
    random,
    answer: (_, ask) => ask(),
    later: (_, ask) => ask(),
    source:
      ({ take }) =>
      (value) =>
        take(value),
    lane: (take) => ({
      turn: (work) => work(),
      seen: () => {},
      times: undefined,
      idle: () => {},
      look: () => {},
      expire: take,
    }),
  };
}
