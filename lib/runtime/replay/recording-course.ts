/**
 * A course that is written down. It goes as any other, but for one thing: inputs are taken one at a time, each in a task of
 * its own, because only their order is written and not how what follows from them is interleaved.
 *
 * A recording that cannot go on (no room, a disk that fails) ends there, and the run goes on without it.
 */
import type { Asked, Coming, Course, Lane, LiveParts, TimesSeen } from "./course";
import { WHY } from "./file-answers";
import { type Answered, type Input, MOST_TAPE_BYTES, type Outcome, type Step } from "./tape";
import { outcomeOf, writeThrown } from "./thrown";

export interface RecordingParts extends LiveParts {
  /** Does its work in a task of its own, when all that was begun has been done. */
  tick(then: () => void): void;
  /** One line, without its end. Throws where there is no room for it. */
  write(line: string): void;
  /**
   * The machine runs in this thread: while its guest runs no task comes, and the end of its time cannot wait for one of its own.
   */
  readonly isOneThread?: boolean;
}

const US_PER_MS = 1000;

export class RecordingCourse implements Course {
  readonly #parts: RecordingParts;
  readonly #waiting: (() => void)[] = [];
  #isTicking = false;
  #input: Input = ["start"];
  #had: Answered[] = [];
  #clock: readonly number[] = [];
  #lastTime = 0;
  #lanes = 0;
  #asked = 0;
  #units = 0;
  #isOver = false;
  #isCut = false;

  constructor(parts: RecordingParts) {
    this.#parts = parts;
  }

  /** Whether everything until now is in the recording. */
  get isWhole(): boolean {
    return !this.#isCut;
  }

  get lastTime(): number {
    return this.#lastTime;
  }

  now(): number {
    const time = Math.floor(this.#parts.now());
    this.#had.push(["now", time - this.#lastTime]);
    this.#lastTime = time;
    return time;
  }

  elapsed(): number {
    const microseconds = Math.round(this.#parts.elapsed() * US_PER_MS);
    this.#had.push(["elapsed", microseconds]);
    return microseconds / US_PER_MS;
  }

  random(bytes: Uint8Array): void {
    this.#parts.random(bytes);
  }

  answer<Value>({ kind, question, write }: Asked<Value>, ask: () => Value): Value {
    let value: Value;
    try {
      value = ask();
    } catch (thrown) {
      this.#had.push([kind, question, { e: writeThrown(thrown) }]);
      throw thrown;
    }
    this.#had.push([kind, question, { v: write(value) }]);
    return value;
  }

  later<Value>(asked: Asked<Value>, ask: () => Promise<Value>): Promise<Value> {
    this.#asked += 1;
    const number = this.#asked;
    const input = (outcome: Outcome): Input => ["done", number, asked.kind, asked.question, outcome];
    return new Promise((resolve, reject) => {
      const failed = (thrown: unknown) =>
        this.#deliver(() => {
          this.#begin(input({ e: writeThrown(thrown) }));
          reject(thrown);
        });
      const begun = outcomeOfPromise(ask);
      begun.then((value) => {
        this.#deliver(() => {
          this.#begin(input(outcomeOf(() => asked.write(value))));
          resolve(value);
        });
      }, failed);
    });
  }

  after(milliseconds: number, then: () => void): () => void {
    this.#asked += 1;
    const number = this.#asked;
    let isCancelled = false;
    const cancel = this.#parts.after(milliseconds, () =>
      this.#deliver(() => {
        if (isCancelled) return;
        this.#begin(["done", number, "timer", `${milliseconds}`, { v: null }]);
        then();
      }),
    );
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  source<Value>({ kind, write, take }: Coming<Value>): (value: Value) => void {
    return (value) =>
      this.#deliver(() => {
        this.#begin(["came", kind, write(value)]);
        take(value);
      });
  }

  lane(take: (why: "cpu" | "stopped") => void): Lane {
    this.#lanes += 1;
    const number = this.#lanes;
    const seen: TimesSeen[] = [];
    let last = 0;
    const kind = `end ${number}`;
    const expireNow = (why: "cpu" | "stopped") => {
      this.#begin(["came", kind, why]);
      take(why);
    };
    return {
      turn: (work) => {
        const clock = seen.splice(0).flatMap(([time, count]) => {
          const change = time - last;
          last = time;
          return [change, count];
        });
        this.#begin(["guest", number], clock);
        return work();
      },
      seen: (times) => seen.push(...times),
      times: undefined,
      idle: () => {},
      look: () => {},
      expire: this.#parts.isOneThread ? expireNow : this.source({ kind, ...WHY, take }),
    };
  }

  /** The last step, and what binds the whole to its log. */
  finish(end: { readonly records: number; readonly head: string }): void {
    this.#flush();
    if (!this.#isOver) this.#parts.write(JSON.stringify({ end }));
    this.#isOver = true;
  }

  /** The last step, where somebody else binds the whole to its log. */
  finishSteps(): void {
    this.#flush();
    this.#isOver = true;
  }

  /** Something comes that cannot be made again: the recording ends here, and the run goes on. */
  cut(): void {
    if (this.#isOver) return;
    this.#flush();
    this.#isOver = true;
    this.#isCut = true;
  }

  /** One after the other, each in its own task. */
  #deliver(work: () => void): void {
    this.#waiting.push(work);
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#parts.tick(() => this.#next());
  }

  #next(): void {
    const work = this.#waiting.shift();
    this.#isTicking = this.#waiting.length > 0;
    if (this.#isTicking) this.#parts.tick(() => this.#next());
    work?.();
  }

  #begin(input: Input, clock: readonly number[] = []): void {
    this.#flush();
    this.#input = input;
    this.#clock = clock;
  }

  #flush(): void {
    const step: Step = {
      in: this.#input,
      ...(this.#had.length > 0 && { had: this.#had }),
      ...(this.#clock.length > 0 && { clock: this.#clock }),
    };
    this.#had = [];
    if (this.#isOver) return;
    try {
      const line = JSON.stringify(step);
      this.#units += line.length + 1;
      if (this.#units > MOST_TAPE_BYTES) throw new RangeError("the recording has no room left");
      this.#parts.write(line);
    } catch {
      this.#isOver = true;
      this.#isCut = true;
    }
  }
}

/** What throws at once is like what rejects. */
function outcomeOfPromise<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return ask();
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}
