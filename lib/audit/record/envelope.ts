/** What every record has, whatever is in it: its place in the chain, and its form. */
import { AuditFault } from "../bytes/fault";
import type { JsonValue } from "../json";
import { isSid, isTime } from "./leaves";

/** The link of the first record: there is nothing before it. */
export const FIRST_PREV = "0".repeat(64);
export const FORMAT_VERSION = 1;

/** The place that the chain gives to an entry. */
export interface Place {
  /** The leaf hash of the record before, in lowercase hex. */
  readonly prev: string;
  readonly seq: number;
  /** Of the session: a UUID of version 7. */
  readonly sid: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly ts: string;
}

/** A record as it is read: of any type, also one that is not known here. */
export interface AuditRecord extends Place {
  readonly data: { readonly [key: string]: JsonValue | undefined };
  readonly type: string;
  readonly v: typeof FORMAT_VERSION;
}

/** A wrong place is a fault of the program that keeps the chain, never one of the agent. */
export function checkPlace({ prev, seq, sid, ts }: Place): void {
  if (!/^[0-9a-f]{64}$/.test(prev)) throw misplaced("its link is no hash");
  if (!Number.isSafeInteger(seq) || seq < 0) throw misplaced("its number is not a whole one from 0");
  if (!isSid(sid)) throw misplaced("its session is no UUID of version 7");
  if (!isTime(ts)) throw misplaced("its time is not one in UTC with milliseconds");
}

function misplaced(why: string): AuditFault {
  return new AuditFault("NOT_A_RECORD", `The record cannot be placed: ${why}.`);
}
