"use client";

import type { CodeViewEvents } from "../editor/code-view";
import type { EditorProps } from "../editor/handle";
import type { LineMarks } from "../editor/line-marks";
import type { LineNotes } from "../editor/line-notes";
import { PlainEditor } from "../editor/plain-editor";
import type { Texts } from "../files/files";
import type { useEditorMode } from "./use-editor-mode";

interface EditorPaneProps extends EditorProps, Omit<CodeViewEvents, keyof EditorProps> {
  readonly texts: Texts;
  readonly editor: ReturnType<typeof useEditorMode>;
  /** What the lines of this file decided. */
  readonly marks: LineMarks | undefined;
  readonly notes: LineNotes | undefined;
}

/** The editor that was chosen; until the code editor has arrived, the text, to read. */
export function EditorPane({ editor, ...all }: EditorPaneProps) {
  const { texts, marks, notes, onTabFocus, onCodeProblems, onMark, onLens, onGoTo, ...props } = all;
  if (editor.mode === "plain") return <PlainEditor {...props} />;
  if (editor.Code !== null) return <editor.Code {...all} />;
  return (
    <pre className="min-h-0 grow overflow-hidden py-2 pl-[66px] text-sm text-text-muted" aria-busy="true">
      {props.text}
    </pre>
  );
}
