/**
 * What a verifier is given. Two kinds of things, kept apart: evidence, which is any bytes, from anybody, and is
 * never believed before it is checked; and what the caller knows from elsewhere, which decides what is believed.
 *
 * Whatever is given must hold: a proof that proves nothing, or a checkpoint that nobody known has signed, is a fault
 * and never silently left aside. Otherwise whoever can change a byte could turn evidence into decoration.
 */
import type { Hasher } from "../hash";
import type { Checkpoint } from "../note";

/** One piece after another, at once or as they come; a ReadableStream of Node or of a page is one as well. */
export type Pieces<T> = AsyncIterable<T> | Iterable<T>;

/** The records of one session, from the first on. */
export type Source =
  /** As lines, each ended by LF; the last one may lack it. Cut into pieces of any length. */
  | { readonly lines: Pieces<Uint8Array> }
  /** As a journal gives them: some at a time, each without its LF. */
  | { readonly records: Pieces<readonly Uint8Array[]> };

export interface Evidence {
  /** Signed notes of checkpoints of this session, with all their signatures, in any order. */
  readonly checkpoints?: readonly Uint8Array[];
  /** Signature lines that came apart from their note, as a witness answers them: of the last of `checkpoints`. */
  readonly cosignatures?: Uint8Array;
  /** The tlog-proof of one of `checkpoints` in the log of the workspace, that log's checkpoint included. */
  readonly proof?: Uint8Array;
}

/** A checkpoint of the workspace's log from an earlier visit, and the proof that the present one extends it. */
export interface RememberedWorkspace {
  readonly checkpoint: Checkpoint;
  /** From the remembered size to that of the proof's checkpoint; empty only where both are equal. */
  readonly consistency: readonly Uint8Array[];
}

export interface Knowledge {
  /**
   * Verifier keys known from outside of the log, as vkeys: of the session, of the workspace, of cosigners. Where there
   * is a cosigner among them, a checkpoint counts only with the signature of one of them.
   */
  readonly keys?: readonly string[];
  /** A tlog-policy, as the caller trusts it: never the one that came with the log. A checkpoint counts only where it is met. */
  readonly policy?: Uint8Array;
  /** The session that this is to be. */
  readonly sid?: string;
  /**
   * What was seen before. A shorter log now is a rollback, so leave this out in order to verify an export that is
   * older than the last visit.
   */
  readonly remembered?: { readonly session?: Checkpoint; readonly workspace?: RememberedWorkspace };
}

export interface Progress {
  readonly bytes: number;
  readonly records: number;
}

export interface VerifyOptions extends Evidence, Knowledge {
  readonly hasher: Hasher;
  /** Called between two pieces of work, some 25 ms apart, and once at the end of the records. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the work: `verify` rejects with the signal's reason, and the source is closed. */
  readonly signal?: AbortSignal;
}
