import { useId, useState } from "react";
import { CHANGES, type ChangeName, isChange } from "@/lib/audit/tamper";
import { BUTTON, FIELD, HEADING, QUIET } from "../ui/classes";
import { explain } from "./explain";
import { Finding } from "./finding";
import { inWords, verifiedStates } from "./integrity";
import { IntegrityList } from "./integrity-list";
import { ProgressLine } from "./progress-line";
import { printable } from "./record-row";
import type { Tampered } from "./tamper-in-worker";
import type { Work } from "./use-work";

/** A copy is held in memory as a whole: above this a page may run out of it. */
export const MOST_RECORDS = 200_000;
/** Needs a second session. */
const LEFT_OUT = new Set<string>(["splice"]);
const NAMES = Object.keys(CHANGES).filter(
  (name): name is ChangeName => isChange(name) && !LEFT_OUT.has(name),
);

interface TamperPanelProps {
  readonly size: number;
  readonly hasCheckpoint: boolean;
  readonly work: Work<ChangeName, Tampered | undefined>;
  readonly onClose: () => void;
}

/** Shows what a broken log looks like: one change, to a copy in this page, and what the verifier says of it. */
export function TamperPanel({ size, hasCheckpoint, work, onClose }: TamperPanelProps) {
  const id = useId();
  const [change, setChange] = useState<ChangeName>("edit-field");
  const { state, start, cancel } = work;
  const isTooLong = size > MOST_RECORDS;
  return (
    <section
      aria-labelledby={`${id}-title`}
      className="space-y-2 border-line border-y bg-surface-1 px-3 py-2"
    >
      <h2 id={`${id}-title`} className={HEADING}>
        Tamper with a copy
      </h2>
      <p className="max-w-prose text-text-muted">
        {isTooLong
          ? `A copy is held in this page as a whole, and ${inWords(size)} records are too many for that: at most ${inWords(MOST_RECORDS)}.`
          : "The copy is made in this page and thrown away with it. Nothing that is stored is touched."}
        {!hasCheckpoint && " Nothing signed covers this log yet, so that little of it can be detected."}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={`${id}-change`} className="sr-only">
          Change
        </label>
        <select
          id={`${id}-change`}
          value={change}
          onChange={(event) => isChange(event.target.value) && setChange(event.target.value)}
          className={`${FIELD} max-w-full`}
        >
          {NAMES.map((name) => (
            <option key={name} value={name}>
              {CHANGES[name].what}
            </option>
          ))}
        </select>
        <button
          type="button"
          className={BUTTON}
          disabled={isTooLong || state.phase === "running"}
          onClick={() => start(change)}
        >
          Change and verify
        </button>
        <button type="button" className={QUIET} onClick={onClose}>
          Close
        </button>
      </div>
      {state.phase === "running" && <ProgressLine state={state} total={size} onCancel={cancel} />}
      <div role="status" aria-label="What is detected">
        {state.phase === "done" && <Detected result={state.result} />}
        {state.phase === "failed" && <p className="text-error wrap-anywhere">{state.why}</p>}
      </div>
    </section>
  );
}

function Detected({ result }: { result: Tampered | undefined }) {
  if (result === undefined)
    return <p>This log is too short for that change, or has no checkpoint to change.</p>;
  const { report, line } = result;
  return (
    <div className="space-y-2">
      {line !== undefined && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 [&>dt]:text-text-muted">
          <dt>Changed at</dt>
          <dd>#{inWords(line.seq)}</dd>
          <Line name="Before" text={line.before} />
          <Line name="After" text={line.after} />
        </dl>
      )}
      <Finding told={explain(report)} />
      <IntegrityList states={verifiedStates(report)} />
    </div>
  );
}

function Line({ name, text }: { name: string; text: string | undefined }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {text === undefined ? (
          "nothing"
        ) : (
          <code className="line-clamp-3 text-xs wrap-anywhere">{printable(text)}</code>
        )}
      </dd>
    </>
  );
}
