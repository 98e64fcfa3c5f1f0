/**
 * Ends what does not end by itself. A guest that loops lets its worker hear nothing: being asked to stop does not reach
 * it, nor do its own limits where the loop is inside the machine's C code (a regular expression). So its frame is taken
 * away: after a moment when it is to stop; after its time when nothing is heard from it.
 *
 * It asks now and then, and every question is answered at most once. The attack: a worker that was taken over answers without
 * end, and the page does nothing but listen.
 */
import type { SandboxLimits } from "../../../limits";
import type { SandboxEnd } from "../../sandbox/sandbox";

/** With what it takes to remove the frame, well below the promised 100 ms. */
const PATIENCE_MS = 40;
const PING_MS = 2_000;
/** Beyond its limits the worker gets this much to end by itself: then the guest's last words are kept. */
const GRACE_MS = 3_000;

export interface WatchdogActs {
  ping(): void;
  kill(end: SandboxEnd): void;
}

export class Watchdog {
  readonly #limits: SandboxLimits;
  readonly #acts: WatchdogActs;
  readonly #now: () => number;
  #started = 0;
  #lastSeen = 0;
  #hasEnd = true;
  /** Questions that were not answered yet: a worker that is busy answers several at once, even after its run. */
  #unanswered = 0;
  #pings: ReturnType<typeof setInterval> | undefined;
  #stopping: ReturnType<typeof setTimeout> | undefined;

  constructor(limits: SandboxLimits, acts: WatchdogActs, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#acts = acts;
    this.#now = now;
  }

  /** A line of the author's has all the time that its author has. */
  start(hasEnd = true): void {
    this.#started = this.#lastSeen = this.#now();
    this.#hasEnd = hasEnd;
    this.#pings = setInterval(() => this.#look(), PING_MS);
  }

  /** Something was heard. */
  seen(): void {
    this.#lastSeen = this.#now();
  }

  /** A question was answered. False where there was none. */
  answered(): boolean {
    if (this.#unanswered === 0) return false;
    this.#unanswered -= 1;
    return true;
  }

  stop(): void {
    this.#stopping ??= setTimeout(() => this.#acts.kill({ reason: "stopped", code: 130 }), PATIENCE_MS);
  }

  end(): void {
    clearInterval(this.#pings);
    clearTimeout(this.#stopping);
    this.#stopping = undefined;
  }

  #look(): void {
    const now = this.#now();
    const { wallMs, cpuMs } = this.#limits;
    if (this.#hasEnd && now - this.#started > wallMs + GRACE_MS) {
      this.#acts.kill({ reason: "wall", code: 124 });
      return;
    }
    // While nothing is heard, the guest computes: it is its own time that it uses up.
    if (now - this.#lastSeen > cpuMs + GRACE_MS) {
      this.#acts.kill({ reason: "cpu", code: 124 });
      return;
    }
    this.#unanswered += 1;
    this.#acts.ping();
  }
}
