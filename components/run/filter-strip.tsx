"use client";

import { X } from "lucide-react";
import { FIELD } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Verdict } from "../verdict/verdict";
import type { TraceFilter } from "./selection";
import type { Trace } from "./trace";

interface FilterStripProps {
  readonly trace: Trace;
  readonly filter: TraceFilter;
  readonly onFilter: (filter: TraceFilter) => void;
}

const VERDICTS = ["deny", "approve", "sanitize", "allow"] as const;
const CHIP =
  "inline-flex h-6 items-center gap-1 rounded border border-line px-1.5 text-xs tabular-nums hover:bg-surface-2 aria-pressed:border-accent aria-pressed:bg-accent-soft";

/** How many of each verdict, which is also how to see those alone; and words to look for. */
export function FilterStrip({ trace, filter, onFilter }: FilterStripProps) {
  const { totals, size } = trace;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b px-3 py-1.5">
      <button
        type="button"
        className={CHIP}
        aria-pressed={!filter.verdict}
        onClick={() => onFilter({ ...filter, verdict: undefined })}
      >
        all {size.toLocaleString("en")}
      </button>
      {VERDICTS.filter((verdict) => totals[verdict] > 0 || verdict === "deny").map((verdict) => (
        <button
          key={verdict}
          type="button"
          className={CHIP}
          aria-pressed={filter.verdict === verdict}
          onClick={() => onFilter({ ...filter, verdict: filter.verdict === verdict ? undefined : verdict })}
        >
          <Verdict kind={verdict} /> {totals[verdict].toLocaleString("en")}
        </button>
      ))}
      {filter.line !== undefined && (
        <button
          type="button"
          className={CHIP}
          aria-label={`${capital(linesOf(filter))} only: show all lines`}
          onClick={() => onFilter({ ...filter, line: undefined, endLine: undefined })}
        >
          {linesOf(filter)} <Icon of={X} className="size-3" />
        </button>
      )}
      <input
        type="search"
        aria-label="Find in the records"
        placeholder="Find in the records"
        value={filter.text ?? ""}
        onChange={({ target }) => onFilter({ ...filter, text: target.value || undefined })}
        className={`${FIELD} h-6 min-w-24 grow text-xs`}
      />
    </div>
  );
}

function linesOf({ line, endLine = line }: TraceFilter): string {
  return line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
