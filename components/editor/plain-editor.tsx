"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { shortcut } from "@/lib/shortcuts";
import { changeBetween } from "./change-between";
import type { EditorProps } from "./handle";
import { offsetsOf, selectionOf } from "./text-position";

const LINE_PX = 20;

/** The browser's own text field: for phones, for screen readers that prefer it, and where the code editor cannot load. */
export function PlainEditor({ path, text, readOnly, onEdit, onLeave, ...more }: EditorProps) {
  const { onSelection, onNextProblem, onHandle } = more;
  const field = useRef<HTMLTextAreaElement>(null);
  /** As it was last handed in or out. The field holds its text by itself, so that a key waits for nobody. */
  const known = useRef(text);
  /** As the field began: of another one React would make the text of a field in which nobody has typed, and move its cursor. */
  const first = useRef({ path, text });
  if (first.current.path !== path) first.current = { path, text };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new file is a new field
  useEffect(() => {
    const element = field.current;
    if (element === null || (known.current === text && element.value === text)) return;
    if (known.current !== text) write(element, text);
    known.current = text;
  }, [path, text]);

  // A new file is a new field, and with it a new handle.
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    onHandle({
      path,
      focus: () => element.focus(),
      hasFocus: () => document.activeElement === element,
      reveal: (selection) => {
        const [start, end] = offsetsOf(element.value, selection);
        element.setSelectionRange(start, end);
        element.scrollTop = Math.max(0, (selection.line - 1) * LINE_PX - element.clientHeight / 2);
      },
    });
    return () => onHandle(null);
  }, [onHandle, path]);

  useEffect(() => {
    const onChange = () => {
      const element = field.current;
      if (element === null || document.activeElement !== element) return;
      onSelection(path, selectionOf(element.value, element.selectionStart, element.selectionEnd));
    };
    document.addEventListener("selectionchange", onChange);
    return () => document.removeEventListener("selectionchange", onChange);
  }, [path, onSelection]);

  return (
    <textarea
      key={path}
      ref={field}
      aria-label={`${path}, plain text`}
      defaultValue={first.current.text}
      readOnly={readOnly}
      onChange={({ target }) =>
        onEdit(path, () => {
          // By then the field of another file may be there.
          if (target === field.current) known.current = target.value;
          return target.value;
        })
      }
      onBlur={onLeave}
      onKeyDown={(event) => {
        if (!isNextProblem(event)) return;
        event.preventDefault();
        onNextProblem();
      }}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      autoComplete="off"
      wrap="soft"
      className="min-h-0 w-full grow resize-none overflow-auto bg-surface-0 px-3 py-2 font-mono text-sm text-text outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 max-sm:text-[1rem]"
    />
  );
}

/** Only where it differs: the cursor and what is in sight stay. */
function write(field: HTMLTextAreaElement, text: string): void {
  const change = changeBetween(field.value, text);
  field.setRangeText(change.text, change.start, change.end, "preserve");
}

/** A key that types nothing, and that the table of the page leaves to text fields. */
function isNextProblem({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key === shortcut("problem").keys && !ctrlKey && !metaKey && !altKey && !shiftKey;
}
