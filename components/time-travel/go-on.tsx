"use client";

import { printable } from "../audit/record-row";
import { BUTTON } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { GoingOn } from "./use-going-on";

/** From the record on show: a new run, with the memory, files and timers of then. */
export function GoOn({ seq, going }: { readonly seq: number; readonly going: GoingOn }) {
  const { state, never } = going;
  return (
    <section aria-label="Go on" className="shrink-0 border-line border-b px-3 py-1.5 text-xs">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {state.at === "working" ? (
          <button type="button" className={BUTTON} onClick={() => state.abort.abort()}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            className={BUTTON}
            disabled={never !== undefined}
            onClick={() => going.go(seq, false)}
          >
            Go on from here
          </button>
        )}
        <p role="status" className="min-w-48 flex-1">
          {state.at === "working" ? (
            `Making the run again until record ${state.seq}…`
          ) : state.at === "refused" ? (
            <Verdict kind="error" word={`Nothing went on from record ${state.seq}`} />
          ) : (
            <span className="text-text-muted">
              {never ??
                "A new run takes over memory, files and timers as they were after this record. All it does from there on is real, and decided by the policy as it is now."}
            </span>
          )}
        </p>
      </div>
      {state.at === "refused" && <Against refused={state.refused} going={going} />}
    </section>
  );
}

type RefusedState = Extract<GoingOn["state"], { at: "refused" }>;

function Against({ refused, going }: { readonly refused: RefusedState["refused"]; readonly going: GoingOn }) {
  const { sentences, nearest } = refused;
  return (
    <div className="mt-1">
      {sentences.map((sentence, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences never move
        <p key={index} className="whitespace-pre-wrap wrap-anywhere">
          {printable(sentence)}
        </p>
      ))}
      {nearest !== undefined && (
        <button type="button" className={`${BUTTON} mt-1`} onClick={() => going.go(nearest, false)}>
          Go on from record {nearest}
        </button>
      )}
    </div>
  );
}
