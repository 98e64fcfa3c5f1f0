import "server-only";
import type { WitnessReach } from "../../env-checks";
import { logError } from "../../log";
import { type Asking, askWitness } from "./ask";
import { type Witness, witnessesOf, workspacesBehind } from "./store";

export interface Waiting {
  /** After a log has moved: many batches are one round. */
  readonly roundMs: number;
  /** After a witness has failed, doubled each time up to the most, and spread so that not all come at once. */
  readonly firstRetryMs: number;
  readonly mostRetryMs: number;
}
const WAITING: Waiting = { roundMs: 1_000, firstRetryMs: 2_000, mostRetryMs: 5 * 60_000 };

/**
 * Asks the witnesses of logs that have moved, behind everything else: no append ever waits for one, and one that does not
 * answer keeps nobody from the others.
 */
export class WitnessRounds {
  readonly #asking: Asking;
  readonly #waiting: Waiting;
  readonly #stop = new AbortController();
  /** The next round of each log, by its workspace. */
  readonly #timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly at: number }>();
  readonly #running = new Map<string, Promise<void>>();
  /** How often a witness has failed in a row, and when it may be asked again. */
  readonly #failures = new Map<string, { readonly count: number; readonly until: number }>();

  constructor(asking: Asking, waiting: Waiting = WAITING) {
    this.#asking = asking;
    this.#waiting = waiting;
  }

  /** Where a witness may be. */
  get reach(): WitnessReach {
    return this.#asking.reach;
  }

  /** A log has moved, or has got another witness. It returns at once. */
  moved(workspaceId: string, delay = this.#waiting.roundMs): void {
    if (this.#stop.signal.aborted) return;
    const at = Date.now() + delay;
    const known = this.#timers.get(workspaceId);
    // What waits for a witness that fails must not hold up those that do not.
    if (known && known.at <= at) return;
    clearTimeout(known?.timer);
    const timer = setTimeout(() => {
      this.#timers.delete(workspaceId);
      void this.round(workspaceId);
    }, delay);
    timer.unref();
    this.#timers.set(workspaceId, { timer, at });
  }

  /** The logs whose end a witness has not seen: what a process that ended left behind. */
  async start(): Promise<void> {
    for (const workspaceId of await workspacesBehind(this.#asking.database.read)) this.moved(workspaceId);
  }

  /** One round of a log at a time; whoever comes meanwhile gets the one after it. */
  round(workspaceId: string): Promise<void> {
    const round = (this.#running.get(workspaceId) ?? Promise.resolve())
      .then(() => this.#askAll(workspaceId))
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) logError("audit.witnesses", error, { workspaceId });
      })
      .finally(() => {
        if (this.#running.get(workspaceId) === round) this.#running.delete(workspaceId);
      });
    this.#running.set(workspaceId, round);
    return round;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#running.values());
  }

  async #askAll(workspaceId: string): Promise<void> {
    const witnesses = await witnessesOf(this.#asking.database.read, workspaceId);
    const waits = await Promise.all(witnesses.map((witness) => this.#ask(witness)));
    const next = waits.filter((wait) => wait > 0);
    if (next.length > 0) this.moved(workspaceId, Math.min(...next));
  }

  /** In how many milliseconds it has to be asked again; 0 when it does not. */
  async #ask(witness: Witness): Promise<number> {
    const id = `${witness.workspaceId} ${witness.vkey}`;
    const now = Date.now();
    const failure = this.#failures.get(id);
    if (failure && failure.until > now) return failure.until - now;
    const isGood = await askWitness(this.#asking, witness, this.#stop.signal).catch((error: unknown) => {
      this.#stop.signal.throwIfAborted();
      logError("audit.witness", error, { workspaceId: witness.workspaceId, witness: witness.url });
      return false;
    });
    if (isGood) {
      this.#failures.delete(id);
      return 0;
    }
    const count = (failure?.count ?? 0) + 1;
    const { firstRetryMs, mostRetryMs } = this.#waiting;
    const wait = Math.min(mostRetryMs, firstRetryMs * 2 ** (count - 1)) * (0.5 + Math.random() / 2);
    this.#failures.set(id, { count, until: now + wait });
    return wait;
  }
}
