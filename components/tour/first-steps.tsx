"use client";

import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import { HEADING, ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { keepDone, keptDone } from "./kept-done";
import { nextProgress, type Seen, STEPS } from "./steps";

interface FirstStepsProps extends Seen {
  readonly onClose: () => void;
}

/** Five lines on the page: what to do next, ticked off as it is done. */
export function FirstSteps({ onClose, runs, looksAtDenial, isEdited, isVerified }: FirstStepsProps) {
  const [progress, setProgress] = useState(keptDone);
  useEffect(() => keepDone(progress), [progress]);
  const { done } = progress;
  useEffect(
    () => setProgress((before) => nextProgress(before, { runs, looksAtDenial, isEdited, isVerified })),
    [runs, looksAtDenial, isEdited, isVerified],
  );
  const next = STEPS.find(({ id }) => !done.has(id))?.id;
  return (
    <section aria-labelledby="first-steps" className="shrink-0 border-line border-b pb-2 pl-3">
      <div className="flex h-8 items-center pr-1">
        <h2 id="first-steps" className={HEADING}>
          {next === undefined ? "First steps: all done" : "First steps"}
        </h2>
        <button
          type="button"
          className={`${ICON_BUTTON} ml-auto`}
          aria-label="Close the first steps"
          onClick={onClose}
        >
          <Icon of={X} />
        </button>
      </div>
      <ol className="pr-3">
        {STEPS.map(({ id, text }, index) => (
          <li
            key={id}
            aria-current={id === next ? "step" : undefined}
            className={`flex items-baseline gap-2 py-0.5 ${id === next ? "text-text" : "text-text-muted"}`}
          >
            <span className="w-4 shrink-0 text-right tabular-nums">
              {done.has(id) ? <Icon of={Check} className="inline size-3.5 text-allow" /> : index + 1}
            </span>
            <span>
              {text}
              {done.has(id) && <span className="sr-only"> Done.</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
