"use client";

import { EmptyState } from "../states/empty-state";
import { FirstSteps } from "../tour/first-steps";
import type { Tour } from "../tour/use-tour";
import { BUTTON } from "../ui/classes";
import { DecisionDetail } from "./decision-detail";
import { FilterStrip } from "./filter-strip";
import { LogState } from "./log-state";
import { isBusy } from "./phases";
import type { RunStore } from "./run-store";
import { EVERYTHING } from "./selection";
import { Timeline } from "./timeline";
import { useReport } from "./use-report";
import { useRunVersion } from "./use-run";

/** Whatever has records: a run of the agent, or the terminal. */
export type Recorded = Pick<
  RunStore,
  "subscribe" | "version" | "trace" | "selection" | "select" | "phase" | "policy" | "checkpoint" | "runs"
>;

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
  const { trace, selection, phase } = store;
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
          <EmptyState kind="nothing-yet" title={isBusy(phase) ? "No records yet" : "Nothing has run yet"}>
            Every file, address and command that the agent asks for is decided by the policy and recorded
            here, as it happens.
          </EmptyState>
        </div>
      ) : (
        <>
          <FilterStrip trace={trace} filter={selection.filter} onFilter={(filter) => store.select(filter)} />
          {selection.size === 0 && selection.isComplete ? (
            <div className="grow px-3">
              <EmptyState
                kind="filtered"
                title="No record is like that"
                actions={
                  <button type="button" className={BUTTON} onClick={() => store.select(EVERYTHING)}>
                    Clear the filter
                  </button>
                }
              />
            </div>
          ) : (
            <Timeline
              trace={trace}
              selection={selection}
              version={version}
              chosen={chosen}
              isLive={isBusy(phase)}
              onChoose={onChoose}
            />
          )}
          {isThere && (
            <DecisionDetail
              {...detail}
              seq={chosen}
              line={trace.line(chosen)}
              policyAtRun={store.policy}
              onClose={() => onChoose(undefined)}
            />
          )}
        </>
      )}
      <LogState log={log} />
    </>
  );
}
