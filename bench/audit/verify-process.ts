/**
 * Verifies the log in a file, in a process of its own, whose time and memory are nobody else's. Prints one line of JSON.
 * `verify-process.ts FILE ROUNDS`: so many rounds of bare hashing, of hashing as leaves and of verifying, in turn.
 * `verify-process.ts FILE memory`: verifies once, and tells by how much the resident set grew at its peak.
 */
import { createReadStream } from "node:fs";
import { verify } from "../../lib/audit/verify";
import { nodeHasher } from "../../lib/runtime/node/hash";

const PIECE_BYTES = 262_144;
const LF = 0x0a;
const hasher = nodeHasher();
const [path = "", how = ""] = process.argv.slice(2);

const open = () => createReadStream(path, { highWaterMark: PIECE_BYTES });

/** The least that has to be done: read, find the ends of lines, hash each record. */
async function hashAll(hash: (record: Uint8Array) => string): Promise<number> {
  let rest = new Uint8Array(0);
  let count = 0;
  for await (const read of open()) {
    const piece: Uint8Array = rest.length === 0 ? read : Buffer.concat([rest, read]);
    let at = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, at)) {
      if (hash(piece.subarray(at, end)).length === 64) count++;
      at = end + 1;
    }
    rest = piece.slice(at);
  }
  return count;
}

async function verifyAll(): Promise<number> {
  const report = await verify({ lines: open() }, { hasher });
  if (report.verdict !== "unknown") throw new Error(report.why);
  return report.summary.size;
}

const WORKS = {
  bare: () => hashAll(hasher.sha256Hex),
  leaves: () => hashAll(hasher.leafHex),
  verify: verifyAll,
};

async function measure(rounds: number) {
  const best = {
    bare: Number.POSITIVE_INFINITY,
    leaves: Number.POSITIVE_INFINITY,
    verify: Number.POSITIVE_INFINITY,
  };
  const counts = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    for (const name of ["bare", "leaves", "verify"] as const) {
      const start = performance.now();
      counts.add(await WORKS[name]());
      best[name] = Math.min(best[name], performance.now() - start);
    }
  }
  if (counts.size !== 1) throw new Error("not all of them saw the same records");
  return best;
}

async function memory() {
  const before = process.memoryUsage.rss();
  const records = await verifyAll();
  // In kibibytes, of the whole life of the process.
  return { records, grown: process.resourceUsage().maxRSS * 1024 - before };
}

process.stdout.write(`${JSON.stringify(how === "memory" ? await memory() : await measure(Number(how)))}\n`);
