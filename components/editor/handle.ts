import type { Selection } from "../workbench/place";

/** What the workbench asks of an editor, whichever of the two is on screen. */
export interface EditorHandle {
  focus(): void;
  reveal(selection: Selection): void;
  /** Absent where nothing looks for problems. */
  nextProblem?(): void;
}

export interface EditorProps {
  readonly path: string;
  readonly text: string;
  readonly readOnly: boolean;
  readonly onEdit: (path: string, text: string) => void;
  readonly onSelection: (path: string, selection: Selection) => void;
  readonly onHandle: (handle: EditorHandle | null) => void;
}
