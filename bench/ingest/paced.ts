/** How long a batch takes when they come at a pace: from when each was due, so that one that waits for others has waited. */
import { setTimeout as sleep } from "node:timers/promises";
import { BATCH, type Load, SESSIONS } from "./load";

const RATE = 5_000;

export interface Paced {
  readonly batches: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

export async function paced(load: Load, seconds: number): Promise<Paced> {
  const batches = (RATE / BATCH) * seconds;
  const rounds = Math.ceil(batches / SESSIONS);
  await load.prepare(rounds);
  const all = Array.from({ length: rounds }, () => load.take())
    .flat()
    .slice(0, batches);
  const apartMs = (1_000 * BATCH) / RATE;
  const start = performance.now();
  const took = await Promise.all(
    all.map(async (waiting, place) => {
      const due = start + place * apartMs;
      await sleep(due - performance.now());
      await load.send(waiting);
      return performance.now() - due;
    }),
  );
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.ceil(share * took.length) - 1)] ?? 0;
  return { batches, p50: at(0.5), p99: at(0.99), most: took.at(-1) ?? 0 };
}
