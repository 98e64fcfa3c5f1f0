"use client";

import { Check, CircleHelp, X } from "lucide-react";
import { printable } from "../audit/record-row";
import { DeskFault, hasFault } from "../policy-desk/desk-fault";
import type { DeskStore } from "../policy-desk/desk-store";
import type { TestsView, TestView } from "../policy-desk/messages";
import { useDeskVersion } from "../policy-desk/use-desk";
import { EmptyState } from "../states/empty-state";
import { Icon } from "../ui/icon";
import { LineLink } from "../ui/line-link";
import { VerdictInText } from "../verdict/verdict";
import { Coverage } from "./coverage";
import { inOrder, outcomeSentence } from "./outcome";

interface TestsPanelProps {
  readonly desk: DeskStore;
  readonly onGoToLine: (line: number) => void;
}

/** The tests that live with the policy, run whenever it changes. */
export function TestsPanel({ desk, onGoToLine }: TestsPanelProps) {
  useDeskVersion(desk);
  const { policy } = desk;
  const tests = policy?.view.tests;
  return (
    <div className="min-h-0 grow overflow-y-auto px-3 pb-2" aria-busy={policy === undefined}>
      {hasFault(desk) ? (
        <div className="-mx-3">
          <DeskFault desk={desk} what="How the tests come out" onGoToLine={onGoToLine} />
        </div>
      ) : !tests ? (
        <p className="py-3 text-text-muted">Reading the policy…</p>
      ) : (
        <>
          {tests.tests.length === 0 ? (
            <EmptyState kind="nothing-yet" title="The policy has no tests">
              A test is a request and the verdict that it must get. Choose a record of a run and “Make it a
              test”, or write a [[test]] at the end of the policy.
            </EmptyState>
          ) : (
            <Results view={tests} onGoToLine={onGoToLine} />
          )}
          <Coverage view={tests} onGoToLine={onGoToLine} />
        </>
      )}
    </div>
  );
}

interface ViewProps {
  readonly view: TestsView;
  readonly onGoToLine: (line: number) => void;
}

function Results({ view, onGoToLine }: ViewProps) {
  return (
    <>
      <p role="status" className="py-1.5 text-text-muted">
        {outcomeSentence(view)} They run whenever the policy changes.
      </p>
      <ul aria-label="Tests">
        {inOrder(view.tests).map((test) => (
          <Result key={`${test.line} ${test.name}`} test={test} onGoToLine={onGoToLine} />
        ))}
      </ul>
    </>
  );
}

const LOOKS = {
  passed: { icon: Check, word: "pass", ink: "text-allow" },
  failed: { icon: X, word: "FAIL", ink: "text-deny" },
  open: { icon: CircleHelp, word: "open", ink: "text-text-muted" },
} as const;

function Result({ test, onGoToLine }: { test: TestView; onGoToLine: (line: number) => void }) {
  const { name, line, expect, got, passed } = test;
  const look = LOOKS[passed === null ? "open" : passed ? "passed" : "failed"];
  return (
    <li className="flex min-h-7 items-start gap-2 border-line border-t py-1">
      <span className={`inline-flex w-14 shrink-0 items-center gap-1 ${look.ink}`}>
        <Icon of={look.icon} className="size-3.5" />
        {look.word}
      </span>
      <span className="min-w-0 grow break-words">
        {printable(name)}
        {got === undefined ? (
          <span className="block text-text-muted text-xs">
            Queries are decided by <code>aegis test</code>: no page loads the reader of SQL.
          </span>
        ) : (
          <span className="block text-text-muted text-xs">
            {passed === false && (
              <>
                Expected <VerdictInText kind={expect} />, got <VerdictInText kind={got.verdict} />.{" "}
              </>
            )}
            {printable(got.reason)}
            {got.line !== null && (
              <>
                {" "}
                <LineLink line={got.line} what="what decides it" onGoToLine={onGoToLine} />
              </>
            )}
          </span>
        )}
      </span>
      {line !== null && <LineLink line={line} what={`the test ${name}`} onGoToLine={onGoToLine} />}
    </li>
  );
}
