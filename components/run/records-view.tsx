"use client";

import { useResultOf } from "../bodies/result-of";
import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";
import { DecisionDetail } from "./decision-detail";
import { FilterStrip } from "./filter-strip";
import { isBusy } from "./phases";
import { EVERYTHING } from "./selection";
import { Timeline } from "./timeline";
import type { Recorded } from "./timeline-panel";

interface RecordsViewProps {
  readonly store: Recorded;
  readonly version: number;
  readonly chosen: number | undefined;
  readonly policyNow: string;
  readonly mayEdit: boolean;
  readonly onChoose: (seq: number | undefined) => void;
  readonly onGoToLine: (line: number) => void;
  readonly onEditPolicy: (text: string, said: string) => void;
}

/** The records that the filter lets through, and the chosen one in full. */
export function RecordsView({ store, version, chosen, onChoose, ...detail }: RecordsViewProps) {
  const { trace, selection, phase } = store;
  const result = useResultOf(trace, chosen);
  return (
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
      {chosen !== undefined && chosen < trace.size && (
        <DecisionDetail
          {...detail}
          seq={chosen}
          line={trace.line(chosen)}
          result={result}
          policyAtRun={store.policy}
          onClose={() => onChoose(undefined)}
        />
      )}
    </>
  );
}
