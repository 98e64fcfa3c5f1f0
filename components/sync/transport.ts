/**
 * The router `audit` as the uploader asks it. One request a question: a batch of records fills a request by itself, and
 * with others in it, it would be too large. What comes back is parsed before anything is done with it.
 */
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import type { z } from "zod";
import type { Answer, Refused, Transport } from "@/lib/audit/sync/transport";
import { appendOutput, headOutput, openOutput, proofOutput } from "@/lib/audit/sync/wire";
import { ERRORS, type ErrorCode, type ErrorDetails } from "@/lib/errors";
import type { AppRouter } from "@/server/routers";

const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });

export const trpcTransport: Transport = {
  open: (workspaceId, signal) =>
    asked(openOutput, signal, () => client.audit.open.query({ workspaceId }, { signal })),
  append: (batch, signal) => asked(appendOutput, signal, () => client.audit.append.mutate(batch, { signal })),
  head: (session, signal) => asked(headOutput, signal, () => client.audit.head.query(session, { signal })),
  proof: (workspaceId, from, signal) =>
    asked(proofOutput, signal, () =>
      client.audit.proof.query({ of: "workspace", workspaceId, from }, { signal }),
    ),
};

async function asked<T>(
  schema: z.ZodType<T>,
  signal: AbortSignal,
  ask: () => Promise<unknown>,
): Promise<Answer<T>> {
  let answer: unknown;
  try {
    answer = await ask();
  } catch (error) {
    signal.throwIfAborted();
    return refusalOf(error);
  }
  // Without `jitless` it tries whether it may evaluate code, which the policy of the page reports.
  const read = schema.safeParse(answer, { jitless: true });
  return read.success ? { ok: true, value: read.data } : unreachable("The server's answer is none.");
}

/** Exported for its test. A proxy in between may answer whatever it likes: what has no code of ours is no refusal. */
export function refusalOf(error: unknown): Refused {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  const { code, details } = (typeof data === "object" && data !== null ? data : {}) as Record<
    string,
    unknown
  >;
  if (typeof code !== "string" || !isErrorCode(code)) return unreachable("The server could not be reached.");
  const message = error instanceof Error ? error.message : ERRORS[code].summary;
  const isDetailed = typeof details === "object" && details !== null;
  return { ok: false, code, message, ...(isDetailed && { details: details as ErrorDetails }) };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

function unreachable(message: string): Refused {
  return { ok: false, code: "UNREACHABLE", message };
}
