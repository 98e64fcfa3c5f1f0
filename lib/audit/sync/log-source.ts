/**
 * The log of one session as the uploader sees it. It may be written by a recorder at the same time, in another tab: the
 * uploader only ever reads what is durable, and what it keeps is beside the records.
 */

import { parseVkey } from "../note";
import { readRecord } from "../record";
import type { Journal, JournalState } from "../recorder/journal";
import { loadSessionKey, type SessionKey } from "../recorder/session-key";
import { sessionOrigin } from "../verify/origin";

export interface LogSource {
  readonly sid: string;
  /** How many records are durable now. */
  size(): Promise<number>;
  read(from: number, signal?: AbortSignal): AsyncIterable<readonly Uint8Array[]>;
  state(): Promise<JournalState>;
  /** Durably; what is older than what is there changes nothing. */
  keep(change: Partial<JournalState>): Promise<void>;
  key(vkey: string): Promise<SessionKey | undefined>;
}

/** Of a journal that is open for writing, by whoever writes it. */
export function journalSource(sid: string, journal: Journal): LogSource {
  return {
    sid,
    size: async () => journal.size,
    read: (from, signal) => journal.read(from, signal),
    state: () => journal.state(),
    keep: (change) => journal.saveState(change),
    key: (vkey) => loadSessionKey(journal.keys, vkey),
  };
}

/** What the first record says of whom the log is for. */
export interface Opening {
  readonly sid: string;
  readonly vkey: string;
  /** Of the origin under which its key signs. */
  readonly host: string;
  /** Absent: it was never meant to be sent. */
  readonly workspaceId?: string;
  readonly agent?: string;
}

/** Undefined where the log does not begin as one. */
export async function readOpening(log: Pick<LogSource, "read">): Promise<Opening | undefined> {
  for await (const [first] of log.read(0)) return first && openingOf(first);
  return undefined;
}

function openingOf(first: Uint8Array): Opening | undefined {
  const read = readRecord(first);
  if (!read.ok || read.record.type !== "session.open") return undefined;
  const { sid, data } = read.record;
  const { vkey, workspace, agent } = data;
  const key = typeof vkey === "string" ? parseVkey(vkey) : undefined;
  const origin = key?.ok ? sessionOrigin(key.value.name) : undefined;
  if (typeof vkey !== "string" || origin === undefined || origin.sid !== sid) return undefined;
  return {
    sid,
    vkey,
    host: origin.host,
    ...(typeof workspace === "string" && { workspaceId: workspace }),
    ...(typeof agent === "string" && { agent }),
  };
}
