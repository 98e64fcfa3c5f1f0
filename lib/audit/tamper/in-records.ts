/** The changes of records. `pick(n)` chooses a whole number below n; undefined where the log is too short for the change. */

import type { Hasher } from "../hash";
import { edited, flipped, madeUp, rechained } from "./edit";

type Records = readonly Uint8Array[];

export interface RecordContext {
  readonly hasher: Hasher;
  readonly pick: (below: number) => number;
  /** The records of another session, for `splice`. */
  readonly other: Records | undefined;
}

type ChangeRecords = (records: Records, context: RecordContext) => Uint8Array[] | undefined;

export const IN_RECORDS = {
  "edit-field": (records, { pick }) => change(records, pick, edited),
  "flip-bit": (records, { pick }) =>
    change(records, pick, (record) => flipped(record, pick(record.length), pick(8))),
  "delete-head": (records) => (records.length > 1 ? records.slice(1) : undefined),
  "delete-middle": (records, { pick }) =>
    records.length > 2 ? without(records, 1 + pick(records.length - 2)) : undefined,
  "delete-tail": (records) => (records.length > 0 ? records.slice(0, -1) : undefined),
  truncate: (records, { pick }) => (records.length > 0 ? records.slice(0, pick(records.length)) : undefined),
  tear: (records, { pick }) => {
    const kept = records.length > 0 ? pick(records.length) : 0;
    const torn = records[kept];
    return torn && [...records.slice(0, kept), torn.slice(0, 1 + pick(torn.length - 1))];
  },
  swap(records, { pick }) {
    if (records.length < 2) return undefined;
    const first = pick(records.length - 1);
    const second = first + 1 + pick(records.length - first - 1);
    const out = [...records];
    [out[first], out[second]] = [records[second] as Uint8Array, records[first] as Uint8Array];
    return out;
  },
  duplicate: (records, { pick }) => {
    const at = records.length > 0 ? pick(records.length) : 0;
    const record = records[at];
    return record && [...records.slice(0, at + 1), record, ...records.slice(at + 1)];
  },
  insert: (records, context) =>
    records.length > 1 ? inserted(records, 1 + context.pick(records.length - 1), context) : undefined,
  append: (records, context) => (records.length > 0 ? inserted(records, records.length, context) : undefined),
  rechain: (records, { pick, hasher }) => {
    const at = records.length > 0 ? pick(records.length) : 0;
    const record = records[at];
    return (
      record && rechained(hasher, [...records.slice(0, at), edited(record), ...records.slice(at + 1)], at + 1)
    );
  },
  splice(records, { pick, other = [] }) {
    const shorter = Math.min(records.length, other.length);
    if (shorter < 2) return undefined;
    const at = 1 + pick(shorter - 1);
    return [...records.slice(0, at), ...other.slice(at)];
  },
  replay(records, { pick }) {
    if (records.length === 0) return undefined;
    const from = pick(records.length);
    const end = from + 1 + pick(records.length - from);
    return [...records.slice(0, end), ...records.slice(from)];
  },
} as const satisfies Record<string, ChangeRecords>;

function change(records: Records, pick: RecordContext["pick"], how: (record: Uint8Array) => Uint8Array) {
  if (records.length === 0) return undefined;
  const at = pick(records.length);
  return records.map((record, place) => (place === at ? how(record) : record));
}

function without(records: Records, at: number): Uint8Array[] {
  return records.filter((_, place) => place !== at);
}

function inserted(records: Records, at: number, { hasher }: RecordContext): Uint8Array[] {
  const before = records[at - 1] as Uint8Array;
  return [...records.slice(0, at), madeUp(before, at, hasher.leafHex(before)), ...records.slice(at)];
}
