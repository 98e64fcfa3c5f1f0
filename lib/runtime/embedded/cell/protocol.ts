/**
 * What the page and the worker of a cell say to each other, by one port. The worker trusts the page. The page does not
 * trust the worker: what comes from there is read by `read-message.ts`, and anything that is not of these forms ends
 * the cell.
 */
import type { LoanPosition } from "../../../audit/recorder";
import type { Answer, ApprovalRules, Question } from "../../../mediator/approval";
import type { Meters, Program } from "../../../policy";
import type { AgentCode } from "../../agents/fault";
import type { HttpRequest, HttpResponse } from "../../calls/network";
import type { Checkpoint } from "../../checkpoints/checkpoints";
import type { CheckpointRules } from "../../checkpoints/rules";
import type { MountOptions, Tree, TreeEntry } from "../../files";
import type { SandboxLimits } from "../../limits";
import type { Place, Replayed, ReplayingParts } from "../../replay/replaying";
import type { Completion } from "../../shell";
import type { SandboxEnd } from "../sandbox/sandbox";
import type { VmSnapshot } from "../vm/vm";

/** The guest's side: its library, or a machine that has read it already. */
export type GuestSource = { readonly library: string } | { readonly prepared: VmSnapshot };

/** The run: everything that is decided before it, as plain data. */
export interface RunSettings {
  readonly program: Program;
  readonly approvals: ApprovalRules;
  readonly limits: SandboxLimits;
  /** Absent where the spec asks for none. */
  readonly checkpoints?: CheckpointRules;
  readonly actor: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The modules that the guest's library presents, by name without `node:`. */
  readonly builtins: Readonly<Record<string, string>>;
}

/** That the first agent of a session is to be recorded, with what the page alone knows of it. */
export interface RecordingOrder {
  /** The bytes of the spec, in base64. */
  readonly spec: string;
  readonly host: string;
  readonly workspace?: string;
  readonly mostBytes: number;
}

/** A run that is to be made again. The page has read the first line of the recording, and the policy in it. */
export interface ReplayOrder {
  readonly tape: Uint8Array<ArrayBuffer>;
  /** The records of the log, each with its line feed. */
  readonly lines: Uint8Array<ArrayBuffer>;
  readonly opening: ReplayingParts["opening"];
  /** What else is to judge what the agent asks for. */
  readonly second?: { readonly program: Program; readonly goesOn: boolean };
  /** Only as far as somebody wants to go on from. */
  readonly until?: NonNullable<ReplayingParts["until"]>;
}

/** A run that a session goes on from. The page has read all of it, and knows the moment. */
export interface PastRun {
  readonly tape: Uint8Array<ArrayBuffer>;
  /** The records of its log, each with its line feed. */
  readonly lines: Uint8Array<ArrayBuffer>;
  readonly place: Place;
  readonly opening: ReplayingParts["opening"];
  /** As they were in force then. */
  readonly settings: Pick<RunSettings, "program" | "approvals" | "checkpoints" | "actor">;
  /** What it and all that went on from it have used of the limits of the policy that is in force now. */
  readonly used: Meters;
}

/** How a recording ended: with the agent, before it because something came that cannot be made again, or for want of room. */
export type Taped = "whole" | "cut" | "full";

/** What a cell runs: an agent, or a line in the author's own terminal. */
export type Started =
  | { readonly entry: string; readonly argv: readonly string[]; readonly isTty: boolean }
  | { readonly line: string };

export type ToCell =
  | { readonly kind: "boot"; readonly machine: Uint8Array<ArrayBuffer>; readonly guest: GuestSource }
  | {
      readonly kind: "session";
      readonly log: LoanPosition;
      readonly settings: RunSettings;
      /** Milliseconds since 1970: the clock of the session begins here and is the worker's own from then on. */
      readonly now: number;
      readonly recording?: RecordingOrder;
      /** The first agent goes on where this one was. */
      readonly past?: PastRun;
      /** Whether what files become is told, and how much of it. */
      readonly history?: { readonly mostBytes: number };
      /** Whether what the records name by digest alone is told, and how much of it. */
      readonly bodies?: { readonly mostBytes: number };
    }
  | ({ readonly kind: "replay"; readonly settings: RunSettings; readonly now: number } & ReplayOrder)
  | {
      readonly kind: "mount";
      readonly id: number;
      readonly path: string;
      readonly tree: Tree;
      readonly options: MountOptions;
    }
  | { readonly kind: "export"; readonly id: number; readonly path: string }
  | { readonly kind: "remove"; readonly id: number; readonly paths: readonly string[] }
  | { readonly kind: "checkpoints"; readonly id: number }
  | { readonly kind: "rollback"; readonly id: number; readonly checkpoint: string }
  | ({ readonly kind: "start" } & Started)
  | { readonly kind: "complete"; readonly id: number; readonly line: string; readonly cursor: number }
  | { readonly kind: "cwd"; readonly id: number }
  /** So many records are on durable storage; of the log of an agent that was started by another one, where it says so. */
  | { readonly kind: "durable"; readonly size: number; readonly agent?: number }
  /** Nothing can be recorded any more. */
  | { readonly kind: "lost"; readonly agent?: number }
  /** As many as were there at the same time. */
  | { readonly kind: "answers"; readonly answers: readonly AnsweredEffect[] }
  /** Null when standard input has ended. */
  | { readonly kind: "stdin"; readonly bytes: Uint8Array | null }
  | { readonly kind: "stop" }
  /** Is somebody there? A guest that computes lets nobody answer, and may do so only for its time. */
  | { readonly kind: "ping" };

/** An agent that is to be started: the page reads its spec by itself and opens its log. */
export interface AgentOrder {
  readonly name: string;
  readonly spec: Uint8Array;
  readonly sid: string;
  readonly parent: { readonly sid: string; readonly seq: number };
}
/** What the page has made of it. `agent` names it from then on. */
export interface OpenedAgent {
  readonly agent: number;
  readonly log: LoanPosition;
  readonly settings: Pick<RunSettings, "program" | "approvals" | "limits">;
  /** Below the folder of the agents. */
  readonly entry: string;
}

/** What the worker asks of the page because it reaches out. */
export type EffectRequest =
  | { readonly effect: "http"; readonly request: HttpRequest }
  | { readonly effect: "ask"; readonly question: Question }
  | { readonly effect: "agent"; readonly order: AgentOrder }
  /** Its run is over: its log is closed. */
  | { readonly effect: "agentEnd"; readonly agent: number };
export type EffectAnswer =
  | { readonly effect: "agent"; readonly opened: OpenedAgent }
  | { readonly effect: "agentRefused"; readonly code: AgentCode; readonly why: string }
  | { readonly effect: "agentEnd" }
  | { readonly effect: "http"; readonly response: HttpResponse }
  | { readonly effect: "ask"; readonly answer: Answer }
  /** `why` is for the guest: a sentence of ours, nothing of the page. */
  | { readonly effect: "failed"; readonly why: string };

/** For an agent that another one started, where it says so. */
export interface AskedEffect {
  readonly id: number;
  readonly request: EffectRequest;
  readonly agent?: number;
}
export interface AnsweredEffect {
  readonly id: number;
  readonly answer: EffectAnswer;
}

export type FromCell =
  /** The program runs, and has given away what it does not need. */
  | { readonly kind: "up" }
  /** The machine is there. */
  | { readonly kind: "ready" }
  | { readonly kind: "pong" }
  | { readonly kind: "failed"; readonly what: CellTrouble }
  | {
      readonly kind: "done";
      readonly id: number;
      readonly why?: string;
      readonly tree?: Readonly<Record<string, TreeEntry>>;
      readonly completion?: Completion;
      readonly cwd?: string;
      readonly checkpoints?: readonly Checkpoint[];
      /** Whether there is such a checkpoint. */
      readonly isFound?: boolean;
    }
  /** Lines, the first with this number. Somebody waits until they are stored, or nobody does. */
  | {
      readonly kind: "records";
      readonly first: number;
      readonly lines: Uint8Array<ArrayBuffer>;
      readonly isAwaited: boolean;
      readonly agent?: number;
    }
  | { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly bytes: Uint8Array<ArrayBuffer> }
  /** As many as are asked for at the same time. */
  | { readonly kind: "effects"; readonly effects: readonly AskedEffect[] }
  /** Nobody waits for this effect any more. */
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "stdin"; readonly isReading: boolean }
  /** Files that were changed, by path; all that explains them was sent before. */
  | { readonly kind: "changed"; readonly paths: readonly string[] }
  /** What files became, in order; the records that there were by then are sent before. */
  | {
      readonly kind: "files";
      readonly changes: readonly FileTold[];
      readonly proofs: readonly FileProof[];
      /** From here on content is no longer told. */
      readonly isCut: boolean;
    }
  /** What records name by their digest, before those records; and how many more there were that nobody is told. */
  | { readonly kind: "bodies"; readonly bodies: readonly BodyTold[]; readonly lost: number }
  /** The next piece of the recording; what explains records is sent before them. */
  | { readonly kind: "tape"; readonly bytes: Uint8Array<ArrayBuffer> }
  /** There will be no more of it. */
  | { readonly kind: "taped"; readonly came: Taped }
  /** What came of a replay. */
  | { readonly kind: "replayed"; readonly replayed: Omit<Replayed, "rolledBack"> }
  | { readonly kind: "end"; readonly end: SandboxEnd };

export interface FileTold {
  /** Counted from 0. */
  readonly n: number;
  /** So many records there were when it happened. */
  readonly at: number;
  readonly path: string;
  readonly size: number;
  /** Null: there is no such file any more. Absent: it is too much to be told. */
  readonly content?: Uint8Array<ArrayBuffer> | null;
}
/** With this salt the content of that change has this digest, and some record has it too. */
export interface FileProof {
  readonly n: number;
  readonly sha256: string;
  readonly salt: Uint8Array<ArrayBuffer>;
}

/** SHA-256 of salt and bytes is the digest. */
export interface BodyTold {
  readonly sha256: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Closed, so that nothing of a guest comes into a sentence. */
export const CELL_TROUBLES = {
  machine: "The machine could not be started in the sandbox.",
  policy: "The policy cannot be enforced in the sandbox.",
  host: "The sandbox itself failed.",
  past: "The earlier run did not come out again as its log says, so nothing goes on from it.",
} as const;
export type CellTrouble = keyof typeof CELL_TROUBLES;
