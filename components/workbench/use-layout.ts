import { useCallback, useState } from "react";
import type { PartName } from "./part-buttons";
import { useDock } from "./use-dock";

export type Layout = ReturnType<typeof useLayout>;

/** What of the workbench is on show: its parts on a narrow page, the files, and the panels of the two docks. */
export function useLayout() {
  const part = useDock("editor");
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
  const toggleExplorer = () => setExplorer((shown) => !shown);
  const showPart = (name: PartName) => {
    if (name === "files") setExplorer(true);
    if (name === "console") setConsoleOpen(true);
    part.show(name);
  };
  const showEditor = () => part.show("editor");
  const showInConsole = (panel: string) => {
    setConsoleOpen(true);
    console.show(panel);
  };
  const hideConsole = () => setConsoleOpen(false);
  const shown = { part, explorer, isConsoleOpen, console, side };
  return { ...shown, toggleExplorer, showPart, showEditor, showInConsole, hideConsole };
}
