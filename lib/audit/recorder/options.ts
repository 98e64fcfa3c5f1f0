/** What a recorder is given, and what it gives back. */
import type { Hasher } from "../hash";
import type { Entry } from "../record";
import type { Followed } from "./follow";
import type { Journal } from "./journal";
import type { Clock } from "./timestamps";

type Opening = Extract<Entry, { type: "session.open" }>["data"];
/** What callers record. The two ends of a session are the recorder's own. */
export type SessionEntry = Exclude<Entry, { type: "session.open" | "session.close" }>;

export interface RecorderOptions {
  /** Opened for writing. Whoever opened it closes it, after the recorder. */
  readonly journal: Journal;
  readonly hasher: Hasher;
  readonly clock: Clock;
}

export interface OpenOptions extends RecorderOptions {
  readonly sid: string;
  /** Of the log's origin, `<host>/s/<sid>`. */
  readonly host: string;
  /** The key is made here, and never leaves the surroundings of the journal. */
  readonly data: Omit<Opening, "vkey" | "key_extractable">;
}

export interface CloseOptions {
  /** Keep it where records have still to be sent: each batch is sent with a checkpoint of its own. */
  readonly key: "keep" | "destroy";
  readonly status?: "complete" | "interrupted";
  readonly reason?: string;
}

export interface Recorded {
  readonly seq: number;
  readonly link: string;
}

export interface Closed {
  readonly size: number;
  /** Over the whole log. Absent when the key of the session is gone. */
  readonly checkpoint?: string;
}

/** Gets what became durable, in order. */
export type Subscriber = (batch: Followed) => void;
