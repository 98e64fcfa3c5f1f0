"use client";

import type { ReactNode } from "react";
import { useResultOf } from "../bodies/result-of";
import { DeskFault } from "../policy-desk/desk-fault";
import type { DeskStore } from "../policy-desk/desk-store";
import type { FlipView } from "../policy-desk/messages";
import { useDeskVersion } from "../policy-desk/use-desk";
import { DecisionDetail } from "../run/decision-detail";
import type { RunStore } from "../run/run-store";
import { EmptyState } from "../states/empty-state";
import { Flips } from "./flips";
import { standingOf } from "./standing";
import { Doubts, Summary } from "./summary";

interface WhatIfPanelProps {
  readonly desk: DeskStore;
  readonly run: RunStore;
  readonly policy: string;
  readonly mayEdit: boolean;
  readonly chosen: number | undefined;
  readonly onChoose: (seq: number | undefined) => void;
  readonly onGoToLine: (line: number) => void;
  readonly onEditPolicy: (text: string, said: string) => void;
}

/** The recorded run, decided again by the policy as it is typed: what would come out otherwise. */
export function WhatIfPanel(props: WhatIfPanelProps) {
  const { desk, run, policy, mayEdit, chosen, onChoose, onGoToLine, onEditPolicy } = props;
  useDeskVersion(desk);
  const { trace } = run;
  const result = useResultOf(trace, chosen);
  const standing = standingOf(desk, trace.size, policy);
  const flips = standing.at === "known" ? standing.view.flips : [];
  const isFlip = chosen !== undefined && flips.some(({ seq }) => seq === chosen);
  const choose = ({ seq, would }: FlipView) => {
    onChoose(seq);
    if (would.line !== null) onGoToLine(would.line);
  };
  return (
    <>
      <div className="min-h-0 grow overflow-y-auto" aria-busy={standing.at === "working"}>
        <Body standing={standing} desk={desk} onGoToLine={onGoToLine}>
          <Flips flips={flips} chosen={chosen} onChoose={choose} />
        </Body>
      </div>
      {isFlip && chosen < trace.size && (
        <DecisionDetail
          seq={chosen}
          line={trace.line(chosen)}
          result={result}
          policyAtRun={run.policy}
          policyNow={policy}
          mayEdit={mayEdit}
          onGoToLine={onGoToLine}
          onEditPolicy={onEditPolicy}
          onClose={() => onChoose(undefined)}
        />
      )}
    </>
  );
}

interface BodyProps {
  readonly standing: ReturnType<typeof standingOf>;
  readonly desk: DeskStore;
  readonly onGoToLine: (line: number) => void;
  readonly children: ReactNode;
}

function Body({ standing, desk, onGoToLine, children }: BodyProps) {
  switch (standing.at) {
    case "fault":
      return <DeskFault desk={desk} what="What would flip" onGoToLine={onGoToLine} />;
    case "nothing-ran":
      return (
        <div className="px-3">
          <EmptyState kind="nothing-yet" title="Nothing has run yet">
            Run the agent once. What it asked for is then decided again whenever the policy changes, as you
            type.
          </EmptyState>
        </div>
      );
    case "working":
      return <p className="px-3 py-3 text-text-muted">Deciding the run again…</p>;
    case "known":
      return (
        <>
          <Summary view={standing.view} isCurrent={standing.isCurrent} />
          {children}
          <Doubts view={standing.view} />
        </>
      );
  }
}
