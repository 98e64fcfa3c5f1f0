import "server-only";
import { type AegisError, ERRORS, errorDocs, publicMessage } from "@/lib/errors";

export const REQUEST_ID_HEADER = "x-request-id";

/** An error as an answer outside tRPC: the same code, text and request id, as JSON. */
export function errorAnswer(error: AegisError, requestId: string | null): Response {
  const { status, mend } = ERRORS[error.code];
  const body = {
    code: error.code,
    message: publicMessage(error),
    mend,
    requestId,
    docs: errorDocs(error.code),
  };
  return Response.json({ error: body }, { status, headers: { "Cache-Control": "no-store" } });
}
