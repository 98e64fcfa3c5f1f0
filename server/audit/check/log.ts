import "server-only";
import { and, asc, eq, gte, lt } from "drizzle-orm";
import { equalBytes, fromUtf8 } from "@/lib/audit/bytes";
import { CompactRange, TILE_WIDTH } from "@/lib/audit/tree";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditLeaves, type auditLogs, auditLogTiles, auditSessions } from "../../db/schema";
import { nodesOf } from "../nodes";
import type { Head, LogPoint } from "./high-water";
import type { Pause } from "./session";
import { readLeaf } from "./signed";
import { type Finding, HASHER } from "./walk";

/** Leaves in one turn: a tile of them takes milliseconds, between which others are answered. */
const TURN = TILE_WIDTH;
/** So many are looked at until it is kept how far that came. */
const SLICE = 8 * TILE_WIDTH;

export type LogRow = Pick<typeof auditLogs.$inferSelect, "workspaceId" | "size" | "root" | "range">;

/** Of a workspace that has no log yet. */
export const EMPTY_LOG = {
  size: 0,
  root: Buffer.from(HASHER.sha256(new Uint8Array(0))),
  range: Buffer.alloc(0),
} as const;

export type LogOutcome =
  | { readonly ok: true; readonly point: LogPoint | undefined }
  | { readonly ok: false; readonly finding: Finding };

/**
 * Whether the log of a workspace is the one that was signed: its leaves from a known point on, their root, the tiles that
 * are served, and that it is not shorter than, and not another one than, what this server remembers to have signed.
 */
export async function checkLog(
  read: ReadDb,
  log: LogRow,
  { head, point }: { readonly head: Head | undefined; readonly point?: LogPoint | undefined },
  pause: Pause,
): Promise<LogOutcome> {
  if (head && head.size > log.size) {
    const why = `The log of the workspace has ${log.size} leaves; ${head.size} were signed before.`;
    return bad({ code: "ROLLBACK", why });
  }
  const range = rangeOf(point, head) ?? CompactRange.empty(HASHER);
  let looked = point;
  while (range.size < log.size) {
    const finding = await checkLeaves(read, log, range, head);
    if (finding) return bad(finding);
    if (range.size % SLICE === 0) looked = { size: range.size, nodes: range.nodes() };
    await pause();
  }
  if (!equalBytes(range.root(), log.root) || !sameNodes(range.nodes(), nodesOf(log.range))) {
    return bad({
      code: "ROOT_MISMATCH",
      why: "The leaves of the workspace's log do not have the root of its head.",
    });
  }
  return { ok: true, point: looked };
}

/** From where to go on: at a whole slice, and where the head that is remembered can still be held against the leaves. */
function rangeOf(point: LogPoint | undefined, head: Head | undefined): CompactRange | undefined {
  if (!point || !head || point.size % SLICE !== 0 || point.size > head.size) return undefined;
  try {
    const range = CompactRange.from(HASHER, point.size, point.nodes);
    const isAtHead = point.size === head.size;
    return isAtHead && !equalBytes(range.root(), head.root) ? undefined : range;
  } catch {
    return undefined;
  }
}

const bad = (finding: Finding): LogOutcome => ({ ok: false, finding });

async function checkLeaves(
  read: ReadDb,
  log: LogRow,
  range: CompactRange,
  remembered: Head | undefined,
): Promise<Finding | undefined> {
  const from = range.size;
  const count = Math.min(TURN, log.size - from);
  const tiles = await readTiles(read, log.workspaceId, from / TILE_WIDTH, TURN / TILE_WIDTH);
  const hashes: Uint8Array[] = [];
  for (const { leaf, bytes, sid } of await readLeaves(read, log.workspaceId, from, count)) {
    if (leaf !== range.size) return missing(range.size);
    if (sid === null || readLeaf(fromUtf8(bytes))?.origin.endsWith(`/s/${sid}`) !== true) {
      const why = `The leaf ${leaf} of the workspace's log is not a checkpoint of the session that it stands for.`;
      return { code: "ROOT_MISMATCH", why };
    }
    const hash = HASHER.leaf(bytes);
    range.append(hash);
    hashes.push(hash);
    if (range.size === remembered?.size && !equalBytes(range.root(), remembered.root)) {
      const why = `The first ${range.size} leaves of the workspace's log are not those that were signed.`;
      return { code: "FORK", why };
    }
  }
  if (range.size !== from + count) return missing(range.size);
  return tileFault(tiles, from, hashes);
}

function missing(leaf: number): Finding {
  return { code: "MISSING_ENTRIES", why: `The leaf ${leaf} of the workspace's log is missing.` };
}

/** The tiles of leaf hashes, which others read and proofs are made of. Those above follow from them by the same code. */
function tileFault(
  tiles: readonly { readonly tile: number; readonly hashes: Uint8Array }[],
  from: number,
  hashes: readonly Uint8Array[],
): Finding | undefined {
  const stored = new Map(tiles.map(({ tile, hashes: bytes }) => [tile, bytes]));
  // Counted in tiles: of a step by an imported constant the bundler keeps the name, and nothing has that name there.
  for (let n = 0; (n + 1) * TILE_WIDTH <= hashes.length; n++) {
    const tile = from / TILE_WIDTH + n;
    const own = Buffer.concat(hashes.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH));
    if (equalBytes(stored.get(tile) ?? new Uint8Array(0), own)) continue;
    return {
      code: "ROOT_MISMATCH",
      why: `The tile ${tile} of the workspace's log does not have the hashes of its leaves.`,
    };
  }
  return undefined;
}

function sameNodes(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((node, i) => equalBytes(node, b[i] ?? new Uint8Array(0)));
}

function readLeaves(read: ReadDb, workspaceId: string, from: number, count: number) {
  const { leaf, text, sessionId } = auditLeaves;
  return read
    .select({ leaf, bytes: bytesOf(text), sid: auditSessions.sid })
    .from(auditLeaves)
    .leftJoin(auditSessions, eq(auditSessions.id, sessionId))
    .where(and(eq(auditLeaves.workspaceId, workspaceId), gte(leaf, from), lt(leaf, from + count)))
    .orderBy(asc(leaf));
}

function readTiles(read: ReadDb, workspaceId: string, from: number, count: number) {
  const { tile, hashes, level } = auditLogTiles;
  return read
    .select({ tile, hashes })
    .from(auditLogTiles)
    .where(
      and(eq(auditLogTiles.workspaceId, workspaceId), eq(level, 0), gte(tile, from), lt(tile, from + count)),
    );
}
