/**
 * What runs agents, as the workbench sees it: the same for every driver, so that nobody above knows which one it has.
 *
 * One box is one session with its log: `boot` opens both, what is spawned runs in it, `teardown` ends both. What a driver can promise is
 * in `enforcement`; "advisory" is never to be shown as a sandbox.
 */
import type { Closed, Followed, Journal } from "../audit/recorder";
import type { Approver } from "../mediator/approval";
import type { PayloadStore } from "../mediator/log";
import type { Program } from "../policy";
import type { AgentSpec } from "../spec";
import type { Checkpoint } from "./checkpoints/checkpoints";
import type { MountOptions, Tree, TreeEntry } from "./files";
import type { Place, Replayed } from "./replay/replaying";
import type { Completion } from "./shell";

export type Enforcement = "enforced" | "advisory";

export interface Driver {
  readonly name: "embedded" | "webcontainer" | "node";
  readonly enforcement: Enforcement;
  /** Rejects with a sentence for a person; then nothing is left but the log, where that was opened. */
  boot(run: RunOptions): Promise<Box>;
  /** Makes a recorded run again, where the driver can; rejects with a sentence for a person. */
  replay?(order: ReplayOrder): Promise<Replayed>;
  /** The same up to a record, for whoever wants to go on from there: what it comes to says whether, and from which moment. */
  lookBack?(order: LookOrder): Promise<Replayed>;
}

export interface RunOptions {
  readonly source: { readonly bytes: Uint8Array; readonly spec: AgentSpec; readonly program: Program };
  readonly journal: Journal;
  /** Where the journal is already named by it; a new one otherwise. */
  readonly sid?: string;
  /** Of the log's origin. */
  readonly host: string;
  /** For whom it runs. */
  readonly actor: string;
  readonly workspace?: string;
  /** What the server gave for the beginning of the log; nothing offline. */
  readonly given?: { readonly nonce?: string; readonly workspace_checkpoint?: string };
  readonly approver?: Approver;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whether the author wants a terminal. */
  readonly hasTerminal?: boolean;
  /** Keeps what the first agent of the box gets from outside, so that its run can be made again; as much as that at most. */
  readonly recording?: { readonly mostBytes: number };
  /** Tells what files become (`files`), with as much content as that at most; where the driver can. */
  readonly history?: { readonly mostBytes: number };
  /** Where what the records name by digest alone is kept; left out, nothing is. */
  readonly bodies?: KeptBodies;
  /** The first agent of the box goes on where that one was, instead of beginning. */
  readonly goesOnFrom?: GoingOn;
  /** Makes a place for the log of an agent that this one starts; left out, it can start none. */
  readonly openChildLog?: (sid: string) => Promise<ChildLog>;
}

export interface KeptBodies {
  readonly store: PayloadStore;
  /** Of the whole session. */
  readonly mostBytes: number;
  /** So many more were not kept, for want of room or because each of them is too large. */
  onLost(count: number): void;
}

export interface ChildLog {
  readonly journal: Journal;
  /** When its session is closed. */
  close(): Promise<void>;
}

export interface Box {
  readonly sid: string;
  readonly fs: BoxFiles;
  mount(path: string, tree: Tree, options?: MountOptions): Promise<void>;
  /** One thing at a time: an agent here, or a line in the terminal. Each over the files that the one before has left. */
  spawn(entry: string, argv?: readonly string[], options?: { readonly isTty?: boolean }): Process;
  /** Where it goes on from an earlier run: what is to be spawned first, over the files that run began with. */
  readonly goesOn?: { readonly entry: string; readonly argv: readonly string[]; readonly isTty: boolean };
  /** Where the spec asks for any. */
  readonly checkpoints?: BoxCheckpoints;
  /** Where it records: once the agent has ended, and while there is the journal. */
  recording?(): Promise<RecordedRun>;
  /** The author's own shell, where the driver has one. */
  readonly terminal?: Terminal;
  on<Name extends keyof BoxEvents>(name: Name, listener: BoxEvents[Name]): () => void;
  /** All that is recorded, from the first record on, as it becomes durable; ends with the session. */
  records(signal?: AbortSignal): AsyncIterable<Followed>;
  /** Ends the run if it has not ended, and closes the log. Can be called twice. */
  teardown(key: "keep" | "destroy"): Promise<Closed>;
}

/** What a run got from outside, with the records that it made; or why that was not kept, in a sentence. */
export type RecordedRun =
  | {
      readonly kind: "kept";
      /** False where it ends before the agent did: it is good up to there. */
      readonly isWhole: boolean;
      /** As `lib/runtime/replay` has it. As private as the run was. */
      readonly tape: Uint8Array<ArrayBuffer>;
      /** Each with its line feed. */
      readonly lines: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: "let-go"; readonly why: string };

/** A moment of an earlier run, as `lookBack` has found it. */
export interface GoingOn {
  readonly recorded: Extract<RecordedRun, { kind: "kept" }>;
  readonly place: Place;
  /** The logs of all that went on from that run until now: what they have used up is used up. */
  readonly since: readonly Uint8Array[];
}

export interface LookOrder {
  readonly recorded: Extract<RecordedRun, { kind: "kept" }>;
  /** Where the agent has its files, and those that it began with. */
  readonly folder: string;
  readonly tree: Tree;
  /** After which record it is to be gone on. */
  readonly seq: number;
  /** What is in force now. */
  readonly source: RunOptions["source"];
  readonly signal?: AbortSignal;
}

export interface ReplayOrder {
  readonly recorded: Extract<RecordedRun, { kind: "kept" }>;
  /** Where the agent has its files, and those that it is to begin with. */
  readonly folder: string;
  readonly tree: Tree;
  /** What else is to judge what it asks for; `goesOn`: beyond the first request that it judges in another way. */
  readonly second?: { readonly program: Program; readonly goesOn: boolean };
  readonly output?: (output: ProcessOutput) => void;
  readonly signal?: AbortSignal;
}

/** Lines of the author, who is on the record and not governed as the agent is; what `node FILE` starts is the agent. */
export interface Terminal {
  /** Folder, variables and functions stay from line to line. */
  run(line: string): Process;
  complete(line: string, cursor: number): Promise<Completion>;
  /** Where the next line will stand. */
  cwd(): Promise<string>;
}

/** Of the agent that runs, or ran last. */
export interface BoxCheckpoints {
  /** The oldest first. */
  list(): Promise<readonly Checkpoint[]>;
  /** Puts the files back, of a run that goes on after ending it. False where there is none of this name. */
  rollback(id: string): Promise<boolean>;
}

export interface BoxFiles {
  /** Everything below a folder, as it is when the guest pauses next. */
  export(path: string): Promise<Readonly<Record<string, TreeEntry>>>;
  /** Files by their whole path; those that are not there are passed over. */
  remove(paths: readonly string[]): Promise<void>;
}

export interface FilesTold {
  readonly changes: readonly {
    readonly n: number;
    readonly at: number;
    readonly path: string;
    readonly size: number;
    /** Null: gone. Absent: too much to be told. */
    readonly content?: Uint8Array | null;
  }[];
  /** The digest that some record has of the content of a change, and the salt with which it is made. */
  readonly proofs: readonly { readonly n: number; readonly sha256: string; readonly salt: Uint8Array }[];
  /** Content is no longer told. */
  readonly isCut: boolean;
}

export interface BoxEvents {
  /** Paths that have changed, with the records that explain it on their way before; `/` for very many. */
  changed(paths: readonly string[]): void;
  /** What files became, where `history` asks for it; in order, by the number of records that there were. */
  files(told: FilesTold): void;
  /** Whether the agent waits for standard input now. */
  stdin(isReading: boolean): void;
  /** Something failed that is not the agent's doing: a sentence for a person. */
  trouble(sentence: string): void;
}

export interface ProcessOutput {
  readonly stream: "stdout" | "stderr";
  readonly bytes: Uint8Array;
}

export interface ProcessEnd {
  readonly reason: "exit" | "stopped" | "cpu" | "wall" | "output" | "broken";
  readonly code: number;
}

export interface Process {
  readonly output: ReadableStream<ProcessOutput>;
  /** Closing it ends standard input. */
  readonly input: WritableStream<Uint8Array>;
  /** When the run is over and its records are durable. */
  readonly exit: Promise<ProcessEnd>;
  /** Within 100 ms, whatever it does. */
  kill(): Promise<ProcessEnd>;
}
