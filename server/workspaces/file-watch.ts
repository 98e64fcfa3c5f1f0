import "server-only";
import type { Database } from "../db/database";
import { countChanges } from "./files";

/**
 * Waits for changes of the files of workspaces, for whoever asks with what it has seen. Several processes may serve one database, so it is
 * the database that is looked at: once a second for each workspace that somebody waits for, however many do. What this process writes is
 * seen at once; that is all that its memory is for.
 */
export interface FileWatchTimes {
  readonly lookMs: number;
  /** Below what proxies and browsers give a request that says nothing. */
  readonly waitMs: number;
}

/** Of one process. Whoever comes when there are so many is answered at once, and asks again later. */
const MOST_WAITING = 2_000;
const TIMES: FileWatchTimes = { lookMs: 1_000, waitMs: 20_000 };

const ENDING = ["SIGTERM", "SIGINT"] as const;

interface Waiter {
  readonly since: number;
  answer(changes: number): void;
  fail(cause: unknown): void;
}

interface Watched {
  readonly waiters: Set<Waiter>;
  timer?: NodeJS.Timeout;
  isLooking: boolean;
  /** Something was written here while it looked. */
  isStale: boolean;
}

export class FileWatch {
  readonly #count: (workspaceId: string) => Promise<number>;
  readonly #times: FileWatchTimes;
  readonly #watched = new Map<string, Watched>();
  #waiting = 0;
  #hasEnded = false;

  constructor(count: (workspaceId: string) => Promise<number>, times: FileWatchTimes = TIMES) {
    this.#count = count;
    this.#times = times;
  }

  /** How many workspaces are looked at. */
  get size(): number {
    return this.#watched.size;
  }

  /** The number of changes, as soon as it is not `since`, or when it was that for long enough. */
  wait(workspaceId: string, since: number, signal?: AbortSignal): Promise<number> {
    if (this.#hasEnded || this.#waiting >= MOST_WAITING || signal?.aborted) return this.#count(workspaceId);
    return new Promise((resolve, reject) => {
      const watched = this.#watched.get(workspaceId) ?? {
        waiters: new Set(),
        isLooking: false,
        isStale: false,
      };
      this.#watched.set(workspaceId, watched);
      const leave = () => {
        clearTimeout(limit);
        signal?.removeEventListener("abort", giveUp);
        if (!watched.waiters.delete(waiter)) return;
        this.#waiting -= 1;
        if (this.#waiting === 0) for (const name of ENDING) process.off(name, this.#end);
        if (watched.waiters.size === 0) this.#rest(workspaceId, watched);
      };
      const waiter: Waiter = {
        since,
        answer: (changes) => {
          leave();
          resolve(changes);
        },
        fail: (cause) => {
          leave();
          reject(cause);
        },
      };
      const giveUp = () => waiter.answer(since);
      const limit = setTimeout(giveUp, this.#times.waitMs);
      signal?.addEventListener("abort", giveUp);
      watched.waiters.add(waiter);
      this.#waiting += 1;
      if (this.#waiting === 1) for (const name of ENDING) process.on(name, this.#end);
      void this.#look(workspaceId, watched);
    });
  }

  /** This process has written. */
  changed(workspaceId: string): void {
    const watched = this.#watched.get(workspaceId);
    if (watched) void this.#look(workspaceId, watched);
  }

  /** A server that is told to end answers first what it was asked: that must not take as long as a wait. */
  #end = (name: NodeJS.Signals): void => {
    this.#hasEnded = true;
    for (const { waiters } of this.#watched.values())
      for (const waiter of waiters) waiter.answer(waiter.since);
    // Where nobody else listens, listening has kept the process from ending by itself.
    if (process.listenerCount(name) === 0) process.kill(process.pid, name);
  };

  async #look(workspaceId: string, watched: Watched): Promise<void> {
    if (watched.isLooking) {
      watched.isStale = true;
      return;
    }
    clearTimeout(watched.timer);
    watched.isLooking = true;
    try {
      do {
        watched.isStale = false;
        const changes = await this.#count(workspaceId);
        for (const waiter of watched.waiters) if (waiter.since !== changes) waiter.answer(changes);
      } while (watched.isStale && watched.waiters.size > 0);
    } catch (cause) {
      for (const waiter of watched.waiters) waiter.fail(cause);
    } finally {
      watched.isLooking = false;
    }
    if (watched.waiters.size === 0) return;
    watched.timer = setTimeout(() => void this.#look(workspaceId, watched), this.#times.lookMs);
  }

  #rest(workspaceId: string, watched: Watched): void {
    clearTimeout(watched.timer);
    this.#watched.delete(workspaceId);
  }
}

// A bundler may load this module several times in one process; the database is there once.
const SLOT = Symbol.for("aegis.file-watches");
const holder = globalThis as { [SLOT]?: WeakMap<Database, FileWatch> };

/** The one of this process for this database. */
export function fileWatchOf(database: Database): FileWatch {
  holder[SLOT] ??= new WeakMap();
  const there = holder[SLOT].get(database);
  if (there) return there;
  const watch = new FileWatch((workspaceId) => countChanges(database.read, workspaceId));
  holder[SLOT].set(database, watch);
  return watch;
}
