/** A log of any length in a file, as a journal leaves it; its results name their decisions, as in life. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { Chain } from "../../lib/audit/chain";
import type { Entry } from "../../lib/audit/record";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { makeEntries, SID, type TimedEntry } from "./workload";

const LF = Buffer.from("\n");
const AT_ONCE = 5_000;
const DIFFERENT = 10_000;
const START = Date.UTC(2026, 0, 1);

const OPENING: Entry = {
  type: "session.open",
  data: {
    build_sha256: "a".repeat(64),
    driver: { name: "node", version: "1.0.0" },
    key_extractable: false,
    policy_sha256: "b".repeat(64),
    spec_sha256: "c".repeat(64),
    vkey: "not known here",
  },
};

/** Writes `count` records and answers the size of the file. */
export async function writeLog(path: string, count: number): Promise<number> {
  const chain = new Chain(nodeHasher(), SID);
  const entries = makeEntries(DIFFERENT);
  const file = createWriteStream(path);
  let size = 0;
  for (let seq = 0; seq < count; seq += AT_ONCE) {
    const pieces: Uint8Array[] = [];
    for (let i = seq; i < Math.min(count, seq + AT_ONCE); i++)
      pieces.push(chain.append(entryAt(entries, i)).bytes, LF);
    const piece = Buffer.concat(pieces);
    size += piece.length;
    if (!file.write(piece)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return size;
}

function entryAt(entries: readonly TimedEntry[], seq: number): TimedEntry {
  const ts = new Date(START + Math.floor(seq / 4)).toISOString();
  if (seq === 0) return { ...OPENING, ts };
  const entry = entries[(seq - 1) % entries.length] as TimedEntry;
  return "of" in entry.data
    ? ({ ...entry, data: { ...entry.data, of: seq - 1 }, ts } as TimedEntry)
    : { ...entry, ts };
}
