import "server-only";
import { type Checkpoint, openCheckpoint, parseVkey, readCheckpoint, verifierOf } from "@/lib/audit/note";
import type { VerdictCode } from "@/lib/audit/verdicts";

export type Signed =
  | { readonly ok: true; readonly value: Checkpoint }
  | { readonly ok: false; readonly code: VerdictCode; readonly why: string };

/** A stored checkpoint of a session, if the session's own key signed it, under its own name. */
export async function readSigned(
  note: Uint8Array,
  session: { readonly sid: string; readonly vkey: string },
): Promise<Signed> {
  const key = parseVkey(session.vkey);
  if (!key.ok) return { ok: false, code: "UNKNOWN_KEY", why: "The key of the session cannot be read." };
  if (!key.value.name.endsWith(`/s/${session.sid}`)) {
    return { ok: false, code: "UNKNOWN_KEY", why: "The key of the session has the name of another one." };
  }
  const opened = await openCheckpoint(note, [verifierOf(key.value)]);
  if (opened.ok) return { ok: true, value: opened.value.checkpoint };
  const code = opened.fault === "UNKNOWN_KEY" ? "UNKNOWN_KEY" : "BAD_SIGNATURE";
  return { ok: false, code, why: `The last checkpoint does not stand. ${opened.why}` };
}

/** What a leaf of a workspace's log says, or nothing where it is no checkpoint. */
export function readLeaf(text: string | undefined): Checkpoint | undefined {
  const read = readCheckpoint(text ?? "");
  return read.ok ? read.value : undefined;
}
