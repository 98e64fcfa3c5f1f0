import "server-only";
import { setTimeout as rest } from "node:timers/promises";
import { letOthersRun } from "../reading/pace";
import type { Pause } from "./session";

const BUSY_MS = 10;
const REST_MS = 20;

/** For whoever is waited for: others get their turn, and no more. */
export function brisk(signal: AbortSignal): Pause {
  return () => letOthersRun(signal);
}

/** For what nobody waits for: a third of the time at most, so that a start with a large database is not felt. */
export function gentle(signal: AbortSignal): Pause {
  let since = performance.now();
  return async () => {
    await letOthersRun(signal);
    if (performance.now() - since < BUSY_MS) return;
    await rest(REST_MS, undefined, { signal, ref: false });
    since = performance.now();
  };
}
