import type { DriverName } from "../driver-picker/drivers";
import { useFileWork } from "../explorer/use-file-work";
import { activePath, hasFile, type Texts } from "../files/files";
import { useFiles } from "../files/use-files";
import { useFileSync } from "../files-sync/use-file-sync";
import { formatPlace, type Place } from "./place";
import { saveAndCopy } from "./save-and-copy";
import { useCommands } from "./use-commands";
import { useContents } from "./use-contents";
import { useEditing } from "./use-editing";
import { useEditorMode } from "./use-editor-mode";
import { useHalves } from "./use-halves";
import { useLayout } from "./use-layout";
import { useOwnTerminal } from "./use-own-terminal";
import { usePlace } from "./use-place";
import { usePolicyNavigation } from "./use-policy-navigation";
import { useRunning } from "./use-running";

interface WorkbenchOf {
  readonly workspaceId: string;
  readonly actor: string;
  readonly base: Texts;
  readonly first: string;
  readonly driver: DriverName;
}

/** Everything that the workbench knows and can do, each part from those before it; its views only show it. */
export function useWorkbench({ workspaceId, actor, base, first, driver }: WorkbenchOf) {
  const files = useFiles(workspaceId, base, first);
  const work = useFileWork(files);
  const fileSync = useFileSync(workspaceId, files);
  const mayEdit = files.role === "writer" && files.restored;
  const layout = useLayout();
  const contents = useContents(files.state);
  const opening = useOpening(files, layout.showEditor);
  const { place } = opening;
  const halves = useHalves({ files, place, layout });
  const editor = useEditorMode();
  const showProblems = () => layout.showInConsole("problems");
  const editing = useEditing({ files, texts: contents.texts, place, mode: editor.mode, showProblems });
  const { settle, edit } = editing;
  const focusEditor = () => place.handle?.focus();
  const of = { workspaceId, actor, files, mayEdit, settle, layout };
  const own = useOwnTerminal({ ...of, focusEditor });
  const { policy } = contents;
  const running = useRunning({ ...of, driver, policy, terminal: own.terminal });
  const { dispatch } = files;
  const navigation = usePolicyNavigation({ policy, running, layout, dispatch, edit, goTo: place.goTo });
  const save = () => {
    settle();
    void saveAndCopy(files, formatPlace({ path: activePath(files.state) ?? "", at: place.selection.value }));
  };
  useCommands({ layout, running, editing, editor, halves, save, toggleTerminal: own.toggleTerminal });
  const kept = { workspaceId, files, work, fileSync, mayEdit };
  return {
    ...kept,
    ...contents,
    ...opening,
    halves,
    editor,
    ...editing,
    ...layout,
    ...own,
    ...running,
    ...navigation,
  };
}

export type WorkbenchModel = ReturnType<typeof useWorkbench>;

/** Files and places in them that somebody asks for: the editor comes to the front. */
function useOpening({ state, restored, dispatch }: ReturnType<typeof useFiles>, showEditor: () => void) {
  const exists = (path: string) => hasFile(state, path);
  const place = usePlace({ groups: state.groups, restored, dispatch, exists });
  const goTo = (to: Place, focus?: boolean) => {
    showEditor();
    place.goTo(to, focus);
  };
  /** In the focused group, or in the one that is named. */
  const open = (path: string, group?: number) => {
    showEditor();
    dispatch({ type: "open", path, ...(group !== undefined && { group }) });
  };
  return { place: { ...place, goTo }, open };
}
