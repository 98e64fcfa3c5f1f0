"use client";

import { type KeyboardEvent, useState } from "react";
import { BUTTON, FIELD } from "../ui/classes";

/** A line for an agent that reads its standard input. Enter sends it; Ctrl+D in an empty field, or the button, ends the input. */
export function InputLine({ onLine }: { onLine: (line: string | null) => void }) {
  const [text, setText] = useState("");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isEnd = event.ctrlKey && event.key.toLowerCase() === "d" && text === "";
    if (event.key !== "Enter" && !isEnd) return;
    event.preventDefault();
    onLine(isEnd ? null : text);
    setText("");
  };
  return (
    <div className="flex shrink-0 items-center gap-2 border-line border-t px-3 py-1">
      <label className="flex min-w-0 grow items-center gap-2 text-xs">
        <span className="shrink-0 text-text-muted">The agent reads</span>
        <input
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          aria-label="Standard input of the agent: Enter sends the line, Ctrl+D ends the input"
          placeholder="Enter sends the line, Ctrl+D ends the input"
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} min-w-0 grow font-mono`}
        />
      </label>
      <button type="button" className={BUTTON} onClick={() => onLine(null)}>
        End of input
      </button>
    </div>
  );
}
