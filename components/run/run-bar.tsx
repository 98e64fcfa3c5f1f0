"use client";

import { Play, Square } from "lucide-react";
import { memo } from "react";
import { ariaKeys, shortcut } from "@/lib/shortcuts";
import { DriverPicker } from "../driver-picker/driver-picker";
import { RunEmbedded } from "../driver-picker/run-embedded";
import { usePlatform } from "../shell/use-platform";
import { BUTTON, PRIMARY } from "../ui/classes";
import { Icon } from "../ui/icon";
import { KeyHint } from "../ui/key-hint";
import { Verdict } from "../verdict/verdict";
import { ArgumentsField } from "./arguments-field";
import { Elapsed } from "./elapsed";
import { isBusy, type Phase, type PhaseWords, wordsOf } from "./phases";
import type { RunStore } from "./run-store";
import { useRunVersion } from "./use-run";

interface RunBarProps {
  readonly workspaceId: string;
  readonly store: RunStore;
  readonly mayRun: boolean;
  readonly onRun: () => void;
}

const INK: Readonly<Record<PhaseWords["tone"], string>> = {
  quiet: "text-text-muted",
  busy: "text-text",
  good: "text-allow",
  bad: "text-deny",
};

/** Run, Stop, and where the run is: a state that is always on screen, in words. */
export const RunBar = memo(function RunBar({ workspaceId, store, mayRun, onRun }: RunBarProps) {
  useRunVersion(store);
  const { phase, trouble } = store;
  const waiting = store.approvals.waiting.length;
  const busy = isBusy(phase);
  const words = wordsOf(phase);
  const platform = usePlatform();
  return (
    <section
      aria-label="Run"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface-0 px-3 py-1"
    >
      <button
        type="button"
        className={`${PRIMARY} disabled:opacity-60`}
        disabled={busy || !mayRun}
        aria-keyshortcuts={ariaKeys(shortcut("run"), platform)}
        onClick={onRun}
      >
        <Icon of={Play} className="size-3.5" />
        Run
        <span aria-hidden className="ml-1 opacity-80 [&_kbd]:text-accent-text">
          <KeyHint id="run" platform={platform} />
        </span>
      </button>
      <button type="button" className={BUTTON} disabled={!mayStop(phase)} onClick={() => store.stop()}>
        <Icon of={Square} className="size-3.5" />
        Stop
      </button>
      <ArgumentsField store={store} disabled={!mayRun} />
      <span role="status" className={`min-w-0 ${INK[words.tone]}`}>
        {phase.at === "running" && waiting > 0 ? (
          <Verdict kind="approve" word="Waiting for your answer below" />
        ) : (
          words.text
        )}
      </span>
      {phase.at === "running" && <Elapsed since={phase.since} />}
      {trouble !== undefined && <span className="min-w-0 text-error">{trouble}</span>}
      {store.canRunEmbedded && (
        <RunEmbedded
          onRun={() => {
            store.chooseEmbedded();
            onRun();
          }}
        />
      )}
      <span className="ml-auto">
        <DriverPicker workspaceId={workspaceId} driver={store.driver} isBusy={busy} />
      </span>
    </section>
  );
});

function mayStop(phase: Phase): boolean {
  return phase.at === "starting" || (phase.at === "running" && !phase.isStopping);
}
