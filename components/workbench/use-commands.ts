import { useEffect, useRef } from "react";
import { shortcut } from "@/lib/shortcuts";
import { type PageCommand, registerCommands } from "../shell/page-commands";
import type { useEditing } from "./use-editing";
import type { useEditorMode } from "./use-editor-mode";
import type { Halves } from "./use-halves";
import type { Layout } from "./use-layout";
import type { Running } from "./use-running";

type Name =
  | "run"
  | "stop"
  | "save"
  | "files"
  | "console"
  | "problem"
  | "mode"
  | "split"
  | "move-tab"
  | "tab-left"
  | "tab-right"
  | "other-half"
  | "tour"
  | "permissions"
  | "what-if"
  | "tests";
type Runs = Readonly<Record<Name, () => void>>;

const COMMANDS: readonly (Omit<PageCommand, "run"> & { readonly id: keyof Runs })[] = [
  { id: "run", label: "Run the agent", shortcut: "run" },
  { id: "stop", label: "Stop the agent" },
  { id: "save", label: "Save, and copy a link to this line", shortcut: "save" },
  { id: "files", label: "Show or hide the files", shortcut: "files" },
  { id: "console", label: "Show the terminal, or hide what is below the editor", shortcut: "console" },
  { id: "problem", label: "Go to the next problem", shortcut: "problem" },
  { id: "mode", label: "Switch between code and plain text" },
  { id: "split", label: shortcut("split").does, shortcut: "split" },
  { id: "move-tab", label: shortcut("move-tab").does, shortcut: "move-tab" },
  { id: "tab-left", label: "Move the file on show one place to the left" },
  { id: "tab-right", label: "Move the file on show one place to the right" },
  { id: "other-half", label: shortcut("other-half").does, shortcut: "other-half" },
  { id: "tour", label: "Show the first steps" },
  { id: "permissions", label: "Show what the policy permits" },
  { id: "what-if", label: "Show what would have come out otherwise in the run" },
  { id: "tests", label: "Show the tests of the policy" },
];

interface CommandsOf {
  readonly layout: Layout;
  readonly running: Running;
  readonly editing: ReturnType<typeof useEditing>;
  readonly editor: ReturnType<typeof useEditorMode>;
  readonly halves: Halves;
  readonly save: () => void;
  readonly toggleTerminal: () => void;
}

/** What the workbench can do, for the palette and the keys. What cannot be done now is not offered. */
export function useCommands(of: CommandsOf): void {
  const latest = useRef<Runs>(undefined);
  latest.current = runsOf(of);
  const isOffered = {
    problem: of.editing.problemCount > 0,
    split: of.halves.maySplit,
    "move-tab": of.halves.mayMoveHere,
    "tab-left": of.halves.mayShiftHere(-1),
    "tab-right": of.halves.mayShiftHere(1),
  };
  const offered = COMMANDS.filter(({ id }) => isOffered[id as keyof typeof isOffered] ?? true)
    .map(({ id }) => id)
    .join();
  useEffect(
    () =>
      registerCommands(
        COMMANDS.filter(({ id }) => offered.split(",").includes(id)).map((command) => ({
          ...command,
          run: () => latest.current?.[command.id](),
        })),
      ),
    [offered],
  );
}

function runsOf({ layout, running, editing, editor, halves, save, toggleTerminal }: CommandsOf): Runs {
  return {
    run: running.startRun,
    stop: () => running.run.stop(),
    save,
    files: layout.toggleExplorer,
    console: toggleTerminal,
    problem: editing.goToNextProblem,
    mode: editor.toggle,
    split: halves.toggleSplit,
    "move-tab": () => halves.moveTab(),
    "tab-left": () => halves.shiftHere(-1),
    "tab-right": () => halves.shiftHere(1),
    "other-half": halves.goToOther,
    tour: () => {
      running.tour.open();
      layout.side.show("timeline");
    },
    permissions: () => layout.side.show("permissions"),
    "what-if": () => layout.side.show("what-if"),
    tests: () => layout.showInConsole("tests"),
  };
}
