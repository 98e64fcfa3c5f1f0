/** However a session is cut into batches: the same log, each record once, and receipts that anybody can verify. */
import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TILE_WIDTH, tilePath } from "@/lib/audit/tree";
import { auditCheckpoints, auditLeaves, auditSessions, auditSessionTiles } from "../../db/schema";
import { sessionTiles, workspaceTiles } from "../reading/trees";
import { type Desk, newDesk, storedLines, verdictOn } from "./testing/sending";
import { HASHER, SentSession } from "./testing/sent-session";

/** A case costs as much as hundreds of those that stay in memory. */
const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2_000) / 400);
const SIZE = 700;

async function sendIn(desk: Desk, session: SentSession, cuts: readonly number[]) {
  const ends = [...new Set([...cuts, session.size])].sort((a, b) => a - b);
  const receipts = [];
  let old = 0;
  for (const end of ends) {
    while (end - old > 500) {
      receipts.push(await desk.send(await session.batch(old, old + 500)));
      old += 500;
    }
    receipts.push(await desk.send(await session.batch(old, end)));
    old = end;
  }
  return receipts;
}

test("random splits", { timeout: 120_000 + RUNS * 5_000 }, async () => {
  const desk = await newDesk();
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: SIZE }), { maxLength: 12 }), async (cuts) => {
      number += 1;
      const session = new SentSession({ number }).grow(SIZE).close();
      const receipts = await sendIn(desk, session, cuts);
      for (const receipt of receipts) expect((await verdictOn(desk, session, receipt)).faults).toEqual([]);
      expect(await storedLines(desk, session.sid)).toEqual(session.records);
      const [row] = await desk.database.read
        .select()
        .from(auditSessions)
        .where(eq(auditSessions.sid, session.sid));
      expect(row?.root).toEqual(Buffer.from(session.root()));
      expect(
        await desk.database.read.$count(auditCheckpoints, eq(auditCheckpoints.sessionId, row?.id ?? 0)),
      ).toBe(receipts.length);
      await expectTiles(desk, row?.id ?? 0, session);
    }),
    { numRuns: RUNS },
  );
  await expectLeaves(desk);
});

/** The full tiles, and no others, with the hashes of the records. */
async function expectTiles({ database }: Desk, sessionId: number, session: SentSession): Promise<void> {
  const rows = await database.read
    .select()
    .from(auditSessionTiles)
    .where(eq(auditSessionTiles.sessionId, sessionId))
    .orderBy(asc(auditSessionTiles.tile));
  expect(rows.map(({ level, tile }) => tilePath({ level, index: tile, width: TILE_WIDTH }))).toEqual([
    "tile/0/000",
    "tile/0/001",
  ]);
  const leaves = Buffer.concat(session.records.map((_, seq) => session.leaf(seq)));
  expect(Buffer.concat(rows.map(({ hashes }) => hashes))).toEqual(leaves.subarray(0, 512 * 32));
  const rest = await sessionTiles(database.read, HASHER, sessionId)({ level: 0, index: 2, width: 100 });
  expect(rest).toEqual(new Uint8Array(leaves.subarray(512 * 32, 612 * 32)));
}

/** Each batch has its own leaf, in order, with nothing between. */
async function expectLeaves({ database, workspaceId }: Desk): Promise<void> {
  const leaves = await database.read.select().from(auditLeaves).orderBy(asc(auditLeaves.leaf));
  expect(leaves.map(({ leaf }) => leaf)).toEqual(leaves.map((_, place) => place));
  const pointed = await database.read.select().from(auditCheckpoints).orderBy(asc(auditCheckpoints.leaf));
  expect(pointed.map(({ leaf }) => leaf)).toEqual(leaves.map(({ leaf }) => leaf));
  const width = Math.min(TILE_WIDTH, leaves.length);
  const tile = await workspaceTiles(database.read, HASHER, workspaceId)({ level: 0, index: 0, width });
  const hashes = leaves.slice(0, width).map(({ text }) => HASHER.leaf(Buffer.from(text)));
  expect(tile).toEqual(new Uint8Array(Buffer.concat(hashes)));
}

test("a log that passes 65,536 leaves keeps the tile above, made of the tiles below", async () => {
  const { fullTiles } = await import("./full-tiles");
  const kept = new Map<string, Uint8Array>();
  const leaf = (i: number) => HASHER.sha256(Buffer.from(String(i)));
  const rows = {
    leaves: async (first: number, end: number) =>
      Buffer.concat(Array.from({ length: end - first }, (_, i) => leaf(first + i))),
    tiles: async (level: number, first: number, end: number) =>
      Array.from({ length: end - first }, (_, i) => kept.get(`${level}/${first + i}`) ?? new Uint8Array(0)),
    keep: async (level: number, tile: number, hashes: Uint8Array) => {
      kept.set(`${level}/${tile}`, hashes);
    },
  };
  for (const [before, after] of [
    [0, 500],
    [500, 65_000],
    [65_000, 65_536],
    [65_536, 65_800],
  ] as const) {
    await fullTiles(before, after, rows);
  }
  expect(kept.size).toBe(257 + 1);
  expect(kept.get("1/0")).toHaveLength(TILE_WIDTH * 32);
  kept.delete("0/7");
  await expect(
    fullTiles(65_535, 65_536, { ...rows, leaves: async () => new Uint8Array(32) }),
  ).rejects.toThrow("cannot be made");
});
