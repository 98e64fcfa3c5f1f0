"use client";

import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";
import { ADVICE, TITLE } from "./words";

/** In the place of a part that cannot be had: why, and what to do. */
export function NotArrived({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="px-3">
      <EmptyState
        kind="failed"
        title={TITLE}
        actions={
          <>
            <button type="button" className={BUTTON} onClick={onRetry}>
              Try again
            </button>
            <button type="button" className={BUTTON} onClick={() => location.reload()}>
              Load the page again
            </button>
          </>
        }
      >
        {ADVICE}
      </EmptyState>
    </div>
  );
}
