"use client";

import { useId, useReducer } from "react";
import { FIELD } from "../ui/classes";
import { parseArguments } from "./arguments";
import type { RunStore } from "./run-store";
import { useRunVersion } from "./use-run";

/** Words for the agent of the next run; says at once when a quote is open. */
export function ArgumentsField({ store, disabled }: { store: RunStore; disabled: boolean }) {
  useRunVersion(store);
  // With the key, and not with the next frame: React puts back what it has not drawn, and letters would be lost.
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const id = useId();
  const read = parseArguments(store.arguments);
  return (
    <>
      <input
        value={store.arguments}
        onChange={({ target }) => {
          store.setArguments(target.value);
          redraw();
        }}
        disabled={disabled}
        aria-label="Arguments of the run"
        aria-invalid={!read.ok}
        aria-describedby={read.ok ? undefined : id}
        placeholder="Arguments"
        autoComplete="off"
        spellCheck={false}
        className={`${FIELD} w-40 font-mono text-xs max-sm:w-28`}
      />
      {!read.ok && (
        <span id={id} className="text-error text-xs">
          {read.why}
        </span>
      )}
    </>
  );
}
