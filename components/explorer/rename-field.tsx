"use client";

import { type CSSProperties, type KeyboardEvent, useRef, useState } from "react";
import { FIELD, FLOATING } from "../ui/classes";

export interface RenamePlace {
  readonly path: string;
  readonly name: string;
  /** Within the tree, in pixels. */
  readonly top: number;
  readonly left: number;
}

interface RenameFieldProps {
  readonly place: RenamePlace;
  /** Why it cannot be, or null when it is done. */
  readonly onRename: (name: string) => string | null;
  readonly onDone: () => void;
}

/**
 * A field over the row that is renamed. Beside the tree and not in it: there, every letter would look for a row.
 * Enter and leaving it rename, Escape does not.
 */
export function RenameField({ place, onRename, onDone }: RenameFieldProps) {
  const [name, setName] = useState(place.name);
  const [fault, setFault] = useState<string | null>(null);
  const finished = useRef(false);
  const finish = (next: string | null, isLeaving: boolean) => {
    if (finished.current) return;
    const found = next === null || next === "" ? null : onRename(next.trim());
    setFault(found);
    if (found !== null && !isLeaving) return;
    finished.current = true;
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") finish(name, false);
    if (event.key === "Escape") finish(null, false);
  };
  return (
    <div
      style={{ "--top": `${place.top}px`, "--left": `${place.left}px` } as CSSProperties}
      className="absolute top-(--top) right-1 left-(--left) z-10"
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the field takes the place of the row that is renamed
        autoFocus
        aria-label={`New name of ${place.name}`}
        aria-invalid={fault !== null}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.setSelectionRange(0, stemLength(place.name))}
        onBlur={() => finish(name, true)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        className={`${FIELD} w-full font-mono`}
      />
      <p role="alert" className={`${FLOATING} mt-1 px-2 py-1 text-error text-xs empty:hidden`}>
        {fault}
      </p>
    </div>
  );
}

/** Without the extension: that seldom changes. */
function stemLength(name: string): number {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? dot : name.length;
}
