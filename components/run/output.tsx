"use client";

import { WrapText } from "lucide-react";
import { memo } from "react";
import { CopyButton } from "../feedback/copy-button";
import { useKeptChoice } from "../kept/use-kept-choice";
import { OutputLog } from "../output/output-log";
import { EmptyState } from "../states/empty-state";
import { Icon } from "../ui/icon";
import { InputLine } from "./input-line";
import { NotInLog } from "./not-in-log";
import { isBusy } from "./phases";
import type { RunStore } from "./run-store";
import { useRunVersion } from "./use-run";

/** What the agent prints, as it prints it, and what it is told. It is the agent's text: shown as text, and believed by nobody. */
export const Output = memo(function Output({ store }: { store: RunStore }) {
  const version = useRunVersion(store);
  const [wraps, toggleWraps] = useKeptChoice("aegis.output.wraps", () => true);
  const { output, input, phase, recalled } = store;
  if (output.isEmpty && !input.isOpen) {
    return (
      <div className="px-3">
        {recalled === "log" ? (
          <NotInLog title="The output is not kept" what="what the agent printed" />
        ) : (
          <EmptyState kind="nothing-yet" title={isBusy(phase) ? "Nothing printed yet" : "No output yet"}>
            What the agent prints comes here.
          </EmptyState>
        )}
      </div>
    );
  }
  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div className="absolute top-1 right-4 z-1 flex gap-1 rounded bg-surface-0">
        <button
          type="button"
          aria-pressed={wraps ?? true}
          title="Wrap long lines"
          aria-label="Wrap long lines"
          onClick={toggleWraps}
          className="inline-flex size-6 items-center justify-center rounded text-text-muted hover:bg-surface-2 hover:text-text aria-pressed:bg-surface-2 aria-pressed:text-text"
        >
          <Icon of={WrapText} className="size-3.5" />
        </button>
        <CopyButton text={() => output.text} label="Copy all output" />
      </div>
      <OutputLog output={output} label="Output" version={version} wraps={wraps ?? true} />
      {input.isOpen && <InputLine onLine={(line) => store.type(line)} />}
    </div>
  );
});
