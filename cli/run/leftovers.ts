/**
 * What a killed run may have left beside a file that it was writing: the bytes that had not come to their name yet. The
 * log says which writes have no result, and only their folders are looked at.
 */
import { readdir, realpath, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type AuditRecord, readRecord } from "../../lib/audit/record";
import type { Journal } from "../../lib/audit/recorder";
import { isTemporaryName } from "../../lib/runtime/node/files/whole";
import { GUEST_FOLDER } from "./workspace";

const WRITES: ReadonlySet<string> = new Set(["fs.write", "fs.copy"]);

export async function removeLeftovers(journal: Journal, workspace: string): Promise<void> {
  for (const folder of await foldersOfOpenWrites(journal)) {
    const within = relative(GUEST_FOLDER, folder);
    if (within === ".." || within.startsWith(`..${sep}`)) continue;
    // A folder of the agent's may be a link by now: nothing is removed outside of the workspace.
    const real = await realpath(join(workspace, within)).catch(() => undefined);
    if (real === undefined || !(real === workspace || real.startsWith(workspace + sep))) continue;
    const names = await readdir(real).catch(() => []);
    for (const name of names.filter((each) => isTemporaryName(each)))
      await rm(join(real, name), { force: true });
  }
}

async function foldersOfOpenWrites(journal: Journal): Promise<ReadonlySet<string>> {
  const open = new Map<number, string>();
  for await (const lines of journal.read(0)) {
    for (const line of lines) {
      const read = readRecord(line);
      if (read.ok) follow(read.record, open);
    }
  }
  return new Set(open.values());
}

function follow({ type, seq, data }: AuditRecord, open: Map<number, string>): void {
  if (typeof data.of === "number") open.delete(data.of);
  if (!WRITES.has(type) || data.verdict === "deny") return;
  const { path, to } = (data.request ?? {}) as { path?: unknown; to?: unknown };
  const target = to ?? path;
  if (typeof target === "string") open.set(seq, dirname(target));
}
