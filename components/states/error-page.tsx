"use client";

import { Failed } from "./failed";
import { type Failure, failureOf } from "./failure";

export interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * What the boundaries show. In production a server error arrives with a digest and without its text; neither is
 * shown. The digest stands in for the request id: the server's log has it beside the stack.
 */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const known = failureOf(error);
  const failure: Failure = { ...known, requestId: known.requestId ?? digestOf(error) };
  return (
    <div className="mx-auto w-full max-w-[44rem] px-4 py-12 sm:px-6">
      <Failed failure={failure} onRetry={retry} level={1} />
    </div>
  );
}

function digestOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}
