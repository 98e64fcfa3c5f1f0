import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";

let last: Promise<void> = Promise.resolve();

/**
 * Waits until nobody else has this turn of the event loop. Requests whose bodies came together would be worked off in one
 * go, and whatever else waits for the process - a transaction that is done with its flush above all - would wait for all.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => nextTurn());
  return last;
}
