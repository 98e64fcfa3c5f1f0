"use client";

import { ChevronRight } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { fetchOrSay } from "../late/fetch-or-say";
import { Late } from "../late/late";
import { toast } from "../shell/signals";
import { FIELD } from "../ui/classes";
import { Icon } from "../ui/icon";

const MAX_NAME = 80;
const renaming = new Late(() => import("./rename-workspace"));

interface WorkspaceNameProps {
  readonly workspaceId: string;
  readonly name: string;
  readonly mayRename: boolean;
}

/** The workspace's name where you look for it, renamed in place: shown at once, taken back if the server refuses. */
export function WorkspaceName({ workspaceId, name, mayRename }: WorkspaceNameProps) {
  const { shown, rename } = useRename(workspaceId, name);
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  return (
    <>
      <Icon of={ChevronRight} className="size-3.5 text-text-muted" />
      <h1 className="min-w-0">
        {editing ? (
          <NameField
            name={shown}
            onDone={(next) => {
              setEditing(false);
              if (next !== null && next !== shown) void rename(next);
            }}
          />
        ) : mayRename ? (
          <button
            ref={button}
            type="button"
            title="Rename"
            aria-label={`${shown}, rename`}
            onClick={() => setEditing(true)}
            className="block h-7 max-w-[40vw] truncate rounded px-1.5 font-medium hover:bg-surface-2"
          >
            {shown}
          </button>
        ) : (
          <span className="block max-w-[40vw] truncate px-1.5 font-medium">{shown}</span>
        )}
      </h1>
    </>
  );
}

function useRename(workspaceId: string, name: string) {
  const [shown, setShown] = useState(name);
  const confirmed = useRef(name);
  const rename = async (next: string) => {
    setShown(next);
    const renamed = await (await fetchOrSay(renaming))?.renameWorkspace(workspaceId, next);
    if (renamed?.ok) confirmed.current = renamed.name;
    setShown(confirmed.current);
    if (renamed?.ok === false) toast({ tone: "error", text: renamed.text, detail: renamed.detail });
  };
  useEffect(() => {
    document.title = `${shown} · Aegis`;
  }, [shown]);
  return { shown, rename };
}

function NameField({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const [value, setValue] = useState(name);
  const finished = useRef(false);
  const finish = (next: string) => {
    if (finished.current) return; // leaving the page, the field loses the focus once more
    finished.current = true;
    onDone(next.trim() === "" ? null : next.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish(value);
  };
  return (
    <form onSubmit={submit}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the field takes the place of the button that was pressed
        autoFocus
        aria-label="Name of the workspace"
        value={value}
        maxLength={MAX_NAME}
        onChange={(event) => setValue(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => finish(value)}
        onKeyDown={(event) => event.key === "Escape" && finish("")}
        className={`${FIELD} w-48 max-w-[40vw] font-medium`}
      />
    </form>
  );
}
