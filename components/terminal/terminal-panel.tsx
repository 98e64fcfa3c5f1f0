"use client";

import { TriangleAlert } from "lucide-react";
import { useKeptChoice } from "../kept/use-kept-choice";
import { useRunVersion } from "../run/use-run";
import { toast } from "../shell/signals";
import { EmptyState } from "../states/empty-state";
import { Icon } from "../ui/icon";
import { PlainView } from "./plain-view";
import { terminalWords } from "./terminal-phase";
import type { TerminalStore } from "./terminal-store";
import { XtermView } from "./xterm-view";

interface TerminalPanelProps {
  readonly store: TerminalStore;
  /** As it is typed now. */
  readonly policy: string;
  readonly isReader: boolean;
  readonly onRecords: () => void;
}

const SMALL = "(max-width: 639px), (hover: none) and (pointer: coarse)";
const SMALL_BUTTON =
  "inline-flex h-6 shrink-0 items-center rounded px-1.5 text-text-muted text-xs hover:bg-surface-2 hover:text-text aria-pressed:bg-surface-2 aria-pressed:text-text";

/** The author's own shell over the files of the workspace, on a screen or as plain text. */
export function TerminalPanel({ store, policy, isReader, onRecords }: TerminalPanelProps) {
  const [isPlain, togglePlain] = useKeptChoice("aegis.terminal.plain", () => matchMedia(SMALL).matches);
  if (isReader) {
    return (
      <div className="px-3">
        <EmptyState kind="no-permission" title="The terminal is read-only here">
          Another tab of this workspace writes its files: the terminal works there.
        </EmptyState>
      </div>
    );
  }
  if (isPlain === null) return null;
  const failed = () => {
    togglePlain();
    toast({
      tone: "error",
      text: "The terminal's screen could not be loaded",
      detail: "Plain output works meanwhile.",
    });
  };
  return (
    <>
      <Bar store={store} policy={policy} isPlain={isPlain} onPlain={togglePlain} onRecords={onRecords} />
      {isPlain ? <PlainView store={store} /> : <XtermView store={store} onFailed={failed} />}
    </>
  );
}

interface BarProps extends Omit<TerminalPanelProps, "isReader"> {
  readonly isPlain: boolean;
  readonly onPlain: () => void;
}

function Bar({ store, policy, isPlain, onPlain, onRecords }: BarProps) {
  useRunVersion(store);
  useRunVersion(store.log);
  const { state, log } = store;
  const { at } = state;
  const isOpen = at === "ready" || at === "running";
  return (
    <div className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-1 border-line border-b px-3 text-xs">
      <span role="status" className="mr-2 text-text-muted">
        {terminalWords(state)}
      </span>
      {isOpen && log.policy !== policy && (
        <span className="mr-2 inline-flex items-center gap-1 text-approve">
          <Icon of={TriangleAlert} className="size-3.5" />
          The policy was edited: this session goes by the one it began with.
        </span>
      )}
      <span className="ml-auto inline-flex flex-wrap items-center gap-1">
        {log.trace.size > 0 && (
          <button type="button" className={SMALL_BUTTON} onClick={onRecords}>
            Show its {log.trace.size.toLocaleString("en")} records
          </button>
        )}
        {(at === "running" || at === "starting") && (
          <button type="button" className={SMALL_BUTTON} onClick={() => store.interrupt()}>
            Stop
          </button>
        )}
        {isOpen && (
          <button type="button" className={SMALL_BUTTON} onClick={() => void store.end()}>
            End session
          </button>
        )}
        <button type="button" className={SMALL_BUTTON} aria-pressed={isPlain} onClick={onPlain}>
          Plain output
        </button>
      </span>
      {!isPlain && <span className="sr-only">Escape, then Tab, leaves the terminal.</span>}
    </div>
  );
}
