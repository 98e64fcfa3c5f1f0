import "server-only";
import type { VerdictCode } from "@/lib/audit/verdicts";
import { AegisError } from "@/lib/errors";

/** The answers of a witness (C2SP tlog-witness) that are no receipt, with what a program needs to go on. */

export function malformedNote(why: string): AegisError {
  return new AegisError("BAD_REQUEST", { message: `The checkpoint cannot be read. ${why}` });
}

export function unknownOrigin(): AegisError {
  return new AegisError("NOT_FOUND", { message: "The checkpoint is not one of this session." });
}

export function badSignature(why: string): AegisError {
  return new AegisError("LOG_BAD_SIGNATURE", { message: `The checkpoint does not stand. ${why}` });
}

export function badSize(message: string): AegisError {
  return new AegisError("LOG_BAD_SIZE", { message });
}

/** How far the server has the session, with the note that the session itself signed for that. */
export function conflict(at: { readonly size: number; readonly note?: string | undefined }): AegisError {
  const details = { size: at.size, ...(at.note === undefined ? {} : { note: at.note }) };
  return new AegisError("LOG_CONFLICT", {
    message: `The server has ${at.size} records of this session.`,
    details,
  });
}

export interface BadRecord {
  readonly seq: number;
  readonly code: VerdictCode;
  readonly why: string;
}

export function badRecord({ seq, code, why }: BadRecord): AegisError {
  return new AegisError("LOG_BAD_RECORD", {
    message: `Record ${seq} is refused: ${why}`,
    details: { seq, verdict: code },
  });
}

export function badProof(code: VerdictCode, why: string): AegisError {
  return new AegisError("LOG_BAD_PROOF", { message: why, details: { verdict: code } });
}

/** Says which limit, its size, and what to do; where time mends it, for how many seconds to wait. */
export function limitReached(message: string, most: number, waitS?: number): AegisError {
  return new AegisError("LIMIT_REACHED", {
    message,
    details: { most, ...(waitS === undefined ? {} : { wait_s: waitS }) },
  });
}
