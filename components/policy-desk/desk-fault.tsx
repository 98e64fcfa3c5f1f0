"use client";

import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";
import type { DeskStore } from "./desk-store";

interface DeskFaultProps {
  readonly desk: DeskStore;
  /** What there would be to see. */
  readonly what: string;
  readonly onGoToLine: (line: number) => void;
}

/** Whether nothing can be said of the policy as it is: it has mistakes, or what reads it has stopped. */
export function hasFault({ failure, policy }: Pick<DeskStore, "failure" | "policy">): boolean {
  return failure !== undefined || (policy?.view.mistakes.length ?? 0) > 0;
}

/** Why, and what to do about it. */
export function DeskFault({ desk, what, onGoToLine }: DeskFaultProps) {
  const { failure, policy } = desk;
  const mistake = policy?.view.mistakes[0];
  if (failure === undefined && !mistake) return null;
  const isMistake = failure === undefined && mistake !== undefined;
  return (
    <div className="px-3">
      <EmptyState
        kind="failed"
        title={isMistake ? "The policy has mistakes" : `${what} cannot be worked out here`}
        actions={
          <button
            type="button"
            className={BUTTON}
            onClick={() => (isMistake ? onGoToLine(mistake.line) : desk.retry())}
          >
            {isMistake ? `Go to line ${mistake.line}` : "Try again"}
          </button>
        }
      >
        {isMistake
          ? `${what} can be told when they are mended: until then the policy decides nothing. ${mistake.message}`
          : `What reads the policy beside this page has stopped: ${failure}`}
      </EmptyState>
    </div>
  );
}
