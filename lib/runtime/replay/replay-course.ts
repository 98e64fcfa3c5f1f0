/**
 * A course that a recording answers. Nothing is behind it: it has no clock, no timers and no way out.
 *
 * Guarantees: inputs come in the order of the recording and in no other; a question that the recording does not have at this
 * place is a difference, and from the first one on nothing is answered. It never waits for what cannot come: where the run
 * stands still and the recording goes on, that is a difference too.
 */
import type { Asked, Coming, Course, Lane, TimesSeen } from "./course";
import { WHY } from "./file-answers";
import type { Answered, Json, Outcome, Step, Tape } from "./tape";
import { madeAgain } from "./thrown";

export class Diverged extends Error {
  override readonly name = "Diverged";
}

export interface ReplayParts {
  readonly tape: Tape;
  random(bytes: Uint8Array): void;
  tick(then: () => void): void;
  /** The machine runs in this thread: while its guest runs nothing else comes. */
  readonly isOneThread?: boolean;
  /** Called once, with a sentence. */
  diverged(why: string): void;
  /** The recording ends early, and the run has got there. */
  ranOut(): void;
  /** About to give the next input: so many steps have been given, and all that followed from them is done. */
  moving?(steps: number): void;
  /**
   * Where somebody wants to go on: in the place of `ranOut`, when all has been given and the run asks for more, or stands still.
   * From then on whoever has the course answers; what waits for its turn gets it.
   */
  arrived?(): void;
}

/** A process that waits for its turn, or for something to come. */
interface LaneState {
  readonly turns: (() => void)[];
  isIdle: boolean;
}
interface Begun {
  readonly kind: string;
  readonly question: string;
  settle(outcome: Outcome): void;
}
type Timed = Extract<Answered, readonly [string, number]>;
type Said = Extract<Answered, readonly [string, string, Outcome]>;

const US_PER_MS = 1000;
const SHOWN_UNITS = 200;
const TIMER = "timer";
const ENDED = "the replay has ended";

export class ReplayCourse implements Course {
  readonly #parts: ReplayParts;
  readonly #steps: readonly Step[];
  readonly #begun = new Map<number, Begun>();
  readonly #sources = new Map<string, (value: Json) => boolean>();
  readonly #laneStates = new Map<number, LaneState>();
  #at = 0;
  #hadAt = 0;
  #time = 0;
  #elapsed = 0;
  #asked = 0;
  #lanes = 0;
  #isTicking = false;
  #isOver = false;
  #isLetGo = false;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
    this.#steps = parts.tape.steps;
    this.#check();
  }

  /** Everything that was recorded has been given. */
  get isAtEnd(): boolean {
    return this.#at === this.#steps.length - 1 && !this.#hasLeft;
  }

  get lastTime(): number {
    return this.#time;
  }

  /** Milliseconds, as it told last what had passed. */
  get lastElapsed(): number {
    return this.#elapsed / US_PER_MS;
  }

  /** Whether an answer is still to come: not of a timer, which asks nobody. */
  get isWaitingForAnswers(): boolean {
    return [...this.#begun.values()].some(({ kind }) => kind !== TIMER);
  }

  now(): number {
    this.#time += this.#timed("now", "the time")?.[1] ?? 0;
    return this.#time;
  }

  elapsed(): number {
    this.#elapsed = this.#timed("elapsed", "the time that has passed")?.[1] ?? this.#elapsed;
    return this.#elapsed / US_PER_MS;
  }

  random(bytes: Uint8Array): void {
    this.#parts.random(bytes);
  }

  answer<Value>({ kind, question, read }: Asked<Value>): Value {
    const had = this.#next();
    if (had === undefined || had.length === 2 || had[0] !== kind || had[1] !== question) {
      throw this.#fail(`asked for ${shown(kind, question)} where the recording ${told(had)}`);
    }
    return this.#valueOf(had[2], read, shown(kind, question));
  }

  later<Value>({ kind, question, read }: Asked<Value>): Promise<Value> {
    if (this.#isLetGo) return Promise.reject(new Diverged(ENDED));
    this.#asked += 1;
    const number = this.#asked;
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) => {
        try {
          resolve(this.#valueOf(outcome, read, shown(kind, question)));
        } catch (thrown) {
          reject(thrown);
        }
      };
      this.#begun.set(number, { kind, question, settle });
      this.#check();
    });
  }

  after(milliseconds: number, then: () => void): () => void {
    this.#asked += 1;
    const number = this.#asked;
    this.#begun.set(number, { kind: TIMER, question: `${milliseconds}`, settle: then });
    this.#check();
    return () => this.#begun.delete(number);
  }

  source<Value>({ kind, read, take }: Coming<Value>): (value: Value) => void {
    this.#sources.set(kind, (written) => {
      const value = read(written);
      if (value !== undefined) take(value);
      return value !== undefined;
    });
    // What comes now is not what came then.
    return () => {};
  }

  lane(take: (why: "cpu" | "stopped") => void): Lane {
    this.#lanes += 1;
    const number = this.#lanes;
    const state: LaneState = { turns: [], isIdle: false };
    this.#laneStates.set(number, state);
    const kind = `end ${number}`;
    // Where it was found to be over it is over again, and by no clock.
    this.source({ kind, ...WHY, take });
    return {
      turn: (work) => this.#turn(number, state, work),
      seen: () => {},
      times: this.#timesOf(number),
      idle: (isIdle) => {
        state.isIdle = isIdle;
        if (isIdle) this.#check();
      },
      look: () => this.#look(kind),
      expire: () => this.#tooLong(),
    };
  }

  #turn<Value>(lane: number, state: LaneState, work: () => Value): Value | Promise<Value> {
    if (this.#isLetGo) return work();
    if (this.#isOver) return Promise.reject(new Diverged(ENDED));
    const next = this.#steps[this.#at + 1]?.in;
    if (state.turns.length === 0 && !this.#hasLeft && next?.[0] === "guest" && next[1] === lane) {
      this.#move();
      return work();
    }
    // At once: a platform that cannot wait inside a call would have none.
    if (next === undefined && !this.#hasLeft && state.turns.length === 0 && this.#arrive()) return work();
    return new Promise<Value>((resolve, reject) => {
      state.turns.push(() => {
        try {
          // Whoever waits for a turn that never comes would wait for ever.
          if (this.#isOver && !this.#isLetGo) throw new Diverged(ENDED);
          resolve(work());
        } catch (thrown) {
          reject(thrown);
        }
      });
      this.#check();
    });
  }

  /** Between threads it is given as any other input, and a guest that loops is told of it there. */
  #look(kind: string): void {
    if (!this.#parts.isOneThread || this.#isOver || this.#hasLeft) return;
    const next = this.#steps[this.#at + 1]?.in;
    if (next?.[0] === "came" && next[1] === kind) this.#input(next);
  }

  /** It computes, and asks for nothing that could be held to the recording. */
  #tooLong(): void {
    const isCut = this.#parts.tape.end === undefined && this.#steps[this.#at + 1] === undefined;
    if (isCut && !this.#hasLeft) this.#end();
    else this.#fail("computes for longer than it did");
  }

  /** All that a process reads of its clock, in order. */
  #timesOf(lane: number): TimesSeen[] {
    const times: TimesSeen[] = [];
    let time = 0;
    for (const { in: input, clock = [] } of this.#steps) {
      if (input[0] !== "guest" || input[1] !== lane) continue;
      for (let at = 0; at + 1 < clock.length; at += 2) {
        time += clock[at] as number;
        times.push([time, clock[at + 1] as number]);
      }
    }
    return times;
  }

  /** The run is being ended, in the midst of the recording: what it still reports is no difference. */
  letGo(): void {
    this.#isLetGo = true;
    this.#isOver = true;
    // A guest that waits for an answer inside a call would wait for ever, and its machine with it.
    for (const [number, { kind, settle }] of this.#begun) {
      if (kind !== TIMER) settle({ e: { name: "Error", message: ENDED } });
      this.#begun.delete(number);
    }
    this.#giveTurns();
  }

  /** Says where the run and the recording part; only the first time counts. */
  fail(why: string): void {
    this.#fail(why);
  }

  get #isWaiting(): boolean {
    return [...this.#laneStates.values()].some(({ turns }) => turns.length > 0);
  }

  /** No process can go on by itself. */
  get #isStill(): boolean {
    const states = [...this.#laneStates.values()];
    return states.length > 0 && states.every(({ turns, isIdle }) => isIdle || turns.length > 0);
  }

  get #hasLeft(): boolean {
    return this.#hadAt < (this.#steps[this.#at]?.had?.length ?? 0);
  }

  #next(): Answered | undefined {
    if (this.#isOver) return undefined;
    const had = this.#steps[this.#at]?.had?.[this.#hadAt];
    this.#hadAt += 1;
    this.#check();
    return had;
  }

  #timed<Kind extends Timed[0]>(kind: Kind, what: string): (Timed & readonly [Kind, number]) | undefined {
    // A run that has ended still dates its last records.
    if (this.#isOver) return undefined;
    const had = this.#next();
    if (had?.[0] === kind && had.length === 2) return had as Timed & readonly [Kind, number];
    this.#fail(`asked for ${what} where the recording ${told(had)}`);
    return undefined;
  }

  #valueOf<Value>(outcome: Outcome, read: (written: Json) => Value | undefined, what: string): Value {
    if ("e" in outcome) throw madeAgain(outcome.e);
    const value = read(outcome.v);
    if (value === undefined)
      throw this.#fail(`asked for ${what}, and what the recording has is no answer to it`);
    return value;
  }

  /** Looks, when all that was begun has been done, whether the next input can be given. */
  #check(): void {
    if (this.#isTicking || this.#isOver) return;
    this.#isTicking = true;
    this.#parts.tick(() => {
      this.#isTicking = false;
      if (!this.#isOver) this.#give();
    });
  }

  #give(): void {
    const step = this.#steps[this.#at + 1];
    if (step === undefined) {
      if (!this.#hasLeft && this.#isStill && this.#arrive()) return;
      if (this.#parts.tape.end === undefined && this.#isStill) this.#end();
      else if (this.#isWaiting) this.#fail("goes on where the recording has ended");
      return;
    }
    if (this.#hasLeft) this.#stuck(told(this.#steps[this.#at]?.had?.[this.#hadAt]));
    else this.#input(step.in);
  }

  #input(input: Step["in"]): void {
    switch (input[0]) {
      case "guest": {
        const turn = this.#laneStates.get(input[1])?.turns.shift();
        if (turn !== undefined) {
          this.#move();
          turn();
        } else this.#stuck("goes on");
        return;
      }
      case "done":
        this.#done(input[1], shown(input[2], input[3]), input[4]);
        return;
      case "came": {
        this.#move();
        const isTaken = this.#sources.get(input[1])?.(input[2]);
        if (isTaken !== true) this.#fail(`cannot take what the recording has as ${input[1]}`);
        return;
      }
      default:
        this.#fail("cannot start twice");
    }
  }

  #done(number: number, what: string, outcome: Outcome): void {
    const begun = this.#begun.get(number);
    if (begun === undefined) {
      this.#stuck(`has an answer to ${what}`);
      return;
    }
    this.#begun.delete(number);
    this.#move();
    const asked = shown(begun.kind, begun.question);
    if (asked === what) begun.settle(outcome);
    else this.#fail(`asked for ${asked} where the recording asked for ${what}`);
  }

  /** The run has not come to where the recording goes on; that is a difference once it can get no further. */
  #stuck(recorded: string): void {
    if (!this.#isStill) return;
    this.#fail(`${this.#isWaiting ? "goes on" : "waits"} where the recording ${recorded}`);
  }

  /** False where nobody wants to go on. */
  #arrive(): boolean {
    if (!this.#parts.arrived || this.#isOver) return false;
    this.#isLetGo = true;
    this.#isOver = true;
    this.#parts.arrived();
    this.#giveTurns();
    return true;
  }

  #move(): void {
    this.#parts.moving?.(this.#at + 1);
    this.#at += 1;
    this.#hadAt = 0;
    this.#check();
  }

  #end(): void {
    this.#parts.moving?.(this.#at + 1);
    this.#over();
    this.#parts.ranOut();
  }

  #over(): void {
    this.#isOver = true;
    this.#giveTurns();
  }

  #giveTurns(): void {
    for (const { turns } of this.#laneStates.values()) for (const turn of turns.splice(0)) turn();
  }

  #fail(why: string): Diverged {
    if (!this.#isOver) {
      this.#over();
      this.#parts.diverged(why);
    }
    return new Diverged(why);
  }
}

function shown(kind: string, question: string): string {
  return `${kind} ${question}`.slice(0, SHOWN_UNITS);
}

function told(had: Answered | undefined): string {
  if (had === undefined) return "asked for nothing more";
  return `asked for ${had.length === 2 ? "the time" : shown(...((had as Said).slice(0, 2) as [string, string]))}`;
}
