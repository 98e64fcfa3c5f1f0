"use client";

import { BodiesButton } from "../bodies/bodies-button";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { EmptyState } from "../states/empty-state";
import { FirstSteps } from "../tour/first-steps";
import type { Tour } from "../tour/use-tour";
import { LogState } from "./log-state";
import type { Phase } from "./phases";
import type { RunStore } from "./run-store";
import { useReport } from "./use-report";
import { useRunVersion } from "./use-run";

/** Whatever has records: a run of the agent, or the terminal. */
export type Recorded = Pick<
  RunStore,
  | "workspaceId"
  | "subscribe"
  | "version"
  | "trace"
  | "selection"
  | "select"
  | "phase"
  | "policy"
  | "checkpoint"
  | "runs"
>;

const NO_RECORDS: { readonly [At in Phase["at"]]?: string } = {
  idle: "Nothing has run yet",
  failed: "Nothing has run yet",
  recalling: "Reading the last run",
};

/** There is none to show before something has run. */
const RecordsView = latePanel(new Late(async () => (await import("./records-view")).RecordsView));

interface TimelinePanelProps {
  readonly store: Recorded;
  readonly tour?: Tour;
  readonly policyNow: string;
  readonly mayEdit: boolean;
  readonly chosen: number | undefined;
  readonly onChoose: (seq: number | undefined) => void;
  readonly onGoToLine: (line: number) => void;
  readonly onEditPolicy: (text: string, said: string) => void;
}

/** What was asked and decided, one record of it in full, and whether the log is whole. */
export function TimelinePanel({ store, tour, chosen, onChoose, ...detail }: TimelinePanelProps) {
  const version = useRunVersion(store);
  const log = useReport(store);
  const { trace, phase } = store;
  const isThere = chosen !== undefined && chosen < trace.size;
  return (
    <>
      {tour?.isOpen && (
        <FirstSteps
          runs={store.runs}
          looksAtDenial={isThere && trace.verdict(chosen) === "deny"}
          isEdited={store.runs > 0 && detail.policyNow !== store.policy}
          isVerified={log.at === "done" && log.report.verdict === "OK"}
          onClose={tour.close}
        />
      )}
      {trace.size === 0 ? (
        <div className="px-3">
          <EmptyState kind="nothing-yet" title={NO_RECORDS[phase.at] ?? "No records yet"}>
            Every file, address and command that the agent asks for is decided by the policy and recorded
            here, as it happens.
          </EmptyState>
        </div>
      ) : (
        <RecordsView {...detail} store={store} version={version} chosen={chosen} onChoose={onChoose} />
      )}
      <div className="flex min-h-7 shrink-0 items-center justify-between gap-2 border-line border-t pr-1.5 pl-3">
        <LogState log={log} />
        <BodiesButton store={store} />
      </div>
    </>
  );
}
