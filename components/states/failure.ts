import { ERRORS, type ErrorCode, errorDocs } from "@/lib/errors";

/** A failure as people and support need it: what, what to do, and what finds it in the log. */
export interface Failure {
  readonly code: ErrorCode;
  readonly requestId: string | null;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}

/** Reads what a tRPC error carries; anything else is INTERNAL, and its text is not looked at. */
export function failureOf(thrown: unknown): Failure {
  const data = typeof thrown === "object" && thrown !== null && "data" in thrown ? thrown.data : null;
  if (typeof data !== "object" || data === null) return { code: "INTERNAL", requestId: null };
  const code = "code" in data && isErrorCode(data.code) ? data.code : "INTERNAL";
  const requestId = "requestId" in data && typeof data.requestId === "string" ? data.requestId : null;
  return { code, requestId };
}

/** What "Copy details" copies: nothing secret, and all that somebody else needs to find it. */
export function failureDetails(failure: Failure, where: string): string {
  const { summary, mend } = ERRORS[failure.code];
  return [
    `code: ${failure.code}`,
    `request: ${failure.requestId ?? "none"}`,
    `page: ${where}`,
    summary,
    mend,
    `reference: ${errorDocs(failure.code)}`,
  ].join("\n");
}
