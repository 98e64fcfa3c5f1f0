/**
 * Whether a file is shown as it was: what the sandbox told of it is held against the digests in the records. A content
 * that claims a digest and has another, or one that no record has, is not shown.
 */
import { joinBytes } from "@/lib/audit/bytes";
import type { Proof, Told } from "./past";

export type Checked =
  /** A record has its digest. */
  | { readonly kind: "proved"; readonly seq: number }
  /** It was there before anything ran. */
  | { readonly kind: "given" }
  /** No record has a digest of the whole: it was appended to, or renamed, or its writer still has it open. */
  | { readonly kind: "unproved" }
  /** Too large, or beyond what is kept of a run. */
  | { readonly kind: "not-kept" }
  | { readonly kind: "differs" };

interface Records {
  readonly size: number;
  line(seq: number): string;
}

/** Before it there is only the opening of the session; and where that goes on from another one, what says so. */
const FIRST_RUN_RECORD = 1;
/** Where the record is, in most cases: just before, or soon after when the file is closed. */
const NEAR = 200;

export function check(
  told: Told,
  proof: Proof | undefined,
  records: Records,
  sha256Hex: (bytes: Uint8Array) => string,
): Checked {
  if (told.content === undefined || told.content === null) return { kind: "not-kept" };
  if (proof === undefined) return { kind: told.at <= beginOf(records) ? "given" : "unproved" };
  if (sha256Hex(joinBytes([proof.salt, told.content])) !== proof.sha256) return { kind: "differs" };
  const seq = findRecord(told, proof.sha256, records);
  return seq === undefined ? { kind: "differs" } : { kind: "proved", seq };
}

/** How many records there are before the agent does anything. */
export function beginOf(records: Records): number {
  return read(records, FIRST_RUN_RECORD)?.type === "snapshot.restore"
    ? FIRST_RUN_RECORD + 1
    : FIRST_RUN_RECORD;
}

function findRecord(told: Told, sha256: string, records: Records): number | undefined {
  const from = Math.max(0, told.at - NEAR);
  for (const [start, end] of [
    [from, Math.min(records.size, told.at + NEAR)],
    [0, records.size],
  ] as const) {
    for (let seq = start; seq < end; seq++) {
      // Looked for as text first: to read each record would take too long.
      if (records.line(seq).includes(sha256) && hasDigest(records, seq, told, sha256)) return seq;
    }
  }
  return undefined;
}

/** Of a write to this very path, or of how one ended. */
function hasDigest(records: Records, seq: number, told: Told, sha256: string): boolean {
  const record = read(records, seq);
  if (record?.data.body?.sha256 !== sha256 || record.data.body.bytes !== told.size) return false;
  const { of } = record.data;
  const decision = record.type.endsWith(".result") && of !== undefined ? read(records, of) : record;
  return decision?.type === "fs.write" && decision.data.request?.path === told.path;
}

interface Said {
  readonly type: string;
  readonly data: {
    readonly of?: number;
    readonly body?: { readonly bytes?: unknown; readonly sha256?: unknown };
    readonly request?: { readonly path?: unknown };
  };
}

function read(records: Records, seq: number): Said | undefined {
  if (seq < 0 || seq >= records.size) return undefined;
  try {
    const value = JSON.parse(records.line(seq)) as Partial<Said> | null;
    return typeof value?.type === "string" && typeof value.data === "object" ? (value as Said) : undefined;
  } catch {
    return undefined;
  }
}
