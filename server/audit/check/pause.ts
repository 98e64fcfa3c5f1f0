import "server-only";
import { setTimeout as rest } from "node:timers/promises";
import { letOthersRun } from "../reading/pace";
import type { Pause } from "./session";

const BUSY_MS = 10;
const REST_MS = 20;
const WATCHED_REST_MS = 2;

/** For whoever is waited for: others get their turn, and no more. */
export function brisk(signal: AbortSignal): Pause {
  return () => letOthersRun(signal);
}

/** For what somebody watches: five sixths of the time, so that the page that shows it is answered meanwhile. */
export function steady(signal: AbortSignal): Pause {
  return resting(signal, WATCHED_REST_MS);
}

/** For what nobody waits for: a third of the time at most, so that a start with a large database is not felt. */
export function gentle(signal: AbortSignal): Pause {
  return resting(signal, REST_MS);
}

function resting(signal: AbortSignal, restMs: number): Pause {
  let since = performance.now();
  return async () => {
    await letOthersRun(signal);
    if (performance.now() - since < BUSY_MS) return;
    await rest(restMs, undefined, { signal, ref: false });
    since = performance.now();
  };
}
