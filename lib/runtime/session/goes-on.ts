/**
 * How a log says that its run goes on from a moment of another one: by its first record after the opening, a `snapshot.restore`
 * whose `id` names the other session, the last record that was taken over, and that record's link. The link binds all records up to
 * there, so whoever has the other log can tell whether it is the one; what was done there is in that log alone.
 */
import { isSid } from "../../audit/record";
import type { SessionEntry } from "../../audit/recorder";

export interface GoesOnFrom {
  readonly sid: string;
  /** The last record that was taken over. */
  readonly seq: number;
  /** Its leaf hash, in hex. */
  readonly link: string;
}

const ID = /^([0-9a-f-]{36})#(\d{1,15})#([0-9a-f]{64})$/;

/** To be on disk before anything of the other run is made again. */
export function goesOnEntry({ sid, seq, link }: GoesOnFrom): SessionEntry {
  return { type: "snapshot.restore", data: { by: "user", id: `${sid}#${seq}#${link}`, of: seq } };
}

/** Of a record; undefined for what says nothing of another run. Total. */
export function readGoesOn(type: string, data: unknown): GoesOnFrom | undefined {
  if (type !== "snapshot.restore" || typeof data !== "object" || data === null) return undefined;
  const { id, of } = data as { readonly id?: unknown; readonly of?: unknown };
  const [, sid = "", number, link = ""] = typeof id === "string" ? (ID.exec(id) ?? []) : [];
  const seq = Number(number);
  return isSid(sid) && seq === of ? { sid, seq, link } : undefined;
}
