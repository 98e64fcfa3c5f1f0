"use client";

import { type KeyboardEvent, useEffect, useLayoutEffect, useReducer, useRef } from "react";
import { OutputLog } from "../output/output-log";
import { useRunVersion } from "../run/use-run";
import { BUTTON, FIELD } from "../ui/classes";
import type { TerminalStore } from "./terminal-store";

const MOST_ROWS = 6;
const NOTHING = { say() {}, begin() {}, show() {}, clear() {}, draw() {} };

/** The same terminal as a log and a field: for screen readers, for small screens, and for whoever wants Tab to go on. */
export function PlainView({ store }: { store: TerminalStore }) {
  const version = useRunVersion(store);
  // With the key, and not with the next frame: React puts back what it has not drawn, and letters would be lost.
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const field = useRef<HTMLTextAreaElement>(null);
  const { line, output, isBusy } = store;
  useEffect(() => store.attach({ ...NOTHING, focus: () => field.current?.focus() }), [store]);
  useLayoutEffect(() => {
    const element = field.current;
    if (element && element.selectionEnd !== line.cursor && document.activeElement === element)
      element.setSelectionRange(line.cursor, line.cursor);
  }, [line]);
  const rows = Math.min(MOST_ROWS, line.text.split("\n").length);
  return (
    <>
      <OutputLog output={output} label="Terminal output" version={version} wraps />
      <form
        className="flex shrink-0 items-end gap-2 border-line border-t px-3 py-1"
        onSubmit={(event) => {
          event.preventDefault();
          void store.enter();
        }}
      >
        <label className="flex min-w-0 grow items-end gap-2 text-xs">
          <span className="max-w-1/3 shrink-0 truncate py-1.5 font-mono text-text-muted">{store.prompt}</span>
          <textarea
            ref={field}
            rows={rows}
            value={line.text}
            readOnly={isBusy}
            onChange={({ target }) => {
              store.edit({ type: "set", text: target.value, cursor: target.selectionEnd });
              redraw();
            }}
            onSelect={({ currentTarget: { value, selectionEnd } }) => {
              if (value === line.text && selectionEnd !== line.cursor)
                store.edit({ type: "set", text: value, cursor: selectionEnd });
            }}
            onKeyDown={(event) => onKey(event, store)}
            aria-label="Command: Enter runs it, the arrows bring back earlier ones, Ctrl+Space completes it"
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            className={`${FIELD} h-auto! min-h-7 min-w-0 grow resize-none py-1 font-mono`}
          />
        </label>
        <button type="submit" className={BUTTON} disabled={isBusy}>
          Run line
        </button>
      </form>
    </>
  );
}

function onKey(event: KeyboardEvent<HTMLTextAreaElement>, store: TerminalStore): void {
  if (event.nativeEvent.isComposing) return;
  if (!means(event, store)) return;
  event.preventDefault();
}

/** Whether the key was one of ours. */
function means(event: KeyboardEvent<HTMLTextAreaElement>, store: TerminalStore): boolean {
  const { key, shiftKey, ctrlKey, altKey, metaKey, currentTarget: field } = event;
  if (altKey || metaKey) return false;
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  if (ctrlKey) {
    const isEmpty = field.selectionStart === field.selectionEnd;
    if (key === "c" && isEmpty) store.interrupt();
    else if (key === "l") store.clear();
    else if (key === "d" && field.value === "") void store.end();
    else if (key === " ") void store.complete();
    else return false;
    return true;
  }
  if (shiftKey) return false;
  if (key === "Enter") void store.enter();
  else if (key === "ArrowUp" && !before.includes("\n")) store.edit({ type: "older" });
  else if (key === "ArrowDown" && !after.includes("\n")) store.edit({ type: "newer" });
  else return false;
  return true;
}
