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

/** The interpreter never leaves its thread by itself: without this a loop would keep timers and messages waiting. */
const BREATH_MS = 15;

export class Life {
  private readonly controller = new AbortController();
  private readonly stop: Promise<never>;
  private readonly cleanups: (() => void)[] = [];
  private ended: Ended | undefined;
  private breath = performance.now();

  constructor(timeMs: number, outer: AbortSignal | undefined) {
    this.stop = new Promise((_, reject) => {
      this.signal.addEventListener("abort", () => reject(this.ended), { once: true });
    });
    this.stop.catch(() => {});
    const timer = setTimeout(() => this.finish("time"), timeMs);
    this.cleanups.push(() => clearTimeout(timer));
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
    if (performance.now() - this.breath < BREATH_MS) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
    this.breath = performance.now();
    this.assert();
  }

  sleep(milliseconds: number): Promise<void> {
    let timer: unknown;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1));
    });
    return this.race(slept).finally(() => clearTimeout(timer));
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
