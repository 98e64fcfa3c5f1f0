import { useCallback, useMemo, useState } from "react";
import type { CodeStatus } from "../editor/code-view";
import { copyText } from "../feedback/copy-text";
import { toast } from "../shell/signals";
import { filePaths, hasFile, isDirty, type Texts, textOf } from "./files";
import { formatPlace } from "./place";
import { useCommands } from "./use-commands";
import { useEditorMode } from "./use-editor-mode";
import { type Files, useFiles } from "./use-files";
import { usePlace } from "./use-place";

const QUIET: CodeStatus = { problems: 0, tabMovesFocus: false };
const ONE_COLUMN = "(max-width: 639px)";

/** Everything that the workbench knows and can do; its views only show it. */
export function useWorkbench(workspaceId: string, base: Texts, first: string) {
  const files = useFiles(workspaceId, base, first);
  const { state, dispatch } = files;
  const place = usePlace(state.active, files.restored, dispatch, (path) => hasFile(state, path));
  const editor = useEditorMode();
  const [status, setStatus] = useState(QUIET);
  const [explorer, setExplorer] = useState(true);

  const paths = useMemo(() => filePaths(state), [state]);
  const texts = useMemo(
    () => Object.fromEntries(paths.map((path) => [path, textOf(state, path)])),
    [state, paths],
  );
  const dirty = useCallback((path: string) => isDirty(state, path), [state]);
  const edit = useCallback(
    (path: string, text: string) => dispatch({ type: "edit", path, text }),
    [dispatch],
  );
  const toggleExplorer = () => setExplorer((shown) => !shown);
  const nextProblem = () => place.handle?.nextProblem?.();
  const open = (path: string) => {
    dispatch({ type: "open", path });
    if (matchMedia(ONE_COLUMN).matches) setExplorer(false);
  };

  useCommands(
    {
      save: () => void save(files, formatPlace({ path: state.active ?? "", at: place.selection })),
      files: toggleExplorer,
      problem: nextProblem,
      mode: editor.toggle,
    },
    editor.mode === "code" && status.problems > 0,
  );
  const view = { status, setStatus, explorer, toggleExplorer };
  return { files, place, editor, paths, texts, dirty, edit, open, nextProblem, ...view };
}

export type WorkbenchModel = ReturnType<typeof useWorkbench>;

async function save(files: Files, hash: string): Promise<void> {
  const kept = files.keepNow();
  const link = `${location.origin}${location.pathname}${hash}`;
  const copied = await copyText(link);
  if (!kept) toast({ tone: "error", text: "Not saved: this browser's storage is full or switched off" });
  else if (copied) toast({ tone: "allow", text: "Saved in this browser, link copied", detail: link });
  else toast({ tone: "neutral", text: "Saved in this browser", detail: link });
}
