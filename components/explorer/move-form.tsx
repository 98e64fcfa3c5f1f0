"use client";

import { type FormEvent, useId, useState } from "react";
import { folderOf, inFolder, joinPath, nameOf } from "../files/many-files";
import { BUTTON, FIELD } from "../ui/classes";

interface MoveFormProps {
  readonly path: string;
  readonly folders: readonly string[];
  /** Why it cannot be, or null when it is done. */
  readonly onMove: (to: string) => string | null;
  readonly onCancel: () => void;
}

/** The same as dragging, for whoever does not drag. */
export function MoveForm({ path, folders, onMove, onCancel }: MoveFormProps) {
  const [folder, setFolder] = useState(folderOf(path));
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFault(onMove(joinPath(folder, nameOf(path))));
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
      className="border-line border-b p-2"
    >
      <label htmlFor={id} className="text-text-muted text-xs wrap-anywhere">
        Move {path} to
      </label>
      <div className="mt-0.5 flex gap-1.5">
        <select
          id={id}
          // biome-ignore lint/a11y/noAutofocus: the field appears because its command was chosen
          autoFocus
          value={folder}
          onChange={(event) => setFolder(event.target.value)}
          className={`${FIELD} min-w-0 grow`}
        >
          <option value="">The workspace itself</option>
          {folders
            .filter((other) => !inFolder(other, path))
            .map((other) => (
              <option key={other} value={other}>
                {other}
              </option>
            ))}
        </select>
        <button type="submit" className={BUTTON}>
          Move
        </button>
      </div>
      <p role="alert" className="text-error text-xs">
        {fault}
      </p>
    </form>
  );
}
