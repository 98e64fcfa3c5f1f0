/** A checkpoint of a workspace's log, opened with the keys that are believed about it. */
import { utf8 } from "../bytes";
import { openCheckpoint, parseNote, type Read, readCheckpoint, type SeenBy, type Verifier } from "../note";
import type { Trust } from "./pins";

export interface WorkspaceHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** Verbatim: this is what is remembered, and what is shown as evidence. */
  readonly note: string;
  /** By whom of the witnesses it was seen. */
  readonly seenBy: readonly SeenBy[];
}

export async function readWorkspaceNote(
  note: string,
  trust: Trust,
  witnesses: readonly Verifier[] = [],
): Promise<Read<WorkspaceHead>> {
  const opened = await openCheckpoint(utf8(note), trust.logs, witnesses);
  if (!opened.ok) return opened;
  const { checkpoint, cosigned } = opened.value;
  return { ok: true, value: { size: checkpoint.size, root: checkpoint.root, note, seenBy: cosigned } };
}

/** One that was verified when it was kept. */
export function recallWorkspaceNote(note: string): WorkspaceHead | undefined {
  const parsed = parseNote(utf8(note));
  const read = parsed.ok ? readCheckpoint(parsed.value.text) : parsed;
  return read.ok ? { size: read.value.size, root: read.value.root, note, seenBy: [] } : undefined;
}
