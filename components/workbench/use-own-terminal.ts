import { flushSync } from "react-dom";
import type { Texts } from "../files/files";
import type { Files } from "../files/use-files";
import { useTerminal } from "../terminal/use-terminal";
import type { Layout } from "./use-layout";

interface TerminalOf {
  readonly workspaceId: string;
  readonly actor: string;
  readonly files: Files;
  readonly mayEdit: boolean;
  readonly settle: () => Texts;
  readonly layout: Layout;
  readonly focusEditor: () => void;
}

/** The terminal over the files of this workbench, and the ways to it and back. */
export function useOwnTerminal({ workspaceId, actor, files, mayEdit, settle, ...more }: TerminalOf) {
  const { layout, focusEditor } = more;
  const terminal = useTerminal(workspaceId, actor, {
    texts: settle,
    changed: (changed) => flushSync(() => files.dispatch({ type: "left", changed })),
    mayWrite: () => mayEdit,
  });
  /** Again from inside of it: then all that is below the editor goes. */
  const toggleTerminal = () => {
    if (document.getElementById("console-terminal-panel")?.contains(document.activeElement)) {
      layout.hideConsole();
      focusEditor();
      return;
    }
    layout.showInConsole("terminal");
    terminal.focus();
  };
  const showTerminalRecords = () => {
    layout.side.show("timeline");
    terminal.log.show(true);
  };
  return { terminal, toggleTerminal, showTerminalRecords };
}
