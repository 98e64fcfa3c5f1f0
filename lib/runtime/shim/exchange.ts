/**
 * What the shim and its host say to each other. The host gives an order and waits for its report; until then the shim
 * asks, one question at a time, and does nothing before it has the answer. It is the machine of the embedded driver
 * (`../embedded/vm/interface.ts`), told from afar.
 */
import type { Ended, ModuleReply, Reply } from "../embedded/vm/interface";

export type Order =
  /** A message of the protocol (`../calls/protocol.ts`), and the jobs that it leaves behind. */
  | { readonly kind: "run"; readonly text: string; readonly bytes?: Uint8Array }
  /** What was rejected and nobody listened to; answered with nothing where there is none. */
  | { readonly kind: "rejections"; readonly text: string };

export interface Report {
  readonly ended?: Ended;
  /** Whether `rejections` has anything to tell: without, the order is not worth its way. */
  readonly hasRejections: boolean;
  readonly memoryBytes: number;
}

export type Question =
  | { readonly kind: "call"; readonly text: string; readonly bytes?: Uint8Array }
  | { readonly kind: "resolve"; readonly base: string; readonly specifier: string }
  | { readonly kind: "load"; readonly name: string };

/** Undefined: the host could not answer, and says no more about it. */
export type AnswerOf<Kind extends Question["kind"]> = (Kind extends "call" ? Reply : ModuleReply) | undefined;

/** Blocks until the answer is there. */
export interface Asking {
  (question: Extract<Question, { kind: "call" }>): AnswerOf<"call">;
  (question: Extract<Question, { kind: "resolve" | "load" }>): AnswerOf<"load">;
}

/** What a realm is made of: texts of the bundle, and the one word of the policy that an engine has to hold. */
export interface Start {
  /** `inside.js` of the bundle. */
  readonly inside: string;
  /** `guest.js` of the bundle. */
  readonly library: string;
  /** Whether text may become code: `eval`, `new Function`. */
  readonly allowsCode: boolean;
}
