/** The line that eval prints for a request. */
import { malformed } from "../../lib/policy/decisions";
import type { Decision } from "../../lib/policy/types";

export function answerOf(request: unknown, decision: Decision): string {
  try {
    return write(request, decision);
  } catch {
    // An id nested so deeply that it cannot be written: the answer is worth more than the echo.
    return write(null, malformed("its id cannot be written"));
  }
}

function write(request: unknown, { verdict, rule, range, code, reason, canonical }: Decision): string {
  const answer = { verdict, rule, line: range?.start.line ?? null, code, reason, canonical };
  const hasId = typeof request === "object" && request !== null && Object.hasOwn(request, "id");
  return `${JSON.stringify(hasId ? { id: (request as { id: unknown }).id, ...answer } : answer)}\n`;
}
