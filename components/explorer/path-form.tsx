"use client";

import { type FormEvent, useId, useState } from "react";
import { faultOfPath } from "../files/path-fault";
import { BUTTON, FIELD } from "../ui/classes";

interface PathFormProps {
  readonly kind: "file" | "folder";
  readonly existing: readonly string[];
  readonly suggestion?: string;
  readonly onCreate: (path: string) => void;
  readonly onCancel: () => void;
}

const LABELS = { file: "Path in the workspace", folder: "Path of the folder" } as const;

/** A name for a new file or folder, where it will stand. What is wrong with it is said when it is tried. */
export function PathForm({ kind, existing, suggestion = "", onCreate, onCancel }: PathFormProps) {
  const [path, setPath] = useState(suggestion);
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultOfPath(path.trim(), existing);
    setFault(found);
    if (found === null) onCreate(path.trim());
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
      className="border-line border-b p-2"
    >
      <label htmlFor={id} className="text-text-muted text-xs">
        {LABELS[kind]}
      </label>
      <div className="mt-0.5 flex gap-1.5">
        <input
          id={id}
          // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
          autoFocus
          value={path}
          onChange={(event) => setPath(event.target.value)}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-fault`}
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} min-w-0 grow font-mono`}
        />
        <button type="submit" className={BUTTON}>
          Add
        </button>
      </div>
      <p id={`${id}-fault`} role="alert" className="text-error text-xs">
        {fault}
      </p>
    </form>
  );
}
