import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * The database's client is synchronous: awaiting it lets nobody else run. Whoever reads page after page calls this
 * between two of them, so that the server answers others meanwhile, and ends when nobody waits any more.
 */
export async function letOthersRun(signal?: AbortSignal): Promise<void> {
  await nextTurn();
  signal?.throwIfAborted();
}
