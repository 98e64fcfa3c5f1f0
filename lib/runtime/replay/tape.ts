/**
 * The format of a recording: lines of JSON. The first says what was run, each further one is an input with what was
 * asked and answered while it was worked off, the last binds it to the log of its session.
 *
 * It holds what the run saw: files, answers of servers, the seed of its random bytes. Whoever keeps it keeps secrets.
 */
import type { Json } from "../../policy/json";

export type { Json };

export const TAPE_VERSION = 1;
/** A recording that grows beyond this is cut: it can be replayed up to there. */
export const MOST_TAPE_BYTES = 128 * 1024 * 1024;
/** Of a recording in a file, after the name of its log. */
export const RECORDING_ENDING = ".recording";
export const SEED_BYTES = 32;

export interface TapeHeader {
  readonly aegis_recording: typeof TAPE_VERSION;
  readonly sid: string;
  /** The bytes of the spec, in base64. */
  readonly spec: string;
  readonly actor: string;
  readonly host: string;
  readonly workspace?: string;
  readonly entry: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly is_tty: boolean;
  /** As they held, by the names that they have in a sandbox. */
  readonly limits: Readonly<Record<string, number>>;
  /** Whether there was somebody to ask. */
  readonly has_approver: boolean;
  /** Whose files are not in it: they are in memory, and whoever replays it gives those that it began with. */
  readonly files?: "given";
  /** Of all random bytes, in hex. */
  readonly seed: string;
}

/** How something asked ended: with a value, or thrown. */
export type Outcome = { readonly v: Json } | { readonly e: Thrown };
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** Of an error of the file system. */
  readonly syscall?: string;
  readonly path?: string;
  readonly dest?: string;
  /** Of an error that is the guest's to see, with what it sees of it. */
  readonly fault?: GuestFault;
}
export interface GuestFault {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly reason?: string;
}

export type Input =
  | readonly ["start"]
  /** A process of the agent asks, or has done what it was told to. */
  | readonly ["guest", lane: number]
  /** What was asked as the n-th that takes time has ended. */
  | readonly ["done", n: number, kind: string, question: string, outcome: Outcome]
  | readonly ["came", kind: string, value: Json];

/** Answered at once: the clock by its change since it was last read, everything else by what was asked. */
export type Answered =
  | readonly ["now", change: number]
  | readonly ["elapsed", microseconds: number]
  | readonly [kind: string, question: string, outcome: Outcome];

export interface Step {
  readonly in: Input;
  readonly had?: readonly Answered[];
  /** What the guest read of its clock before this input, as times and counts in turn; times by their change. */
  readonly clock?: readonly number[];
}

export interface TapeEnd {
  readonly end: {
    /** Records in the log, and the link of the last one. */
    readonly records: number;
    readonly head: string;
  };
}

export interface Tape {
  readonly header: TapeHeader;
  readonly steps: readonly Step[];
  /** Absent where the recording ends early: it was cut, or whoever wrote it was killed. */
  readonly end?: TapeEnd["end"];
}
