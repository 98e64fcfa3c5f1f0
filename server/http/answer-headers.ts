import "server-only";
import { randomBytes } from "node:crypto";
import { newId, type RequestId } from "@/lib/ids";
import type { Env } from "../env";
import { REQUEST_ID_HEADER } from "./answers";
import { pageHeaders } from "./security-headers";

const NONCE_BYTES = 16;

export interface AnswerHeaders {
  /** Ours, instead of any that the client chose. */
  readonly requestId: RequestId;
  /** On every answer, whatever it is: refusals too. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What every answer begins with, wherever it is made: an id of its own, and the headers of its path. */
export function answerHeaders(pathname: string, env: Env): AnswerHeaders {
  const requestId = newId("request");
  const headers = pageHeaders({
    pathname,
    nonce: randomBytes(NONCE_BYTES).toString("base64"),
    development: !env.production,
    https: env.publicUrl?.startsWith("https:") ?? false,
  });
  return { requestId, headers: { ...headers, [REQUEST_ID_HEADER]: requestId } };
}
