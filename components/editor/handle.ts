import type { Selection } from "../workbench/place";
import type { ReadText } from "./edit-buffer";

/** What the workbench asks of an editor, whichever of the two is on screen. */
export interface EditorHandle {
  /** The file on show. */
  readonly path: string | null;
  focus(): void;
  hasFocus(): boolean;
  reveal(selection: Selection): void;
  /** Absent where nothing shows problems in the text. */
  nextProblem?(): void;
}

export interface EditorProps {
  readonly path: string;
  readonly text: string;
  readonly readOnly: boolean;
  /** Told of every change; the text is read when somebody wants it. */
  readonly onEdit: (path: string, read: ReadText) => void;
  /** The focus has left it: what was typed is complete for now. */
  readonly onLeave: () => void;
  /** F8 where nothing else listens to it. */
  readonly onNextProblem: () => void;
  readonly onSelection: (path: string, selection: Selection) => void;
  readonly onHandle: (handle: EditorHandle | null) => void;
}
