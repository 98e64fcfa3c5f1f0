"use client";

import { type CSSProperties, useEffect } from "react";
import type { Panel } from "../dock/panel";
import { Panels } from "../dock/panels";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { useDeskVersion } from "../policy-desk/use-desk";
import { testNote } from "../policy-tests/outcome";
import { Output } from "../run/output";
import { useRunVersion } from "../run/use-run";
import { WaitingApprovals } from "../run/waiting-approvals";
import { PANE } from "../ui/classes";
import type { WorkbenchModel } from "./use-workbench";

interface ConsoleDockProps {
  readonly id: string;
  readonly height: number;
  readonly model: WorkbenchModel;
}

const TerminalPanel = latePanel(
  new Late(async () => (await import("../terminal/terminal-panel")).TerminalPanel),
);
const ProblemsPanel = latePanel(
  new Late(async () => (await import("../problems/problems-panel")).ProblemsPanel),
);
const TestsPanel = latePanel(new Late(async () => (await import("../policy-tests/tests-panel")).TestsPanel));

const LABEL = "Terminal, output and approvals";

/** Below the editor: what the agent prints, and what waits for a person. A question shows itself. */
export function ConsoleDock({ id, height, model }: ConsoleDockProps) {
  const { run, terminal, console } = model;
  useRunVersion(run);
  useRunVersion(terminal);
  const { waiting } = run.approvals;
  const { waiting: inTerminal } = terminal.approvals;
  const asks = waiting.length + inTerminal.length > 0;
  const { desk } = model;
  useDeskVersion(desk);
  const { show, showAgain } = console;
  useEffect(() => {
    if (!asks) return;
    show("approvals");
    return showAgain;
  }, [asks, show, showAgain]);
  const panels: readonly Panel[] = [
    {
      name: "terminal",
      label: "Terminal",
      stays: true,
      focus: () => terminal.focus(),
      view: () => (
        <TerminalPanel
          store={terminal}
          policy={model.policy}
          isReader={model.files.role === "reader"}
          onRecords={model.showTerminalRecords}
        />
      ),
    },
    { name: "output", label: "Output", view: () => <Output store={run} /> },
    {
      name: "approvals",
      label: "Approvals",
      note: asks ? String(waiting.length + inTerminal.length) : undefined,
      view: () => (
        <>
          {(waiting.length > 0 || inTerminal.length === 0) && (
            <WaitingApprovals
              waiting={waiting}
              onAnswer={(of, grant) => run.answer(of, grant)}
              onGoToLine={model.goToPolicy}
            />
          )}
          {inTerminal.length > 0 && (
            <WaitingApprovals
              waiting={inTerminal}
              onAnswer={(of, grant) => terminal.approvals.answer(of, grant)}
              onGoToLine={model.goToPolicy}
            />
          )}
        </>
      ),
    },
    {
      name: "problems",
      label: "Problems",
      note: model.problemCount > 0 ? String(model.problemCount) : undefined,
      view: () => (
        <ProblemsPanel
          store={model.problems}
          mayEdit={model.mayEdit}
          checksCode={model.editor.mode === "code"}
          onGo={model.goToProblem}
          onFix={model.fixProblem}
        />
      ),
    },
    {
      name: "tests",
      label: "Tests",
      note: testNote(desk.policy?.view.tests),
      view: () => <TestsPanel desk={desk} onGoToLine={model.goToPolicy} />,
    },
  ];
  return (
    <section
      id={id}
      aria-label={LABEL}
      style={{ "--console": `${height}px` } as CSSProperties}
      className={`${PANE} flex h-(--console) min-h-0 shrink-0 flex-col border-line border-t bg-surface-0 max-sm:h-auto max-sm:grow max-sm:border-t-0`}
    >
      <Panels id={id} label={LABEL} panels={panels} shown={console.panel} onShow={show} />
    </section>
  );
}
