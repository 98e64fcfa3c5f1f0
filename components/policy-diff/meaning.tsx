"use client";

import type { DeskStore } from "../policy-desk/desk-store";
import { useAnswer } from "../policy-desk/use-answer";
import { ChangesList } from "./changes-list";

interface MeaningProps {
  readonly desk: DeskStore;
  readonly old: string;
  readonly text: string;
  readonly onGoToLine?: (line: number) => void;
}

/** What one text of the policy changes against another, worked out beside the page. */
export function Meaning({ desk, old, text, onGoToLine }: MeaningProps) {
  const { answer, isCurrent } = useAnswer(desk, { kind: "compare", old, text });
  return (
    <div aria-busy={!isCurrent}>
      {answer === undefined ? (
        <p className="text-text-muted">Comparing…</p>
      ) : (
        <ChangesList changes={answer} {...(onGoToLine && { onGoToLine })} />
      )}
    </div>
  );
}
