import "server-only";
import { eq } from "drizzle-orm";
import { utf8 } from "@/lib/audit/bytes";
import { parseNote, readCheckpoint } from "@/lib/audit/note";
import { type AuditRecord, readRecord } from "@/lib/audit/record";
import { CompactRange, newTiles, rootOf, TILE_WIDTH, tileRoot } from "@/lib/audit/tree";
import { nodeHasher } from "@/lib/runtime/node/hash";
import type { Database, Tx } from "../../db/database";
import {
  auditCheckpoints,
  auditLeaves,
  auditLogs,
  auditLogTiles,
  auditRecords,
  auditSessions,
  auditSessionTiles,
} from "../../db/schema";
import type { RecordedBatch, RecordedSession } from "./record";

const HASHER = nodeHasher();
/** Rows of one statement: SQLite takes so many parameters and no more. */
const ROWS = 100;

/** A tree with all of its hashes, level by level as tiles count them. */
class Tree {
  readonly #levels: Uint8Array[][] = [[]];

  get leaves(): readonly Uint8Array[] {
    return this.#levels[0] ?? [];
  }

  root(): Buffer {
    return Buffer.from(rootOf(HASHER, this.leaves));
  }

  range(): Buffer {
    const range = CompactRange.empty(HASHER);
    for (const leaf of this.leaves) range.append(leaf);
    return Buffer.concat(range.nodes());
  }

  /** The tiles that became full. */
  add(leaves: readonly Uint8Array[]): { level: number; tile: number; hashes: Buffer }[] {
    const before = this.leaves.length;
    this.#levels[0]?.push(...leaves);
    const full: { level: number; tile: number; hashes: Buffer }[] = [];
    for (const { level, index, width } of newTiles(before, this.leaves.length)) {
      if (level === "entries" || width < TILE_WIDTH) continue;
      const hashes = (this.#levels[level] ?? []).slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      const above = this.#levels[level + 1] ?? [];
      above.push(tileRoot(HASHER, hashes));
      this.#levels[level + 1] = above;
      full.push({ level, tile: index, hashes: Buffer.concat(hashes) });
    }
    return full;
  }
}

export interface Into {
  readonly workspaceId: string;
  readonly actorId: string;
  readonly now: Date;
}

const LOGS = new WeakMap<Database, Map<string, Tree>>();

/** Puts a session into the tables without asking anything of it, row by row as an honest server would have. */
export async function fill(database: Database, into: Into, { sid, batches }: RecordedSession): Promise<void> {
  const logs = LOGS.get(database) ?? new Map<string, Tree>();
  LOGS.set(database, logs);
  const log = logs.get(into.workspaceId) ?? new Tree();
  logs.set(into.workspaceId, log);
  const tree = new Tree();
  await database.write(async (tx) => {
    let sessionId = 0;
    for (const batch of batches)
      sessionId = await fillBatch(tx, { ...into, sid, tree, log, sessionId }, batch);
    const head = { size: log.leaves.length, root: log.root(), range: log.range() };
    await tx
      .insert(auditLogs)
      .values({ workspaceId: into.workspaceId, ...head })
      .onConflictDoUpdate({ target: auditLogs.workspaceId, set: head });
  });
}

type Place = Into & {
  readonly sid: string;
  readonly tree: Tree;
  readonly log: Tree;
  readonly sessionId: number;
};

async function fillBatch(
  tx: Tx,
  place: Place,
  { old, records: lines, note }: RecordedBatch,
): Promise<number> {
  const { workspaceId, tree, log, now } = place;
  const { text, checkpoint } = checkpointIn(note);
  const records = lines.map(recordIn);
  const tiles = tree.add(lines.map((line) => HASHER.leaf(utf8(line))));
  const sessionId = old === 0 ? await begin(tx, place, records[0]) : place.sessionId;
  const rows = records.map(({ seq, type, data: { verdict } }, at) => {
    const decided = typeof verdict === "string" ? verdict : null;
    return { sessionId, seq, type, verdict: decided, line: lines[at] ?? "" };
  });
  for (let at = 0; at < rows.length; at += ROWS)
    await tx.insert(auditRecords).values(rows.slice(at, at + ROWS));
  for (const tile of tiles) await tx.insert(auditSessionTiles).values({ sessionId, ...tile });
  const leaf = log.leaves.length;
  await tx.insert(auditLeaves).values({ workspaceId, leaf, sessionId, text });
  for (const tile of log.add([HASHER.leaf(utf8(text))]))
    await tx.insert(auditLogTiles).values({ workspaceId, ...tile });
  const root = Buffer.from(checkpoint.root);
  const acceptedAt = Math.floor(now.getTime() / 1000);
  await tx
    .insert(auditCheckpoints)
    .values({ sessionId, size: checkpoint.size, root, note, acceptedAt, leaf });
  await move(tx, sessionId, { tree, now, rows, last: records.at(-1) });
  return sessionId;
}

async function begin(
  tx: Tx,
  { workspaceId, actorId, now, sid }: Place,
  first: AuditRecord | undefined,
): Promise<number> {
  const { vkey, agent, driver, spec_sha256 } = (first?.data ?? {}) as unknown as {
    vkey: string;
    agent?: string;
    driver: { name: string };
    spec_sha256: string;
  };
  const nothing = Buffer.alloc(0);
  const [row] = await tx
    .insert(auditSessions)
    .values({
      ...{ workspaceId, sid, openedBy: actorId, openedAt: now, movedAt: now, vkey, agent: agent ?? null },
      ...{ driver: driver.name, specSha256: spec_sha256, firstTs: first?.ts ?? "", lastTs: "" },
      ...{ size: 0, root: nothing, link: nothing, range: nothing },
    })
    .returning({ id: auditSessions.id });
  return row?.id ?? 0;
}

interface Moved {
  readonly tree: Tree;
  readonly now: Date;
  readonly rows: readonly { readonly verdict: string | null }[];
  readonly last: AuditRecord | undefined;
}

async function move(tx: Tx, sessionId: number, { tree, now, rows, last }: Moved): Promise<void> {
  const [known] = await tx.select().from(auditSessions).where(eq(auditSessions.id, sessionId));
  const count = (wanted: string) => rows.filter(({ verdict }) => verdict === wanted).length;
  const isClosed = last?.type === "session.close";
  await tx
    .update(auditSessions)
    .set({
      size: tree.leaves.length,
      root: tree.root(),
      link: Buffer.from(tree.leaves.at(-1) ?? []),
      range: tree.range(),
      movedAt: now,
      lastTs: last?.ts ?? "",
      closed: isClosed ? (last.data.status as "complete" | "interrupted") : null,
      allowed: (known?.allowed ?? 0) + count("allow"),
      denied: (known?.denied ?? 0) + count("deny"),
      approvals: (known?.approvals ?? 0) + count("approve"),
      sanitized: (known?.sanitized ?? 0) + count("sanitize"),
    })
    .where(eq(auditSessions.id, sessionId));
}

function recordIn(line: string): AuditRecord {
  const read = readRecord(utf8(line));
  if (!read.ok) throw new Error(read.why);
  return read.record;
}

function checkpointIn(note: string) {
  const parsed = parseNote(utf8(note));
  if (!parsed.ok) throw new Error(parsed.why);
  const { text } = parsed.value;
  const read = readCheckpoint(text);
  if (!read.ok) throw new Error(read.why);
  return { text, checkpoint: read.value };
}
