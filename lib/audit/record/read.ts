/**
 * A record from its bytes: only the canonical form of a record of version 1, whatever its type is. Data are not
 * compared with the schemas: those bind who writes, and a verifier must not call a log forged because it is newer.
 *
 * Guarantees: total on any bytes; what is answered writes the same bytes again.
 */
import { readCanonical } from "../json";
import type { VerdictCode } from "../verdicts";
import { type AuditRecord, FORMAT_VERSION } from "./envelope";
import { MAX_RECORD_BYTES } from "./limits";
import { RecordScanner } from "./scan";

export type RecordFault = Extract<VerdictCode, "PARSE" | "NOT_CANONICAL" | "UNKNOWN_VERSION">;
export type RecordResult =
  | { readonly ok: true; readonly record: AuditRecord }
  | {
      readonly ok: false;
      readonly code: RecordFault;
      /** A sentence with the place; without the values, which may be anybody's. */
      readonly why: string;
    };

const SCANNER = new RecordScanner();

export function readRecord(bytes: Uint8Array): RecordResult {
  const isRecord = SCANNER.scan(bytes, 0, bytes.length);
  const { at, why } = SCANNER;
  if (bytes.length > MAX_RECORD_BYTES)
    return refuse("PARSE", `It has ${bytes.length} bytes; a record has at most ${MAX_RECORD_BYTES}.`);
  const read = readCanonical(bytes);
  if (!read.ok) return refuse(read.fault, read.why);
  if (isRecord) return { ok: true, record: read.value as unknown as AuditRecord };
  return isOfAnotherVersion(read.value)
    ? refuse("UNKNOWN_VERSION", "It says that it has another version of the format.")
    : refuse("PARSE", `At byte ${at}, ${why}.`);
}

/** Of another version nothing is known but that it says so: it may have other members, or others' spellings. */
function isOfAnotherVersion(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "v")) return false;
  const { v } = value as { v: unknown };
  return typeof v === "number" && v !== FORMAT_VERSION;
}

function refuse(code: RecordFault, why: string): RecordResult {
  return { ok: false, code, why };
}
