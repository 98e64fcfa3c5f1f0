/**
 * What a verifier answers. One verdict for programs, and for people the four things that must not be mixed up:
 * what is recorded, what the server countersigned, what the workspace's log holds, what independent witnesses saw.
 */
import { EXIT, type ExitCode, type VerdictCode, type WarningCode } from "../verdicts";

/** `unknown`: the records are in order, but there is no checkpoint, so that nobody can say whether more followed. */
export type Verdict = VerdictCode | "unknown";

/** Where a fault was seen. `offset` is of the first byte of the line, `line` is counted from 1. */
export type Place =
  | { readonly in: "record"; readonly seq: number; readonly offset: number; readonly line: number }
  /** `index` is that in the options' `checkpoints`. */
  | { readonly in: "checkpoint"; readonly index: number }
  | { readonly in: "proof" }
  | { readonly in: "remembered"; readonly of: "session" | "workspace" }
  /** Not in one place: the end of the log as a whole. */
  | { readonly in: "log" };

export interface Fault {
  readonly code: Exclude<VerdictCode, "OK">;
  /** A sentence with particulars; it repeats no recorded values. */
  readonly why: string;
  readonly place: Place;
}

export interface Warning {
  readonly code: WarningCode;
  readonly why: string;
  /** How often; and the first record that it is about, if it is about records. */
  readonly count: number;
  readonly seq?: number;
}

export interface Summary {
  /** Of the first record. */
  readonly sid?: string;
  /** How many records are in order; the first bad one is not among them. */
  readonly size: number;
  /** Of those records, each with its LF. */
  readonly bytes: number;
  /** The Merkle root of those records, in hex. */
  readonly root: string;
  /** The times that the first and the last of them carry. */
  readonly first?: string;
  readonly last?: string;
  /** By type, then by verdict; what has no verdict is counted as `none`, what does not fit in the table as `other`. */
  readonly counts: { readonly [type: string]: { readonly [verdict: string]: number } };
  readonly isClosed: boolean;
}

/** A signature that verified; `time` in seconds since 1970, where the kind of signature has one. */
export interface SignedBy {
  readonly name: string;
  readonly keyId: string;
  readonly time?: number;
}

/** How far each state reaches. Absent where nothing shows it. */
export interface States {
  readonly recorded: { readonly size: number };
  /** The largest checkpoint that agrees with the records and that a known cosigner signed. */
  readonly countersigned?: { readonly size: number; readonly by: readonly SignedBy[] };
  /** The proven checkpoint stands in the workspace's log, when that had `treeSize` leaves. */
  readonly anchored?: {
    readonly size: number;
    readonly origin: string;
    readonly index: number;
    readonly treeSize: number;
    readonly by: readonly SignedBy[];
  };
  /** k of n witnesses of the policy, other than the operator's own cosigner. */
  readonly witnessed?: {
    readonly size: number;
    readonly k: number;
    readonly n: number;
    readonly by: readonly SignedBy[];
  };
}

/**
 * Who says that the key of the session is the right one: the log itself names it, but whoever forges a log names his
 * own. In this order: the caller knew it, a known cosigner signed what it signed, the log of a known workspace holds it.
 */
export type VouchedBy = "caller" | "cosigner" | "workspace" | "nobody";

export interface Report {
  readonly verdict: Verdict;
  /** Why, in a sentence. */
  readonly why: string;
  /** All that is wrong, the one that gives the verdict first. */
  readonly faults: readonly Fault[];
  readonly warnings: readonly Warning[];
  readonly summary: Summary;
  readonly states: States;
  /** How many records a checkpoint covers that counts: signed, vouched for, and as the keys and the policy demand. */
  readonly covered: number;
  readonly vouchedBy: VouchedBy;
  /** The policy that was given is met by a checkpoint that covers something; absent without a policy. */
  readonly isPolicyMet?: boolean;
}

/**
 * How a program that verified ends. `allowIncomplete` lets a log pass that is still running, or whose end is not
 * covered yet; never one of which nothing is covered.
 */
export function exitCode(
  { verdict, covered, warnings }: Pick<Report, "verdict" | "covered" | "warnings">,
  { allowIncomplete = false }: { allowIncomplete?: boolean } = {},
): ExitCode {
  if (verdict === "unknown") return EXIT.incomplete;
  if (verdict === "UNANCHORED_TAIL") return allowIncomplete && covered > 0 ? EXIT.valid : EXIT.incomplete;
  if (verdict !== "OK") return EXIT.invalid;
  const isOpen = warnings.some(({ code }) => code === "NO_CLOSE");
  return isOpen && !allowIncomplete ? EXIT.incomplete : EXIT.valid;
}
