/** Folders in which a server keeps its data, and what lies in their database by plain SQLite. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { expect } from "@playwright/test";
import { utf8 } from "../../../lib/audit/bytes";
import { CompactRange } from "../../../lib/audit/tree";
import { nodeHasher } from "../../../lib/runtime/node/hash";

const HASHER = nodeHasher();

export async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-faults-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function openFile(folder: string): Client {
  return createClient({ url: `file:${join(folder, "aegis.db")}`, concurrency: 1 });
}

export interface Stored {
  readonly batches: number;
  readonly records: number;
}

/** Every table of the log says the same: no record without its batch, no leaf twice, the root that of the leaves. */
export async function expectSound(folder: string, workspaceId: string): Promise<Stored> {
  const client = openFile(folder);
  const all = async (sql: string) =>
    (await client.execute({ sql, args: sql.includes("?") ? [workspaceId] : [] })).rows;
  try {
    expect((await all("PRAGMA integrity_check")).map((row) => row[0])).toEqual(["ok"]);
    const own = "session_id IN (SELECT id FROM audit_sessions WHERE workspace_id = ?)";
    const [sums] = await all(`SELECT count(*), sum(size) FROM audit_sessions WHERE workspace_id = ?`);
    const [records] = await all(`SELECT count(*) FROM audit_records WHERE ${own}`);
    const [checkpoints] = await all(`SELECT count(*) FROM audit_checkpoints WHERE ${own}`);
    const leaves = await all("SELECT text, leaf FROM audit_leaves WHERE workspace_id = ? ORDER BY leaf");
    const [log] = await all("SELECT size, root FROM audit_logs WHERE workspace_id = ?");
    expect(records?.[0]).toBe(sums?.[1]);
    expect(checkpoints?.[0]).toBe(leaves.length);
    expect(leaves.map(({ leaf }) => leaf)).toEqual(leaves.map((_, place) => place));
    expect(new Set(leaves.map(({ text }) => text)).size).toBe(leaves.length);
    const range = CompactRange.empty(HASHER);
    for (const { text } of leaves) range.append(HASHER.leaf(utf8(String(text))));
    expect(log?.size).toBe(leaves.length);
    expect(Buffer.from(log?.root as ArrayBuffer)).toEqual(Buffer.from(range.root()));
    return { batches: leaves.length, records: Number(records?.[0]) };
  } finally {
    client.close();
  }
}
