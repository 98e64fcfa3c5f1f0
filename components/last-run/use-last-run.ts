import { useEffect, useState } from "react";
import type { Files } from "../files/use-files";
import { Late } from "../late/late";
import type { RunHooks, RunStore } from "../run/run-store";
import type { RunKeeper } from "./keep-run";

type Keeping = Pick<RunHooks, "onBegun" | "onOver"> & {
  /** Another run is about to go on from the one on show. */
  readonly onGoOn: () => void;
};

const late = new Late(() => import("."));

/** Shows the last run of this workspace again when its page is opened; answers with what remembers the next one. */
export function useLastRun(run: RunStore, { role, restored }: Pick<Files, "role" | "restored">): Keeping {
  const { workspaceId } = run;
  useEffect(() => {
    if (!restored) return;
    const left = new AbortController();
    const { signal } = left;
    void run.recall(async (onRead) => {
      const { recallRun } = await late.fetch();
      const { sid: shown } = run;
      return recallRun({ workspaceId, shown, isWriter: role === "writer", signal, onRead });
    }, signal);
    return () => left.abort();
  }, [run, workspaceId, role, restored]);
  const [keeping] = useState(() => keepingOf(workspaceId));
  return keeping;
}

/** A browser that has not got this far, and cannot now, remembers nothing; the log is there all the same. */
function keepingOf(workspaceId: string): Keeping {
  let keeper: RunKeeper | undefined;
  const tell = (what: (keeper: RunKeeper) => void) => {
    late.fetch().then(
      ({ RunKeeper }) => {
        keeper ??= new RunKeeper(workspaceId);
        what(keeper);
      },
      () => {},
    );
  };
  return {
    onBegun: (run) => tell((keeper) => keeper.begun(run)),
    onOver: (run) => tell((keeper) => keeper.over(run)),
    onGoOn: () => tell((keeper) => keeper.goesOn()),
  };
}
