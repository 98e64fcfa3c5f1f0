"use client";

import { ErrorBoundaryView } from "@/components/states/error-boundary-view";
import "./globals.css";

/** Stands in for the root layout when that failed itself, so it brings the document and the styles. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Something went wrong · Aegis</title>
        <main>
          <ErrorBoundaryView error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
