/**
 * Between the thread of a machine and the thread that answers it. The machine's thread blocks in every call of its
 * guest until the answer is there, so that a synchronous call of the guest may take as long as it likes.
 */
import type { ModuleReply, Reply } from "../../embedded/vm/host";
import type { Ended, VmLimits, VmSnapshot } from "../../embedded/vm/vm";
import type { TimesSeen } from "../../replay/course";

/** Words of the shared memory. */
export const WORD = {
  /** 1 while an answer lies in the port. */
  answered: 0,
  /** 1 from when the guest is to stop. */
  stop: 1,
} as const;
export const WORDS = 2;

export interface ThreadData {
  readonly machine: WebAssembly.Module;
  readonly prepared: VmSnapshot;
  readonly limits: VmLimits;
  readonly shared: SharedArrayBuffer;
  /** Milliseconds since 1970 minus the thread's own clock. */
  readonly epoch: number;
  /** What the guest is to read of its clock, one after the other, instead of the thread's own. */
  readonly times?: readonly TimesSeen[];
  /** Whether what the guest reads of its clock is to be told. */
  readonly tellsTimes: boolean;
}

/** What the guest has read of its clock since it was last told. */
interface Told {
  readonly seen?: readonly TimesSeen[];
}

/** Questions of the guest, by the port of the answers. */
export type Question = Told &
  (
    | { readonly kind: "call"; readonly text: string; readonly bytes: Uint8Array | undefined }
    | { readonly kind: "resolve"; readonly base: string; readonly specifier: string }
    | { readonly kind: "load"; readonly name: string }
  );
/** `isAsked`: where in its code the guest is, before it goes on. */
export type AnswerOf = (Reply | ModuleReply | { readonly failed: true }) & { readonly isAsked?: true };

/** Orders to the machine, by the thread's own port; each is answered by its number. */
export type Order = { readonly id: number } & (
  | { readonly kind: "run"; readonly text: string; readonly bytes: Uint8Array | undefined }
  | { readonly kind: "rejections"; readonly text: string }
  | { readonly kind: "jobs" }
);
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "stack"; readonly text: string }
  | (Told & {
      readonly kind: "done";
      readonly id: number;
      readonly ended: Ended | undefined;
      readonly memoryBytes: number;
    })
  | (Told & { readonly kind: "broken"; readonly id: number });
