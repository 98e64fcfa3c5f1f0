"use client";

import { Failed } from "./failed";
import type { Failure } from "./failure";

/** A read on the server that failed: the retry is the page again. */
export function FailedRead({ failure, level }: { failure: Failure; level?: 1 | 2 }) {
  return (
    <Failed failure={failure} onRetry={() => location.reload()} {...(level === undefined ? {} : { level })} />
  );
}
