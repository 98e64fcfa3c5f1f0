import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Changes, filePaths, hasFile, type Texts, textOf } from "../files/files";
import type { Files } from "../files/use-files";
import { Late } from "../late/late";
import { toast } from "../shell/signals";
import type { EngineOptions, FileSyncEngine } from "./engine";
import { isWanted, want } from "./sync-memory";
import { type FileSyncView, OFF, ON, UNKNOWN } from "./view";

const sending = new Late(() => import("./engine"));

export interface FileSyncing {
  readonly view: FileSyncView;
  readonly turn: (isOn: boolean) => void;
}

/** A change that the reducer has taken is in the state after the next drawing, or after a few. */
const MOST_WAITS = 100;

/** The files on the server too, once somebody has asked for it in this browser. */
export function useFileSync(workspaceId: string, files: Files): FileSyncing {
  const [view, setView] = useState<FileSyncView>(UNKNOWN);
  const [engine, setEngine] = useState<FileSyncEngine | null>(null);
  const page = usePage(files);
  const mayWrite = files.role === "writer" && files.restored;
  const { isOn } = view;

  useEffect(() => {
    if (!mayWrite) return;
    // A browser that stores nothing has nothing to keep in step.
    void isWanted(workspaceId).then(
      (wanted) => setView(wanted ? ON : OFF),
      () => setView(UNKNOWN),
    );
  }, [workspaceId, mayWrite]);

  useEffect(() => {
    if (!mayWrite || isOn !== true) return;
    const left = new AbortController();
    const { signal } = left;
    const start = async () => {
      const { startFileSync } = await sending.fetch();
      const started = await startFileSync({ workspaceId, page, onView: setView, signal });
      if (!signal.aborted) setEngine(started);
    };
    void start().catch(() => setView({ ...ON, at: "offline" }));
    return () => {
      left.abort();
      setEngine(null);
    };
  }, [workspaceId, mayWrite, isOn, page]);

  const { drafts } = files.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever files are others than before
  useEffect(() => engine?.changed(), [engine, drafts]);

  const turn = useCallback(
    (wanted: boolean) => {
      setView(wanted ? ON : OFF);
      void want(workspaceId, wanted).catch(() => {}); // it holds for this visit then
    },
    [workspaceId],
  );
  return { view, turn };
}

function usePage(files: Files): EngineOptions["page"] {
  const latest = useRef(files);
  latest.current = files;
  return useMemo((): EngineOptions["page"] => {
    const now = () => latest.current.state;
    const textAt = (path: string) => (hasFile(now(), path) ? textOf(now(), path) : null);
    const apply = async (changes: Changes, seen: Texts) => {
      const paths = Object.keys(changes);
      if (paths.some((path) => textAt(path) !== (Object.hasOwn(seen, path) ? seen[path] : null)))
        return false;
      latest.current.dispatch({ type: "left", changed: changes });
      for (let wait = 0; paths.some((path) => textAt(path) !== changes[path]); wait++) {
        if (wait === MOST_WAITS) return false;
        await new Promise((resolve) => setTimeout(resolve));
      }
      return await latest.current.keepNow();
    };
    return {
      base: now().base,
      texts: () => Object.fromEntries(filePaths(now()).map((path) => [path, textOf(now(), path)])),
      apply,
      keptBoth: (path, beside) =>
        toast({
          tone: "error",
          text: `${path} was changed here and elsewhere: both are kept`,
          detail: `The other version is beside it, as ${beside}. Compare them, and delete the one that is not needed.`,
        }),
    };
  }, []);
}
