/** Edits single records, the way somebody would who knows the format: what comes out is a canonical record again. */
import { AuditFault, fromUtf8, utf8 } from "../bytes";
import type { Hasher } from "../hash";
import { type JsonValue, writeCanonical } from "../json";
import { type AuditRecord, FIRST_PREV, readRecord } from "../record";

export function recordOf(bytes: Uint8Array): AuditRecord {
  const read = readRecord(bytes);
  if (!read.ok) throw new AuditFault("NOT_A_RECORD", `Only a good log can be tampered with. ${read.why}`);
  return read.record;
}

export function bytesOf(record: AuditRecord): Uint8Array {
  return utf8(writeCanonical(record as unknown as JsonValue));
}

const OPPOSITE: ReadonlyMap<unknown, string> = new Map([
  ["allow", "deny"],
  ["deny", "allow"],
  ["ok", "error"],
  ["complete", "interrupted"],
]);

/** The same record with something else in it: a denial that was a grant, another hash, or at least another member. */
export function edited(bytes: Uint8Array): Uint8Array {
  const record = recordOf(bytes);
  for (const [key, value] of Object.entries(record.data)) {
    const other = OPPOSITE.get(value) ?? otherHash(value);
    if (other !== undefined) return bytesOf({ ...record, data: { ...record.data, [key]: other } });
  }
  return bytesOf({ ...record, data: { ...record.data, edited: record.data.edited !== true } });
}

function otherHash(value: JsonValue | undefined): string | undefined {
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) return undefined;
  return (value.startsWith("0") ? "1" : "0") + value.slice(1);
}

/** A record with the given place that looks like any other. */
export function madeUp(like: Uint8Array, seq: number, prev: string): Uint8Array {
  const data = { code: "ALLOWED", request: { path: "/etc/passwd" }, verdict: "allow" };
  return bytesOf({ ...recordOf(like), type: "fs.read", data, seq, prev });
}

/** All records from `from` on with the numbers and links that follow from what is before them. */
export function rechained(hasher: Hasher, records: readonly Uint8Array[], from: number): Uint8Array[] {
  const out = records.slice(0, from);
  for (const bytes of records.slice(from)) {
    const last = out.at(-1);
    const prev = last === undefined ? FIRST_PREV : hasher.leafHex(last);
    out.push(bytesOf({ ...recordOf(bytes), seq: out.length, prev }));
  }
  return out;
}

/** One bit of one byte. */
export function flipped(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const out = bytes.slice();
  out[at] = (out[at] as number) ^ (1 << bit);
  return out;
}

export function textOf(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  if (text === undefined) throw new AuditFault("BAD_NOTE", "Only a good checkpoint can be tampered with.");
  return text;
}
