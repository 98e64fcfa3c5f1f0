"use client";

import { type ComponentProps, useState } from "react";
import { TimelinePanel } from "../run/timeline-panel";
import { useRunVersion } from "../run/use-run";
import type { TerminalStore } from "./terminal-store";

interface TimelinesProps extends ComponentProps<typeof TimelinePanel> {
  readonly terminal: TerminalStore;
}

const CHOICE =
  "inline-flex h-6 items-center rounded px-2 text-text-muted text-xs hover:bg-surface-2 aria-pressed:bg-surface-2 aria-pressed:text-text";

/** The records of the run, or those of the terminal where it has any. */
export function Timelines({ terminal, ...run }: TimelinesProps) {
  const { log } = terminal;
  useRunVersion(log);
  const [chosen, setChosen] = useState<number>();
  if (log.runs === 0) return <TimelinePanel {...run} />;
  const { tour: _, ...rest } = run;
  return (
    <>
      <fieldset className="flex shrink-0 items-center gap-1 border-line border-b px-3 py-1">
        <legend className="sr-only">Whose records</legend>
        <button type="button" className={CHOICE} aria-pressed={!log.isShown} onClick={() => log.show(false)}>
          Run
        </button>
        <button type="button" className={CHOICE} aria-pressed={log.isShown} onClick={() => log.show(true)}>
          Terminal
        </button>
      </fieldset>
      {log.isShown ? (
        <TimelinePanel {...rest} store={log} chosen={chosen} onChoose={setChosen} />
      ) : (
        <TimelinePanel {...run} />
      )}
    </>
  );
}
