"use client";

import { printable } from "../audit/record-row";
import { LineLink } from "../ui/line-link";
import { Verdict } from "../verdict/verdict";
import type { Change, Changes, ChangeWitness } from "./changes";
import { RELATIONS, SHORT } from "./relation";

interface ChangesListProps {
  readonly changes: Changes;
  /** Left out where the lines are of a text that is in no editor. */
  readonly onGoToLine?: (line: number) => void;
}

/** What an edit changes, capability by capability, each with requests that show it. */
export function ChangesList({ changes, onGoToLine }: ChangesListProps) {
  if (!changes.ok) return <p className="text-text-muted">{changes.why}</p>;
  const { relation, changes: list, also } = changes;
  return (
    <div>
      <p role="status">In meaning: {RELATIONS[relation]}.</p>
      <ul className="mt-1 space-y-1.5">
        {list.map((change) => (
          <ChangeItem key={change.name} change={change} onGoToLine={onGoToLine} />
        ))}
      </ul>
      {also.length > 0 && (
        <p className="mt-1 text-text-muted">Changed too, and not to be compared: {also.join(", ")}.</p>
      )}
    </div>
  );
}

const INK = { wider: "text-deny", narrower: "text-allow", incomparable: "text-approve", equal: "" } as const;

interface ChangeItemProps {
  readonly change: Change;
  readonly onGoToLine: ((line: number) => void) | undefined;
}

function ChangeItem({ change: { name, relation, note, wider, narrower }, onGoToLine }: ChangeItemProps) {
  return (
    <li>
      <p className="flex items-baseline gap-2">
        <code className="min-w-0 break-all text-xs">{printable(name)}</code>
        <span className={`text-xs ${INK[relation]}`}>{SHORT[relation]}</span>
      </p>
      {note !== null && <p className="text-text-muted text-xs">{printable(note)}</p>}
      <Witnesses of={wider} title="Lets through, for example" onGoToLine={onGoToLine} />
      <Witnesses of={narrower} title="No longer, for example" onGoToLine={onGoToLine} />
    </li>
  );
}

interface WitnessesProps {
  readonly of: readonly ChangeWitness[];
  readonly title: string;
  readonly onGoToLine: ((line: number) => void) | undefined;
}

function Witnesses({ of, title, onGoToLine }: WitnessesProps) {
  if (of.length === 0) return null;
  return (
    <div className="mt-0.5 border-line border-l pl-2 text-xs">
      <p className="text-text-muted">{title}</p>
      <ul>
        {of.map((witness) => (
          <li key={witness.request} className="flex flex-wrap items-center gap-x-2">
            <code className="min-w-0 break-all">{printable(witness.request)}</code>
            <span className="inline-flex items-center gap-1">
              <Verdict kind={witness.old} /> <span aria-hidden="true">→</span>
              <span className="sr-only">to</span> <Verdict kind={witness.new} />
            </span>
            {witness.isAtLimit && <span className="text-text-muted">once a limit is used up</span>}
            {witness.line !== null && onGoToLine && (
              <LineLink line={witness.line} what={witness.by} onGoToLine={onGoToLine} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
