"use client";

import { BUTTON } from "../ui/classes";
import type { RunStore } from "./run-store";

export interface OtherRunProps {
  readonly store: Pick<RunStore, "goesOn" | "hasOther" | "showOther">;
  /** Another run is about to be on show. */
  readonly onShown: () => void;
}

/** Where a run goes on from another one: from what, and the way to and fro between the two. */
export function OtherRun({ store, onShown }: OtherRunProps) {
  const { goesOn, hasOther } = store;
  return (
    <section
      aria-label="The run before"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-3 py-1.5 text-xs"
    >
      {hasOther && (
        <button
          type="button"
          className={BUTTON}
          onClick={() => {
            onShown();
            store.showOther();
          }}
        >
          {goesOn ? "Show the run before" : "Show the run after"}
        </button>
      )}
      <p className="min-w-48 flex-1 wrap-anywhere">
        {goesOn ? (
          <>
            This run goes on from record {goesOn.seq} of session{" "}
            <span className="font-mono">{goesOn.sid}</span>. What was done until then is in the log of that
            session alone.
          </>
        ) : (
          <span className="text-text-muted">A later run went on from this one.</span>
        )}
      </p>
    </section>
  );
}
