"use client";

import { type CSSProperties, useEffect, useState } from "react";
import { Output } from "./output";
import type { RunStore } from "./run-store";
import { useRunVersion } from "./use-run";
import { WaitingApprovals } from "./waiting-approvals";

interface ConsoleDockProps {
  readonly id: string;
  readonly height: number;
  readonly store: RunStore;
  readonly onGoToLine: (line: number) => void;
}

type Panel = "output" | "approvals";

/** Below the editor: what the agent prints, and what waits for a person. A question shows itself. */
export function ConsoleDock({ id, height, store, onGoToLine }: ConsoleDockProps) {
  const version = useRunVersion(store);
  const { waiting } = store.approvals;
  const [panel, setPanel] = useState<Panel>("output");
  const asks = waiting.length > 0;
  useEffect(() => setPanel(asks ? "approvals" : "output"), [asks]);
  const panels: readonly { readonly name: Panel; readonly label: string }[] = [
    { name: "output", label: "Output" },
    { name: "approvals", label: asks ? `Approvals ${waiting.length}` : "Approvals" },
  ];
  return (
    <section
      id={id}
      aria-label="Output and approvals"
      style={{ "--console": `${height}px` } as CSSProperties}
      className="flex h-(--console) min-h-0 shrink-0 flex-col border-line border-t bg-surface-0 max-sm:h-56"
    >
      <div
        role="tablist"
        aria-label="Output and approvals"
        className="flex h-8 shrink-0 items-center gap-1 px-2"
      >
        {panels.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={panel === name}
            aria-controls={`${id}-panel`}
            tabIndex={panel === name ? 0 : -1}
            onClick={() => setPanel(name)}
            onKeyDown={({ key }) => {
              if (key !== "ArrowLeft" && key !== "ArrowRight") return;
              const other = name === "output" ? "approvals" : "output";
              setPanel(other);
              document.getElementById(`${id}-${other}`)?.focus();
            }}
            className="h-6 rounded px-2 text-text-muted text-xs hover:bg-surface-2 aria-selected:bg-surface-2 aria-selected:text-text"
          >
            {label}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${panel}`}
        className="flex min-h-0 grow flex-col"
      >
        {panel === "output" ? (
          <Output output={store.output} version={version} />
        ) : (
          <WaitingApprovals
            waiting={waiting}
            onAnswer={(of, grant) => store.answer(of, grant)}
            onGoToLine={onGoToLine}
          />
        )}
      </div>
    </section>
  );
}
