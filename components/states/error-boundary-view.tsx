"use client";

import { lazy, Suspense } from "react";
import { BareError } from "./bare-error";
import type { ErrorPageProps } from "./error-page";

// Every page carries its boundaries; what they show arrives only when there is an error to show.
const ErrorPage = lazy(() =>
  import("./error-page").then(
    (module) => ({ default: module.ErrorPage }),
    () => ({ default: BareError }),
  ),
);

export function ErrorBoundaryView(props: ErrorPageProps) {
  return (
    <Suspense fallback={null}>
      <ErrorPage {...props} />
    </Suspense>
  );
}
