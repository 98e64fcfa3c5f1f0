/**
 * The calls by which a guest asks its host for anything, and the messages by which the host enters the guest. The
 * guest has one function, `host(text, bytes?)`; text is JSON, `[name, ...values]`.
 *
 * The answer is JSON again, an `Envelope`; with bytes it is the pair [text, bytes]. Errors cross as data and are thrown by the guest's own
 * side, so that no object and no stack of the host is ever seen there.
 */

import type { CodeSource } from "../../policy";
import type { FileStat, FolderEntry } from "../files/types";

/** An error as Node would throw it: what is not set is not there. */
export interface CallError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly errno?: number;
  readonly syscall?: string;
  readonly path?: string;
  readonly dest?: string;
  /** Of a refusal: the sentence of the decision, its rule, and the number of its record. */
  readonly reason?: string;
  readonly rule?: string;
  readonly record?: number;
}

/** A value, an error, or the promise of one: its number comes back in a `settle` message. */
export type Envelope = { readonly v?: unknown } | { readonly e: CallError } | { readonly p: number };

type StatTime = "atimeNs" | "mtimeNs" | "ctimeNs" | "birthtimeNs";
/** Times as decimal digits, in nanoseconds since 1970: more than a number of JSON holds. */
export type Stat = Omit<FileStat, StatTime> & Readonly<Record<StatTime, string>>;
export type Entry = FolderEntry;
export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly redirect: "follow" | "manual" | "error";
}
export interface FetchResponse {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly redirected: boolean;
}
export interface SpawnRequest {
  /** Either words, or one line for the shell. */
  readonly argv?: readonly string[];
  readonly command?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}
export interface SpawnResult {
  readonly code: number | null;
  readonly signal: string | null;
  /** Lengths: the bytes of the answer are the output followed by the errors. */
  readonly stdout: number;
  readonly stderr: number;
}

/** A tool as an agent is shown it; its schema is JSON Schema. */
export interface ToolListed {
  readonly name: string;
  readonly description: string;
  readonly schema?: unknown;
}
/** What a tool answered; or that it is a function of the agent's own, to be run with these arguments and told of by `tool.done`. */
export type ToolAnswer =
  | { readonly value: unknown }
  | {
      readonly run: {
        readonly call: number;
        readonly module: string;
        readonly exported: string;
        readonly args: unknown;
      };
    };

export interface ModelAnswer {
  readonly model: string;
  readonly message: {
    readonly role: "assistant";
    readonly content: string;
    readonly tool_calls?: readonly {
      readonly id: string;
      readonly name: string;
      readonly arguments: unknown;
    }[];
  };
  readonly finish: "stop" | "tool_calls" | "length";
  readonly usage: {
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly cost_usd?: number;
  };
}
/** Of a stream: the last one has the end. */
export type ModelPart =
  | { readonly text: string }
  | { readonly call: { readonly id: string; readonly name: string; readonly arguments: unknown } }
  | { readonly end: Pick<ModelAnswer, "finish" | "usage"> };

/** What became of an agent that another one started. */
export interface SpawnedEnd {
  /** What it gave back; null where it gave nothing. */
  readonly output: unknown;
  readonly code: number;
  readonly reason: string;
  /** What it printed, at most so much of it as is handed on. */
  readonly text: string;
  /** Of its log. */
  readonly session: string;
}

/**
 * Every call: its values and what it answers. Paths are as the guest wrote them; the host knows the guest's working
 * folder. `$bytes` marks that bytes go along, to the host or back.
 */
export interface Calls {
  // Files; all answer at once, or wait inside the call where a person is asked.
  "fs.open": (path: string, flags: number, mode: number) => number;
  "fs.close": (fd: number) => void;
  /** Answers with bytes: fewer than asked at the end. */
  "fs.read": (fd: number, length: number, position: number | null) => void;
  /** With bytes; answers how many were written. */
  "fs.write": (fd: number, position: number | null) => number;
  "fs.fstat": (fd: number) => Stat;
  "fs.ftruncate": (fd: number, length: number) => void;
  "fs.fsync": (fd: number) => void;
  "fs.futimes": (fd: number, atime: number, mtime: number) => void;
  "fs.fchmod": (fd: number, mode: number) => void;
  "fs.fchown": (fd: number, uid: number, gid: number) => void;
  "fs.stat": (path: string) => Stat;
  "fs.lstat": (path: string) => Stat;
  "fs.access": (path: string, mode: number) => void;
  "fs.readdir": (path: string) => readonly Entry[];
  /** The first folder that was made, with `recursive`. */
  "fs.mkdir": (path: string, mode: number, recursive: boolean) => string | undefined;
  "fs.mkdtemp": (prefix: string) => string;
  "fs.rmdir": (path: string) => void;
  "fs.unlink": (path: string) => void;
  "fs.rename": (path: string, to: string) => void;
  "fs.link": (path: string, to: string) => void;
  "fs.symlink": (target: string, path: string) => void;
  "fs.readlink": (path: string) => string;
  "fs.realpath": (path: string) => string;
  "fs.chmod": (path: string, mode: number) => void;
  "fs.chown": (path: string, uid: number, gid: number, follow: boolean) => void;
  "fs.utimes": (path: string, atime: number, mtime: number, follow: boolean) => void;
  "fs.truncate": (path: string, length: number) => void;
  "fs.copyFile": (path: string, to: string, mode: number) => void;
  "fs.statfs": (path: string) => Readonly<Record<string, number>>;
  /** Answers with bytes. */
  "fs.readFile": (path: string, flags: number) => void;
  /** With bytes. */
  "fs.writeFile": (path: string, flags: number, mode: number) => void;
  /** Events come as messages of kind `watch`. */
  "fs.watch": (path: string, recursive: boolean) => number;
  "fs.unwatch": (id: number) => void;

  // The process.
  "process.env": (name: string) => string | undefined;
  "process.envNames": () => readonly string[];
  "process.cwd": () => string;
  "process.chdir": (path: string) => void;
  /** With bytes. */
  "process.write": (stream: "stdout" | "stderr") => void;
  /** Ends the guest: does not answer. */
  "process.exit": (code: number) => void;
  "process.memory": () => { readonly used: number; readonly total: number };
  /** Nanoseconds as decimal digits, from the session's own clock. */
  "process.hrtime": () => string;
  /** From the session's source; answers with bytes. */
  "process.random": (length: number) => void;
  /** Asks for more of standard input; it comes as a message of kind `stdin`. */
  "process.stdin": (isReading: boolean) => void;
  /** Text or compiled code of a module, for `require`; canonical name by `module.resolve`. */
  "module.resolve": (base: string, specifier: string, kind: "import" | "require") => string;
  "module.load": (name: string) => {
    readonly format: "commonjs" | "module" | "json" | "builtin";
    readonly text: string;
  };

  // Timers: one alarm for the guest, which keeps its own list.
  "timer.set": (milliseconds: number | null) => void;

  // What takes time: answers with a promise. The bytes of a settled fetch are its body.
  "net.fetch": (request: FetchRequest) => FetchResponse;
  "exec.run": (request: SpawnRequest) => SpawnResult;
  /** The same, answered inside the call: `execSync` waits. The bytes come with the answer. */
  "exec.runSync": (request: SpawnRequest) => SpawnResult;
  "tool.call": (tool: string, args: unknown) => ToolAnswer;
  "tool.list": () => readonly ToolListed[];
  /** A stream where the request asks for one. */
  "model.call": (request: unknown) => ModelAnswer | { readonly stream: number };
  "model.next": (stream: number) => ModelPart;
  "agent.spawn": (name: string, input: unknown) => SpawnedEnd;
  /** A function of the agent's has come to its end. Answers at once. */
  "tool.done": (call: number, isOk: boolean, value: unknown) => void;
  "model.close": (stream: number) => void;
  /** What the agent that started this one gave it along; undefined for one that nobody started. */
  "agent.input": () => unknown;
  /** What it gives back, in the place of what it gave before. */
  "agent.reply": (output: unknown) => void;
  /** Gives up on a promise. */
  "call.cancel": (promise: number) => void;

  /** Refused or not: text that is to become code, or a module by its name. */
  "code.load": (how: CodeSource, module?: string) => void;

  // Digests, because the machine would take a thousand times as long. With bytes; answers with bytes.
  "crypto.hash": (algorithm: string) => void;
  "crypto.hmac": (algorithm: string, keyLength: number) => void;
  /** The name of a host in a URL, in ASCII: its tables of Unicode are the host's. Nothing is looked up. */
  "url.domain": (name: string) => string | undefined;
}
export type CallName = keyof Calls;

/** What the host says to the guest, by its entry function. Bytes go along where it says so. */
export type Message =
  | {
      readonly kind: "start";
      readonly entry: string;
      readonly argv: readonly string[];
      readonly pid: number;
      readonly isTty: boolean;
      /** Whether text may become code: the doors to that are shut otherwise. */
      readonly allowsText: boolean;
    }
  /** With bytes where the call answers with bytes. */
  | { readonly kind: "settle"; readonly promise: number; readonly answer: { v?: unknown } | { e: CallError } }
  | { readonly kind: "alarm" }
  /** All jobs are done: immediates run, and the status says whether anything is left. */
  | { readonly kind: "turn" }
  | { readonly kind: "watch"; readonly id: number; readonly type: "rename" | "change"; readonly name: string }
  /** With bytes; without them standard input has ended. */
  | { readonly kind: "stdin" }
  /**
   * Promises were rejected and nobody listened: reasons and promises come as a list, one after the other, in the place of bytes.
   * The guest reports them and exits, as Node does.
   */
  | { readonly kind: "rejections" }
  | { readonly kind: "signal"; readonly name: string }
  /** Nothing is left to do: `beforeExit` and `exit` are emitted. */
  | { readonly kind: "exit"; readonly code: number | null };

/** What the entry answers: what keeps the guest alive, and the exit code once it is there. */
export interface Status {
  /** Timers, streams, watchers and promises that are not unref'd. */
  readonly alive: boolean;
  /** Something was done, so that jobs may wait: another turn before anything is concluded from `alive`. */
  readonly again?: boolean;
  readonly exitCode?: number;
}
