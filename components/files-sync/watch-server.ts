/**
 * Learns of changes on the server: by a question that the server answers when there are any, or after a while. A page that nobody looks at asks
 * nothing and looks rarely; what fails is tried again later and later, and at once when somebody comes back or the network does.
 */
export interface Watching {
  /** How many changes there are, when there are others than so many. */
  ask(since: number, signal: AbortSignal): Promise<number>;
  /** How many this page has seen. */
  seen(): number;
  /** Looks at them. */
  news(): Promise<void>;
  readonly around: Around;
  readonly signal: AbortSignal;
}

export interface Around {
  isShown(): boolean;
  /** Fires when the page is no longer looked at, or when it is to end. */
  hidden(): AbortSignal;
  /** Resolves after so long, or when somebody comes back to the page, or the network does. */
  pause(ms: number): Promise<void>;
  now(): number;
  /** From 0 to 1: pages that lost the same server do not all come back in one moment. */
  random(): number;
}

/** Not more often, whatever the server answers. */
const LEAST_MS = 1_000;
const MOST_MS = 60_000;
const HIDDEN_MS = 5 * 60_000;

export async function watchServer({ ask, seen, news, around, signal }: Watching): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    if (!around.isShown()) {
      await around.pause(HIDDEN_MS);
      if (!signal.aborted) await news();
      continue;
    }
    const began = around.now();
    const hidden = around.hidden();
    try {
      const changes = await ask(seen(), hidden);
      if (changes !== seen() && !signal.aborted) await news();
      // What could not be fetched would be answered again at once.
      failures = changes > seen() ? failures + 1 : 0;
    } catch {
      if (!hidden.aborted) failures += 1;
    }
    if (signal.aborted || hidden.aborted) continue;
    const wait =
      failures === 0 ? LEAST_MS - (around.now() - began) : laterAndLater(failures, around.random());
    if (wait > 0) await around.pause(wait);
  }
}

/** Twice as long each time, and up to half as long again. */
export function laterAndLater(failures: number, random: number): number {
  return Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(failures, 10)) * (1 + random / 2);
}
