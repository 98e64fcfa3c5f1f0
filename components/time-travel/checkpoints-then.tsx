"use client";

import type { RunStore } from "../run/run-store";
import { QUIET } from "../ui/classes";
import type { Asking, Taken } from "./outstanding";
import type { GoingOn } from "./use-going-on";

interface CheckpointsThenProps {
  readonly trace: RunStore["trace"];
  readonly asking: Asking;
  /** Absent where nothing may be run. */
  readonly going: GoingOn | undefined;
  readonly onChoose: (seq: number) => void;
}

const MOST_ROWS = 200;
const TAKEN_BY: Readonly<Record<string, string>> = {
  interval: "by interval",
  before_risk: "before an action of high risk",
  rule: "by a trigger",
  user: "by hand",
};

/** The checkpoints that the policy had taken: each a moment to look at, and to go on from. */
export function CheckpointsThen({ trace, asking, going, onChoose }: CheckpointsThenProps) {
  const { checkpoints } = asking;
  const isWorking = going?.state.at === "working";
  return (
    <section aria-label="Checkpoints" className="border-line border-t pb-2">
      <h3 className="px-3 pt-2 font-medium text-text-muted text-xs">
        {checkpoints.length === 1 ? "1 checkpoint" : `${checkpoints.length} checkpoints`}
      </h3>
      {checkpoints.length === 0 && (
        <p className="px-3 text-text-muted text-xs">
          The policy takes none: <span className="font-mono">[checkpoint]</span> says when.
        </p>
      )}
      <ul className="m-0 list-none p-0 px-3 text-xs">
        {checkpoints.slice(0, MOST_ROWS).map((taken) => (
          <li key={taken.seq} className="flex min-h-8 flex-wrap items-center gap-x-2">
            <span className="tabular-nums">Record {taken.seq}</span>
            <span className="text-text-muted">{wordsOf(taken)}</span>
            <span className="ml-auto flex gap-x-1">
              <button
                type="button"
                className={QUIET}
                aria-label={`Files as they were at record ${taken.seq}`}
                onClick={() => onChoose(taken.seq)}
              >
                Files as they were
              </button>
              {going && (
                <button
                  type="button"
                  className={QUIET}
                  aria-label={`Go on from here: the checkpoint at record ${taken.seq}`}
                  disabled={going.never !== undefined || isWorking}
                  onClick={() => {
                    onChoose(taken.seq);
                    // Taken within an action: it goes on from before that was asked for.
                    going.go(taken.seq, true);
                  }}
                >
                  Go on from here
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {checkpoints.length > MOST_ROWS && (
        <p className="px-3 text-text-muted text-xs">And {checkpoints.length - MOST_ROWS} more.</p>
      )}
    </section>
  );

  function wordsOf({ seq, trigger }: Taken): string {
    const words = TAKEN_BY[trigger] ?? trigger;
    const risky = trigger === "before_risk" && seq > 0 ? trace.type(seq - 1) : undefined;
    return risky === undefined ? words : `${words} (${risky})`;
  }
}
