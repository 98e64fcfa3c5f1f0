"use client";

import { File } from "lucide-react";
import { bytesInWords } from "../audit/moment";
import { Icon } from "../ui/icon";
import { shortPath } from "./names";
import type { Told } from "./past";

interface FilesThenProps {
  readonly files: readonly Told[];
  /** By this very record. */
  readonly changed: readonly Told[];
  readonly isNew: (path: string) => boolean;
  readonly shown: string | undefined;
  readonly onShow: (path: string) => void;
}

/** Drawn at once; more than anybody looks through. */
const MOST_ROWS = 500;

/** The files there were, with a word beside what this record has changed. */
export function FilesThen({ files, changed, isNew, shown, onShow }: FilesThenProps) {
  const touched = new Set(changed.map(({ path }) => path));
  const gone = changed.filter(({ content }) => content === null);
  const first = [...files.filter(({ path }) => touched.has(path)), ...gone];
  const rest = files.filter(({ path }) => !touched.has(path));
  const rows = [...first, ...rest];
  return (
    <section aria-label="Files then">
      <h3 className="px-3 pt-2 font-medium text-text-muted text-xs">
        {files.length === 1 ? "1 file" : `${files.length} files`}
        {first.length > 0 && `, ${first.length} changed by this record`}
      </h3>
      <ul className="m-0 list-none p-0 py-0.5">
        {rows.slice(0, MOST_ROWS).map((file) => (
          <li key={file.path}>
            <button
              type="button"
              aria-pressed={file.path === shown}
              onClick={() => onShow(file.path)}
              className="flex h-7 w-full items-center gap-2 px-3 text-left hover:bg-surface-2 aria-pressed:bg-surface-2 aria-pressed:shadow-[inset_2px_0_0_var(--accent)]"
            >
              <Icon of={File} className="size-3.5 text-text-muted" />
              <span className={`truncate ${file.content === null ? "line-through" : ""}`}>
                {shortPath(file.path)}
              </span>
              {touched.has(file.path) && (
                <span className="rounded-xs bg-surface-3 px-1 text-xs">{wordOf(file, isNew(file.path))}</span>
              )}
              <span className="ml-auto shrink-0 text-text-muted text-xs tabular-nums">
                {file.content === null ? "" : bytesInWords(file.size)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > MOST_ROWS && (
        <p className="px-3 pb-1 text-text-muted text-xs">And {rows.length - MOST_ROWS} more.</p>
      )}
    </section>
  );
}

function wordOf({ content }: Told, isNew: boolean): string {
  if (content === null) return "deleted";
  return isNew ? "new" : "changed";
}
