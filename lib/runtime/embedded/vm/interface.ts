/** A machine as the sandbox drives it, wherever it stands: in this thread, in another, in a process. Types alone. */

/** What a call of the guest is answered with: a text of the host's own making, and bytes where there are some. */
export interface Reply {
  readonly text: string;
  readonly bytes?: Uint8Array;
}

export type ModuleReply =
  | { readonly text: string }
  /** What the import is rejected with: an error with this message, and a name and a code where there are some. */
  | { readonly error: string; readonly name?: string; readonly code?: string };

export interface Host {
  /** `text` is what the guest said, of any form; `bytes` are a copy. */
  call(text: string, bytes: Uint8Array<ArrayBuffer> | undefined): Reply | Promise<Reply>;
  /** The canonical name of a module, or the sentence with which the import fails. */
  resolve(base: string, specifier: string): ModuleReply | Promise<ModuleReply>;
  load(name: string): ModuleReply | Promise<ModuleReply>;
  /** Asked often while code of the guest runs; true ends it, and the guest cannot catch that. */
  shouldStop(): boolean;
  /** Nanoseconds since 1970. */
  now(): bigint;
  random(bytes: Uint8Array): void;
}

export interface VmLimits {
  readonly memoryBytes: number;
  /** Above 128 KiB the stack of a worker's own engine may end first, which cannot be caught in time. */
  readonly stackBytes: number;
}

export type Ended =
  | { readonly kind: "value"; readonly text: string | undefined }
  /** What the guest threw and nobody caught, as far as it can be said without running its code. */
  | { readonly kind: "thrown"; readonly text: string }
  | { readonly kind: "stopped" };

export interface Machine {
  run(text: string, bytes?: Uint8Array): Promise<Ended>;
  runRejections(text: string): Promise<Ended | undefined>;
  runJobs(): Promise<Ended>;
  readonly memoryBytes: number;
  dispose(): void;
}
