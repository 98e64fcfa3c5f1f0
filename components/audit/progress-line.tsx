import { BUTTON } from "../ui/classes";
import { inWords } from "./integrity";
import { bytesInWords } from "./moment";
import type { Verification } from "./verification";

interface ProgressLineProps {
  readonly state: Extract<Verification<unknown>, { phase: "running" }>;
  /** How many records there are to go; absent where only the end tells. */
  readonly total?: number;
  readonly onCancel: () => void;
}

/** Long work as it goes on: how many, how much, how fast, and the way out of it. */
export function ProgressLine({ state, total, onCancel }: ProgressLineProps) {
  const { progress, perSecond } = state;
  const done = progress?.records ?? 0;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <progress
        aria-label="Verifying"
        className="h-2 w-40"
        {...(total === undefined || progress === null ? {} : { value: Math.min(done, total), max: total })}
      />
      <span className="tabular-nums">
        {inWords(done)}
        {total !== undefined && ` of ${inWords(total)}`} records
        {progress !== null && `, ${bytesInWords(progress.bytes)}`}
        {perSecond !== null && `, ${inWords(perSecond)} a second`}
      </span>
      <button type="button" className={BUTTON} onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
