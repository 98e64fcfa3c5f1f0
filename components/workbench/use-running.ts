import { useEffect, useRef, useState } from "react";
import type { DriverName } from "../driver-picker/drivers";
import type { Texts } from "../files/files";
import type { Files } from "../files/use-files";
import { useLastRun } from "../last-run/use-last-run";
import { useDesk } from "../policy-desk/use-desk";
import { isBusy } from "../run/phases";
import type { RunHooks } from "../run/run-store";
import { useRun } from "../run/use-run";
import type { TerminalStore } from "../terminal/terminal-store";
import type { OnGoOn } from "../time-travel/use-going-on";
import { useTour } from "../tour/use-tour";
import type { Layout } from "./use-layout";

interface RunningOf {
  readonly workspaceId: string;
  readonly actor: string;
  readonly driver: DriverName;
  readonly files: Files;
  readonly mayEdit: boolean;
  readonly policy: string;
  readonly settle: () => Texts;
  readonly terminal: TerminalStore;
  readonly layout: Layout;
}

export type Running = ReturnType<typeof useRunning>;

/** The run, what is said about it and its policy, the record that was chosen of it, and how one starts. */
export function useRunning({ workspaceId, actor, driver, files, mayEdit, policy, ...more }: RunningOf) {
  const { settle, terminal, layout } = more;
  const run = useRun(workspaceId, actor, driver);
  const { onGoOn, ...keeping } = useLastRun(run, files);
  const desk = useDesk(run, policy);
  const tour = useTour();
  const [chosen, setChosen] = useState<number>();
  const untilRun = useRef(new AbortController());
  const showNewRun = () => {
    untilRun.current.abort();
    untilRun.current = new AbortController();
    setChosen(undefined);
    layout.side.show("timeline");
    layout.showInConsole("output");
    terminal.log.show(false);
    void files.keepNow();
  };
  const hooks: RunHooks = {
    ...keeping,
    onChanged: (changed) => files.dispatch({ type: "left", changed }),
  };
  const startRun = () => {
    if (!mayEdit || isBusy(run.phase)) return;
    const now = settle();
    showNewRun();
    void run.start(now, hooks);
  };
  const goOnNow = () => {
    onGoOn();
    showNewRun();
  };
  /** A new run takes the place of the one on show, at one of its records. */
  const goOn: OnGoOn = (seq, mayBeBefore, signal) =>
    run.goOn({ ...hooks, seq, mayBeBefore, now: settle(), signal, onBegin: goOnNow });
  useRunAtOnce(mayEdit, startRun);
  /** For what is worth saying only until the next run begins. */
  const untilNextRun = () => untilRun.current.signal;
  return { run, desk, tour, chosen, setChosen, startRun, goOn, untilNextRun };
}

/** Somebody came by a button that said so. Once: a reload, or the link that is copied, runs nothing. */
function useRunAtOnce(mayRun: boolean, startRun: () => void): void {
  const start = useRef(startRun);
  start.current = startRun;
  useEffect(() => {
    if (!mayRun || !new URLSearchParams(location.search).has("run")) return;
    history.replaceState(history.state, "", location.pathname + location.hash);
    start.current();
  }, [mayRun]);
}
