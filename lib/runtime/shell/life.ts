import { after } from "../after";

/**
 * How long a run may go on: until it ends, its time is up, or somebody stops it. From then on everything that is still under
 * way is refused, so that a stop need not wait for anybody's next step.
 */
export class Ended extends Error {
  override readonly name = "AbortError";
  readonly code = "ABORT_ERR";
  readonly why: "over" | "time" | "stopped";

  constructor(why: Ended["why"]) {
    super("The command was ended.");
    this.why = why;
  }
}

/** What a run's time is measured by. */
export interface ShellTime {
  elapsed(): number;
  after(milliseconds: number, then: () => void): () => void;
}

const PLATFORM: ShellTime = {
  elapsed: () => performance.now(),
  after,
};

/** The interpreter never leaves its thread by itself: without this a loop would keep timers and messages waiting. */
const BREATH_MS = 15;

export class Life {
  private readonly controller = new AbortController();
  private readonly stop: Promise<never>;
  private readonly cleanups: (() => void)[] = [];
  private ended: Ended | undefined;
  private readonly time: ShellTime;
  private breath: number;

  constructor(timeMs: number, outer: AbortSignal | undefined, time: ShellTime = PLATFORM) {
    this.time = time;
    this.breath = time.elapsed();
    this.stop = new Promise((_, reject) => {
      this.signal.addEventListener("abort", () => reject(this.ended), { once: true });
    });
    this.stop.catch(() => {});
    this.cleanups.push(time.after(timeMs, () => this.finish("time")));
    if (!outer) return;
    const stopped = () => this.finish("stopped");
    outer.addEventListener("abort", stopped, { once: true });
    this.cleanups.push(() => outer.removeEventListener("abort", stopped));
    if (outer.aborted) stopped();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  assert(): void {
    if (this.ended) throw this.ended;
  }

  race<Value>(work: Promise<Value>): Promise<Value> {
    work.catch(() => {});
    return Promise.race([work, this.stop]);
  }

  async breathe(): Promise<void> {
    this.assert();
    if (this.time.elapsed() - this.breath < BREATH_MS) return;
    await new Promise<void>((resolve) => {
      this.time.after(0, resolve);
    });
    this.breath = this.time.elapsed();
    this.assert();
  }

  sleep(milliseconds: number): Promise<void> {
    let cancel = () => {};
    const slept = new Promise<void>((resolve) => {
      cancel = this.time.after(Math.min(milliseconds, 2 ** 31 - 1), resolve);
    });
    return this.race(slept).finally(cancel);
  }

  end(): void {
    this.finish("over");
  }

  private finish(why: Ended["why"]): void {
    if (this.ended) return;
    this.ended = new Ended(why);
    for (const cleanup of this.cleanups) cleanup();
    this.controller.abort(this.ended);
  }
}
