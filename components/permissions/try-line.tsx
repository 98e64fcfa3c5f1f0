"use client";

import { useId, useState } from "react";
import { printable } from "../audit/record-row";
import type { DeskStore } from "../policy-desk/desk-store";
import { useAnswer } from "../policy-desk/use-answer";
import { FIELD } from "../ui/classes";
import { LineLink } from "../ui/line-link";
import { VerdictInText } from "../verdict/verdict";

interface TryLineProps {
  readonly desk: DeskStore;
  readonly policy: string;
  readonly onGoToLine: (line: number) => void;
}

/** A request as one types it, decided at once by the policy as it is typed. */
export function TryLine({ desk, policy, onGoToLine }: TryLineProps) {
  const id = useId();
  const [line, setLine] = useState("");
  const asked = line.trim();
  const question = asked === "" ? null : ({ kind: "try", text: policy, line: asked } as const);
  const { answer, isCurrent } = useAnswer(desk, question);
  return (
    <div className="border-line border-b px-3 py-2">
      <label htmlFor={id} className="text-text-muted">
        Try a request
      </label>
      <input
        id={id}
        value={line}
        onChange={({ target }) => setLine(target.value)}
        placeholder="read /workspace/x, GET https://…, exec git log"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-describedby={`${id}-answer`}
        className={`${FIELD} mt-1 w-full font-mono text-xs`}
      />
      <div
        id={`${id}-answer`}
        role="status"
        aria-busy={question !== null && !isCurrent}
        className="mt-1 min-h-5"
      >
        {answer &&
          (answer.ok ? (
            <p>
              <VerdictInText kind={answer.verdict} /> {printable(answer.reason)}{" "}
              {answer.line !== null && (
                <LineLink line={answer.line} what={answer.rule ?? ""} onGoToLine={onGoToLine} />
              )}
            </p>
          ) : (
            <p className="text-text-muted">{printable(answer.why)}</p>
          ))}
      </div>
    </div>
  );
}
