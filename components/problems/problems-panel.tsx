"use client";

import { Info, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { Fix } from "@/lib/spec";
import { EmptyState } from "../states/empty-state";
import { Icon } from "../ui/icon";
import type { Problem } from "./problem";
import type { ProblemStore } from "./problem-store";
import { useProblemGone, useProblems } from "./use-problems";

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** The one that somebody went to last. */
  readonly gone: Problem | undefined;
  readonly mayEdit: boolean;
  /** Whether somebody looks for mistakes in code: the code editor does. */
  readonly checksCode: boolean;
  readonly onGo: (problem: Problem) => void;
  readonly onFix: (problem: Problem, fix: Fix) => void;
}
type ProblemsPanelProps = Omit<ProblemListProps, "problems" | "gone"> & { readonly store: ProblemStore };

/** Every problem of every file, as they come and go. */
export function ProblemsPanel({ store, ...list }: ProblemsPanelProps) {
  return <ProblemList {...list} problems={useProblems(store)} gone={useProblemGone(store)} />;
}

/** Enter or a click goes to the place of a problem, a button mends it where that can be done. */
export function ProblemList({ problems, gone, mayEdit, checksCode, onGo, onFix }: ProblemListProps) {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const all = [...(list.current?.querySelectorAll<HTMLElement>("[data-problem]") ?? [])];
    const at = all.indexOf(event.target as HTMLElement);
    if (step === 0 || at === -1) return;
    event.preventDefault();
    all[at + step]?.focus();
  };
  const without = checksCode ? "" : " Code is checked by the code editor, not in plain text.";
  if (problems.length === 0) {
    return (
      <div className="px-3">
        <EmptyState kind="nothing-yet" title="Nothing is wrong">
          Mistakes in policies and in code are listed here as they are typed.{without}
        </EmptyState>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside
    <div className="min-h-0 grow overflow-auto" onKeyDown={onKeyDown}>
      {/* A text field cannot say what is wrong where the cursor is. */}
      <p role="status" className="sr-only">
        {gone && `${gone.severity}, line ${gone.at.line}: ${gone.message}`}
      </p>
      <ul ref={list} aria-label="Problems" className="py-1">
        {problems.map((problem) => (
          <Row
            key={`${problem.path} ${problem.at.line} ${problem.at.column} ${problem.code} ${problem.message}`}
            problem={problem}
            isGone={problem === gone}
            mayEdit={mayEdit}
            onGo={onGo}
            onFix={onFix}
          />
        ))}
      </ul>
      {without !== "" && <p className="px-3 pb-2 text-text-muted text-xs">{without}</p>}
    </div>
  );
}

type RowProps = Pick<ProblemListProps, "mayEdit" | "onGo" | "onFix"> & {
  readonly problem: Problem;
  /** Where somebody is. */
  readonly isGone: boolean;
};

function Row({ problem, isGone, mayEdit, onGo, onFix }: RowProps) {
  const { path, at, severity, code, message, fixes } = problem;
  return (
    <li
      aria-current={isGone}
      className="flex flex-wrap items-center gap-x-2 px-3 hover:bg-surface-2 aria-[current=true]:bg-accent-soft"
    >
      <button
        type="button"
        data-problem=""
        onClick={() => onGo(problem)}
        className="flex min-h-7 min-w-0 grow basis-72 items-center gap-x-2 text-left max-sm:flex-wrap max-sm:py-1"
      >
        <SeverityMark severity={severity} />
        <span
          className="min-w-0 truncate max-sm:order-last max-sm:basis-full max-sm:whitespace-normal"
          title={message}
        >
          {message}
        </span>
        <span className="ml-auto shrink-0 font-mono text-text-muted text-xs">{code}</span>
        <span className="shrink-0 font-mono text-text-muted text-xs tabular-nums">
          {path}:{at.line}:{at.column}
        </span>
      </button>
      {mayEdit &&
        fixes.map((fix) => (
          <button
            key={fix.title}
            type="button"
            onClick={() => onFix(problem, fix)}
            className="my-0.5 inline-flex min-h-6 max-w-64 items-center rounded border border-line-strong bg-surface-0 px-2 text-xs hover:bg-surface-3"
          >
            <span className="truncate">{fix.title}</span>
          </button>
        ))}
    </li>
  );
}

const INK = { error: "text-error", warning: "text-approve", note: "text-text-muted" } as const;

function SeverityMark({ severity }: Pick<Problem, "severity">) {
  return (
    <span className={`inline-flex w-20 shrink-0 items-center gap-1 text-xs ${INK[severity]}`}>
      <Icon of={severity === "note" ? Info : TriangleAlert} className="size-3.5" />
      {severity}
    </span>
  );
}
