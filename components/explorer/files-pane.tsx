"use client";

import { FilePlus } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { EmptyState } from "../states/empty-state";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Explorer } from "./explorer";
import { NewFile } from "./new-file";

interface FilesPaneProps {
  readonly id: string;
  readonly width: number;
  readonly paths: readonly string[];
  readonly active: string | null;
  readonly dirty: (path: string) => boolean;
  readonly readOnly: boolean;
  readonly onOpen: (path: string) => void;
  readonly onCreate: (path: string) => void;
}

/** The files of the workspace: the tree, and the one way to make a new one. */
export function FilesPane({ id, width, readOnly, onCreate, ...explorer }: FilesPaneProps) {
  const [adding, setAdding] = useState(false);
  const empty = explorer.paths.length === 0;
  return (
    <section
      id={id}
      aria-label="Files"
      style={{ "--explorer": `${width}px` } as CSSProperties}
      className="flex min-h-0 shrink-0 flex-col bg-surface-1 max-sm:max-h-[50%] max-sm:border-line max-sm:border-b sm:w-(--explorer)"
    >
      <div className="flex h-9 shrink-0 items-center justify-between border-line border-b pr-1 pl-3">
        <h2 className="font-medium text-text-muted text-xs">Files</h2>
        {!readOnly && (
          <button
            type="button"
            className={ICON_BUTTON}
            aria-label="New file"
            title="New file"
            aria-expanded={adding}
            onClick={() => setAdding((shown) => !shown)}
          >
            <Icon of={FilePlus} />
          </button>
        )}
      </div>
      {(adding || (empty && !readOnly)) && (
        <NewFile
          existing={explorer.paths}
          {...(empty ? { suggestion: "agent.toml" } : {})}
          onCancel={() => setAdding(false)}
          onCreate={(path) => {
            setAdding(false);
            onCreate(path);
          }}
        />
      )}
      {empty ? (
        <div className="px-3">
          <EmptyState kind="nothing-yet" title="No files yet">
            An agent starts with its policy, agent.toml.
          </EmptyState>
        </div>
      ) : (
        <Explorer {...explorer} />
      )}
    </section>
  );
}
