import { useEffect, useState } from "react";
import type { AnswerTo, DeskStore } from "./desk-store";
import type { Question } from "./messages";

export interface Known<Kind extends Question["kind"]> {
  readonly answer: AnswerTo[Kind] | undefined;
  /** Of the question that is asked now, and not of one before. */
  readonly isCurrent: boolean;
}

/** Asks whenever the question is another one; null asks nothing. The answer before stays until the next is there. */
export function useAnswer<Kind extends Question["kind"]>(
  desk: DeskStore,
  question: Extract<Question, { kind: Kind }> | null,
): Known<Kind> {
  const key = question && JSON.stringify(question);
  const [known, setKnown] = useState<{ key: string | null; answer: AnswerTo[Kind] | undefined }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the question
  useEffect(() => {
    if (question === null) return;
    let isWanted = true;
    void desk.ask<Kind>(question).then((answer) => {
      if (isWanted && answer !== undefined) setKnown({ key, answer });
    });
    return () => {
      isWanted = false;
    };
  }, [desk, key]);
  return { answer: question === null ? undefined : known?.answer, isCurrent: known?.key === key };
}
