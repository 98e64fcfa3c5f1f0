"use client";

import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, type LucideIcon } from "lucide-react";
import type { RunStore } from "../run/run-store";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Verdict } from "../verdict/verdict";

interface StepsProps {
  readonly trace: RunStore["trace"];
  readonly past: RunStore["past"];
  readonly seq: number;
  readonly onChoose: (seq: number) => void;
}

/** Where in the run this is, and the way to somewhere else in it. */
export function Steps({ trace, past, seq, onChoose }: StepsProps) {
  const verdict = trace.verdict(seq);
  return (
    <div className="shrink-0 border-line border-b px-2 py-1">
      <div className="flex items-center gap-0.5">
        <Step
          icon={ChevronFirst}
          label="The change of files before"
          to={past.nextChange(seq, -1)}
          onGo={onChoose}
        />
        <Step
          icon={ChevronLeft}
          label="The record before"
          to={seq > 0 ? seq - 1 : undefined}
          onGo={onChoose}
        />
        <input
          type="range"
          aria-label="Record"
          aria-valuetext={`Record ${seq} of ${trace.size - 1}, ${trace.type(seq)}`}
          min={0}
          max={trace.size - 1}
          value={seq}
          onChange={(event) => onChoose(Number(event.target.value))}
          className="h-6 min-w-16 grow accent-accent"
        />
        <Step
          icon={ChevronRight}
          label="The next record"
          to={seq < trace.size - 1 ? seq + 1 : undefined}
          onGo={onChoose}
        />
        <Step
          icon={ChevronLast}
          label="The next change of files"
          to={past.nextChange(seq, 1)}
          onGo={onChoose}
        />
      </div>
      <p className="flex flex-wrap items-center gap-x-2 px-1 text-xs tabular-nums" aria-live="polite">
        <span className="font-medium">
          After record {seq} of {trace.size - 1}
        </span>
        <span className="font-mono">{trace.type(seq)}</span>
        {verdict !== undefined && <Verdict kind={verdict} />}
      </p>
    </div>
  );
}

interface StepProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly to: number | undefined;
  readonly onGo: (seq: number) => void;
}

function Step({ icon, label, to, onGo }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && onGo(to)}
      className={`${ICON_BUTTON} aria-disabled:opacity-40`}
    >
      <Icon of={icon} />
    </button>
  );
}
