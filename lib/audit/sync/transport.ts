/**
 * The server as the uploader sees it: four questions, each answered by a value or by a refusal with its code. Whoever
 * implements it throws nothing but the reason of the signal; that nothing was answered is a refusal as well.
 */
import type { z } from "zod";
import type { ErrorCode, ErrorDetails } from "../../errors";
import type { Batch, headOutput, Opened, proofOutput, Receipt } from "./wire";

export type Head = z.infer<typeof headOutput>;
export type Proof = z.infer<typeof proofOutput>;

export interface Refused {
  readonly ok: false;
  /** UNREACHABLE: no answer, or none that is one. What was asked may have been done all the same. */
  readonly code: ErrorCode | "UNREACHABLE";
  readonly message: string;
  readonly details?: ErrorDetails;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Refused;

export interface Transport {
  open(workspaceId: string, signal: AbortSignal): Promise<Answer<Opened>>;
  append(batch: Batch, signal: AbortSignal): Promise<Answer<Receipt>>;
  head(session: { workspaceId: string; sid: string }, signal: AbortSignal): Promise<Answer<Head>>;
  /** That the log of the workspace extends what it was at a size. */
  proof(workspaceId: string, from: number, signal: AbortSignal): Promise<Answer<Proof>>;
}
