/**
 * Appending and bare hashing as work of the same size, for the benchmark in Node and in a page. No Node here.
 *
 * Appending is all that the chain does: the canonical form of the entry, its bytes, its link, its leaf in the tree. Bare
 * hashing is one SHA-256 over the bytes of each of the same records, which lie ready.
 */
import { Chain } from "../../lib/audit/chain";
import type { Hasher } from "../../lib/audit/hash";
import { makeEntries, SID } from "./workload";

export const PER_CALL = 500;
const ENTRIES = 10_000;

/** Each call does the next entries and answers how many those were. */
export type Work = () => number;

export function appending(hasher: Hasher): Work {
  const entries = makeEntries(ENTRIES);
  let chain = new Chain(hasher, SID);
  let next = 0;
  return () => {
    let length = 0;
    for (let i = next; i < next + PER_CALL; i++)
      length += chain.append(entries[i] as (typeof entries)[0]).length;
    next = (next + PER_CALL) % ENTRIES;
    // The root is what the tree is for; a chain that never told it would never have finished its tree.
    if (next === 0) {
      if (chain.root().length !== 32 || length === 0) throw new Error("the tree has no root");
      chain = new Chain(hasher, SID);
    }
    return PER_CALL;
  };
}

export function hashing(hasher: Hasher, hash: (bytes: Uint8Array) => string): Work {
  const chain = new Chain(hasher, SID);
  const records = makeEntries(ENTRIES).map((entry) => chain.append(entry).bytes);
  let next = 0;
  return () => {
    let length = 0;
    for (let i = next; i < next + PER_CALL; i++) length += hash(records[i] as Uint8Array).length;
    next = (next + PER_CALL) % ENTRIES;
    if (length !== PER_CALL * 64) throw new Error("a hash is too short");
    return PER_CALL;
  };
}

const ROUNDS = 60;
const CALLS = ENTRIES / PER_CALL;

export interface Fastest {
  /**
   * Nanoseconds a record: of each call of a round, which does the same records in each, the fastest of many rounds in turn.
   * Whatever else the machine does only adds to it, and it hits a short call more seldom than a whole round: longer
   * work would otherwise seem to take still longer.
   */
  readonly [name: string]: number;
}

export function fastest(works: Readonly<Record<string, Work>>, now: () => number): Fastest {
  const all = Object.entries(works).map(([name, work]) => {
    return { name, work, best: Array<number>(CALLS).fill(Number.POSITIVE_INFINITY) };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { work, best } of all) {
      for (let call = 0; call < CALLS; call++) {
        const start = now();
        work();
        best[call] = Math.min(best[call] as number, now() - start);
      }
    }
  }
  const each = (best: readonly number[]) => (best.reduce((sum, ms) => sum + ms, 0) * 1e6) / ENTRIES;
  return Object.fromEntries(all.map(({ name, best }) => [name, each(best)]));
}
