"use client";

import { lazy, Suspense } from "react";
import type { Failure } from "./failure";

// The server can write it either way; the script behind its buttons comes only with a failure.
const Failed = lazy(() => import("./failed").then((module) => ({ default: module.Failed })));

/** A read on the server that failed: the retry is the page again. */
export function FailedRead({ failure, level }: { failure: Failure; level?: 1 | 2 }) {
  return (
    <Suspense fallback={null}>
      <Failed
        failure={failure}
        onRetry={() => location.reload()}
        {...(level === undefined ? {} : { level })}
      />
    </Suspense>
  );
}
