import "server-only";
import { createHash } from "node:crypto";
import { and, asc, count, desc, eq, isNotNull, lt, sum } from "drizzle-orm";
import { AegisError } from "@/lib/errors";
import { FILE_BYTES, FILES, TOTAL_BYTES } from "@/lib/workspace/limits";
import type { FileVersion, FileWithText, StoredFile, WriteInput, Written } from "@/lib/workspace/wire";
import type { ReadDb, Tx } from "../db/database";
import { workspaceFiles, workspaceFileVersions } from "../db/schema";

/** Of one file. The oldest go first; the newest never does. */
export const VERSIONS_KEPT = 200;
/** All versions of all files of a workspace: what writes in a loop must not fill the disk. */
export const VERSION_BYTES = 128 * 1024 * 1024;
/** Names that were ever there keep a row each. */
const NAMES = 4 * FILES;

const head = {
  path: workspaceFiles.path,
  version: workspaceFiles.version,
  sha256: workspaceFiles.sha256,
  bytes: workspaceFiles.bytes,
  changedAt: workspaceFiles.changedAt,
};
const old = {
  version: workspaceFileVersions.version,
  sha256: workspaceFileVersions.sha256,
  bytes: workspaceFileVersions.bytes,
  changedAt: workspaceFileVersions.changedAt,
};

const dated = <Row extends { changedAt: Date }>(row: Row) => ({
  ...row,
  changedAt: row.changedAt.toISOString(),
});

/** All files by name, those that are gone as well: a page that was away must learn that they are. */
export async function listFiles(read: ReadDb, workspaceId: string): Promise<StoredFile[]> {
  const rows = await read
    .select(head)
    .from(workspaceFiles)
    .where(eq(workspaceFiles.workspaceId, workspaceId))
    .orderBy(asc(workspaceFiles.path));
  return rows.map(dated);
}

/** How many changes there were, of all files: another number means that there is something to see. */
export async function countChanges(read: ReadDb, workspaceId: string): Promise<number> {
  const [row] = await read
    .select({ changes: sum(workspaceFiles.version).mapWith(Number) })
    .from(workspaceFiles)
    .where(eq(workspaceFiles.workspaceId, workspaceId));
  return row?.changes ?? 0;
}

export async function readFile(
  read: ReadDb | Tx,
  workspaceId: string,
  path: string,
  version?: number,
): Promise<FileWithText> {
  const of = workspaceFileVersions;
  const rows = await read
    .select({ ...old, text: of.text })
    .from(of)
    .where(
      and(
        eq(of.workspaceId, workspaceId),
        eq(of.path, path),
        version === undefined ? undefined : eq(of.version, version),
      ),
    )
    .orderBy(desc(of.version))
    .limit(1);
  if (!rows[0]) throw new AegisError("NOT_FOUND", { message: `There is no such version of ${path}.` });
  return dated(rows[0]);
}

export async function listVersions(
  read: ReadDb,
  workspaceId: string,
  path: string,
  actorId: string,
): Promise<FileVersion[]> {
  const of = workspaceFileVersions;
  const rows = await read
    .select({ ...old, changedBy: of.changedBy })
    .from(of)
    .where(and(eq(of.workspaceId, workspaceId), eq(of.path, path)))
    .orderBy(desc(of.version))
    .limit(VERSIONS_KEPT);
  return rows.map(({ changedBy, ...row }) => ({ ...dated(row), isMine: changedBy === actorId }));
}

/**
 * Writes over the version that the writer has seen, or not at all. Two who write at once come here one after the other:
 * the second one finds the hash changed and is told the first one's text.
 */
export async function writeFile(tx: Tx, actorId: string, input: WriteInput, now: Date): Promise<Written> {
  const { workspaceId, path, text, over } = input;
  const place = and(eq(workspaceFiles.workspaceId, workspaceId), eq(workspaceFiles.path, path));
  const [newest] = await tx
    .select({ ...head, keptBytes: workspaceFiles.keptBytes })
    .from(workspaceFiles)
    .where(place)
    .limit(1);
  const bytes = text === null ? 0 : Buffer.byteLength(text);
  const sha256 = text === null ? null : createHash("sha256").update(text).digest("hex");
  const there = newest?.sha256 ?? null;
  // The same text again, for example because the answer was lost: there is nothing to add.
  if (newest && sha256 === there) {
    const { version, changedAt } = newest;
    return { outcome: "written", version: dated({ version, sha256, bytes, changedAt }) };
  }
  if (there !== over) return { outcome: "conflict", theirs: await readFile(tx, workspaceId, path) };
  await checkRoom(tx, workspaceId, { bytes, before: newest });
  const version = (newest?.version ?? 0) + 1;
  const row = { version, sha256, bytes, changedAt: now };
  await tx.insert(workspaceFileVersions).values({ workspaceId, path, ...row, text, changedBy: actorId });
  const dropped = await dropOldest(tx, workspaceId, path, version);
  const keptBytes = (newest?.keptBytes ?? 0) + bytes - dropped;
  await tx
    .insert(workspaceFiles)
    .values({ workspaceId, path, ...row, keptBytes })
    .onConflictDoUpdate({
      target: [workspaceFiles.workspaceId, workspaceFiles.path],
      set: { ...row, keptBytes },
    });
  return { outcome: "written", version: dated(row) };
}

interface Wanted {
  readonly bytes: number;
  readonly before: { readonly bytes: number } | undefined;
}

async function checkRoom(tx: Tx, workspaceId: string, { bytes, before }: Wanted): Promise<void> {
  if (bytes > FILE_BYTES) throw tooMuch("TOO_LARGE", `A file has at most ${FILE_BYTES} bytes of UTF-8.`);
  const of = workspaceFiles;
  const all = eq(of.workspaceId, workspaceId);
  const [now] = await tx
    .select({ names: count(), bytes: sum(of.bytes).mapWith(Number), kept: sum(of.keptBytes).mapWith(Number) })
    .from(of)
    .where(all);
  const [there] = await tx
    .select({ files: count() })
    .from(of)
    .where(and(all, isNotNull(of.sha256)));
  if (bytes > 0 && (now?.bytes ?? 0) - (before?.bytes ?? 0) + bytes > TOTAL_BYTES)
    throw tooMuch("LIMIT_REACHED", `The files of a workspace have at most ${TOTAL_BYTES} bytes in all.`);
  if ((now?.kept ?? 0) + bytes > VERSION_BYTES)
    throw tooMuch(
      "LIMIT_REACHED",
      `All versions of a workspace's files have at most ${VERSION_BYTES} bytes.`,
    );
  if (!before && ((there?.files ?? 0) >= FILES || (now?.names ?? 0) >= NAMES))
    throw tooMuch("LIMIT_REACHED", `A workspace has at most ${FILES} files.`);
}

/** Answers with how many bytes that were. */
async function dropOldest(tx: Tx, workspaceId: string, path: string, newest: number): Promise<number> {
  const of = workspaceFileVersions;
  const dropped = await tx
    .delete(of)
    .where(
      and(eq(of.workspaceId, workspaceId), eq(of.path, path), lt(of.version, newest - VERSIONS_KEPT + 1)),
    )
    .returning({ bytes: of.bytes });
  return dropped.reduce((total, { bytes }) => total + bytes, 0);
}

function tooMuch(code: "TOO_LARGE" | "LIMIT_REACHED", message: string): AegisError {
  return new AegisError(code, { message });
}
