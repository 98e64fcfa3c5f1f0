"use client";

import { useEffect } from "react";
import { toast } from "../shell/signals";
import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";

const TITLE = "This part of the page could not be fetched";
const ADVICE =
  "Is this browser online, and the server there? Try again. If the server has a newer version by now, load the page again: your files are kept in this browser.";

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

/** The same as a message, for what was asked for by a press and has no place of its own. */
export function sayNotArrived(): void {
  toast({ tone: "error", text: TITLE, detail: ADVICE });
}

/** In the stead of a menu or a dialog that cannot be had. */
export function NotArrivedMessage({ onClose }: { onClose: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once
  useEffect(() => {
    sayNotArrived();
    onClose();
  }, []);
  return null;
}
