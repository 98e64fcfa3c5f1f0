import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { DriverName } from "../driver-picker/drivers";
import { useFileWork } from "../explorer/use-file-work";
import { copyText } from "../feedback/copy-text";
import { filePaths, hasFile, isDirty, type Texts, textOf } from "../files/files";
import { type Files, useFiles } from "../files/use-files";
import { useFileSync } from "../files-sync/use-file-sync";
import type { Lens } from "../monaco/spec/lenses";
import { useDesk } from "../policy-desk/use-desk";
import { isBusy } from "../run/phases";
import { POLICY_FILE } from "../run/policy-file";
import { useRun } from "../run/use-run";
import { toast } from "../shell/signals";
import { useTerminal } from "../terminal/use-terminal";
import { useTour } from "../tour/use-tour";
import type { PartName } from "./part-buttons";
import { formatPlace, type Place } from "./place";
import { useCommands } from "./use-commands";
import { useDock } from "./use-dock";
import { useEditing } from "./use-editing";
import { useEditorMode } from "./use-editor-mode";
import { usePlace } from "./use-place";

interface WorkbenchOf {
  readonly workspaceId: string;
  readonly actor: string;
  readonly base: Texts;
  readonly first: string;
  readonly driver: DriverName;
}

/** Everything that the workbench knows and can do; its views only show it. */
export function useWorkbench({ workspaceId, actor, base, first, driver }: WorkbenchOf) {
  const files = useFiles(workspaceId, base, first);
  const { state, dispatch } = files;
  const work = useFileWork(files);
  const fileSync = useFileSync(workspaceId, files);
  const part = useDock("editor");
  const placed = usePlace(state.active, files.restored, dispatch, (path) => hasFile(state, path));
  const goTo = (to: Place) => {
    part.show("editor");
    placed.goTo(to);
  };
  const place = { ...placed, goTo };
  const editor = useEditorMode();
  const [explorer, setExplorer] = useState(true);
  const [isConsoleOpen, setConsoleOpen] = useState(true);
  const console = useDock(
    "output",
    useCallback(() => part.show("console"), [part.show]),
  );
  const side = useDock(
    "timeline",
    useCallback(() => part.show("side"), [part.show]),
  );
  const [chosen, setChosen] = useState<number>();
  const run = useRun(workspaceId, actor, driver);
  const tour = useTour();

  const paths = useMemo(() => filePaths(state), [state]);
  const texts = useMemo(
    () => Object.fromEntries(paths.map((path) => [path, textOf(state, path)])),
    [state, paths],
  );
  const policy = textOf(state, POLICY_FILE);
  const desk = useDesk(run, policy);
  const dirty = useCallback((path: string) => isDirty(state, path), [state]);
  const showProblems = () => {
    setConsoleOpen(true);
    console.show("problems");
  };
  const editing = useEditing({ files, texts, place, mode: editor.mode, showProblems });
  const { edit, settle } = editing;
  const toggleExplorer = () => setExplorer((shown) => !shown);
  const open = (path: string) => {
    part.show("editor");
    dispatch({ type: "open", path });
  };
  const showPart = (name: PartName) => {
    if (name === "files") setExplorer(true);
    if (name === "console") setConsoleOpen(true);
    part.show(name);
  };

  const mayEdit = files.role === "writer" && files.restored;
  const terminal = useTerminal(workspaceId, actor, {
    texts: settle,
    changed: (changed) => flushSync(() => dispatch({ type: "left", changed })),
    mayWrite: () => mayEdit,
  });
  /** Again from inside of it: then all that is below the editor goes. */
  const toggleTerminal = () => {
    const isInside = document.getElementById("console-terminal-panel")?.contains(document.activeElement);
    setConsoleOpen(!isInside);
    if (isInside) {
      place.handle?.focus();
      return;
    }
    console.show("terminal");
    terminal.focus();
  };
  const showTerminalRecords = () => {
    side.show("timeline");
    terminal.log.show(true);
  };
  const startRun = () => {
    if (!mayEdit || isBusy(run.phase)) return;
    setChosen(undefined);
    setConsoleOpen(true);
    side.show("timeline");
    console.show("output");
    terminal.log.show(false);
    const now = settle();
    void files.keepNow();
    void run.start(now, { onChanged: (changed) => dispatch({ type: "left", changed }) });
  };
  const goToPolicy = (line: number) => {
    const at = { line, column: 1, endLine: line, endColumn: lengthOf(policy, line) + 1 };
    place.goTo({ path: POLICY_FILE, at });
  };
  const editPolicy = (text: string, said: string) => {
    edit(POLICY_FILE, text);
    dispatch({ type: "open", path: POLICY_FILE });
    toast({ tone: "neutral", text: said });
  };
  /** From lines of the policy, as they were in the run, to what they decided. */
  const showLines = (line: number, endLine: number) => {
    const lasts = Array.from({ length: endLine - line + 1 }, (_, index) =>
      run.trace.lines.get(line + index)?.last.at(-1),
    );
    const last = Math.max(...lasts.map((seq) => seq ?? -1));
    if (last < 0) return;
    side.show("timeline");
    run.select({ line, endLine });
    setChosen(last);
  };
  const showLine = (line: number) => showLines(line, line);
  const onLens = (lens: Lens) => {
    if (lens.kind === "rule") showLines(lens.from, lens.to);
    else if (lens.test.place) goToPolicy(lens.test.place.line);
    else {
      setConsoleOpen(true);
      console.show("tests");
    }
  };

  useRunAtOnce(mayEdit, startRun);
  useCommands(
    {
      run: startRun,
      stop: () => run.stop(),
      console: toggleTerminal,
      save: () => {
        settle();
        void save(files, formatPlace({ path: state.active ?? "", at: place.selection.value }));
      },
      files: toggleExplorer,
      problem: editing.goToNextProblem,
      mode: editor.toggle,
      tour: () => {
        tour.open();
        side.show("timeline");
      },
      permissions: () => side.show("permissions"),
      "what-if": () => side.show("what-if"),
      tests: () => {
        setConsoleOpen(true);
        console.show("tests");
      },
    },
    editing.problemCount > 0,
  );
  const view = {
    explorer,
    toggleExplorer,
    console,
    isConsoleOpen,
    side,
    part,
    showPart,
    terminal,
    showTerminalRecords,
  };
  const ran = {
    run,
    desk,
    tour,
    startRun,
    mayEdit,
    chosen,
    setChosen,
    goToPolicy,
    editPolicy,
    showLine,
    onLens,
  };
  return {
    workspaceId,
    files,
    work,
    fileSync,
    place,
    editor,
    paths,
    texts,
    policy,
    dirty,
    open,
    ...editing,
    ...view,
    ...ran,
  };
}

export type WorkbenchModel = ReturnType<typeof useWorkbench>;

async function save(files: Files, hash: string): Promise<void> {
  const kept = await files.keepNow();
  const link = `${location.origin}${location.pathname}${hash}`;
  const copied = await copyText(link);
  if (!kept)
    toast({
      tone: "error",
      text: "Not saved: this browser's storage is full, or it keeps nothing for this page",
    });
  else if (copied) toast({ tone: "allow", text: "Saved in this browser, link copied", detail: link });
  else toast({ tone: "neutral", text: "Saved in this browser", detail: link });
}

function lengthOf(text: string, line: number): number {
  return text.split("\n")[line - 1]?.length ?? 0;
}

/** Somebody came by a button that said so. Once: a reload, or the link that is copied, runs nothing. */
function useRunAtOnce(mayRun: boolean, startRun: () => void): void {
  const start = useRef(startRun);
  start.current = startRun;
  useEffect(() => {
    if (!mayRun || !new URLSearchParams(location.search).has("run")) return;
    history.replaceState(null, "", location.pathname + location.hash);
    start.current();
  }, [mayRun]);
}
