"use client";

import { ErrorBoundaryView } from "@/components/states/error-boundary-view";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorBoundaryView error={error} retry={retry} />;
}
