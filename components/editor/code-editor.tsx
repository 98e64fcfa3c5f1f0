"use client";

import { useEffect, useRef } from "react";
import type { Texts } from "../files/files";
import { CodeView, type CodeViewEvents } from "./code-view";
import type { EditorProps } from "./handle";
import type { LineMarks } from "./line-marks";
import type { LineNotes } from "./line-notes";

export { bringMonaco } from "../monaco/bring-monaco";

interface CodeEditorProps extends EditorProps, Omit<CodeViewEvents, keyof EditorProps> {
  /** Every file, open or not: what one imports from another is checked. */
  readonly texts: Texts;
  readonly marks: LineMarks | undefined;
  readonly notes: LineNotes | undefined;
}

/** Monaco in React: it is made once, and told what changed. */
export function CodeEditor({
  path,
  text,
  texts,
  readOnly,
  marks,
  notes,
  onHandle,
  ...events
}: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<CodeView | null>(null);
  const latest = useRef(events);
  latest.current = events;

  useEffect(() => {
    if (host.current === null) return;
    const made = new CodeView(host.current, {
      onEdit: (edited, read) => latest.current.onEdit(edited, read),
      onLeave: () => latest.current.onLeave(),
      onSelection: (selected, selection) => latest.current.onSelection(selected, selection),
      onTabFocus: (movesFocus) => latest.current.onTabFocus(movesFocus),
      onCodeProblems: (problems) => latest.current.onCodeProblems(problems),
      onMark: (line) => latest.current.onMark(line),
      onLens: (lens) => latest.current.onLens(lens),
      onGoTo: (to, at) => latest.current.onGoTo(to, at),
    });
    view.current = made;
    onHandle(made);
    return () => {
      onHandle(null);
      view.current = null;
      made.dispose();
    };
  }, [onHandle]);

  useEffect(() => view.current?.setTexts(texts), [texts]);
  useEffect(() => view.current?.show(path, text), [path, text]);
  useEffect(() => view.current?.setReadOnly(readOnly), [readOnly]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file has other marks, or none
  useEffect(() => view.current?.setMarks(marks), [path, marks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => view.current?.setNotes(notes), [path, notes]);

  return <div ref={host} className="min-h-0 min-w-0 grow overflow-hidden" />;
}
