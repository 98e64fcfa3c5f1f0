import { useRef, useState } from "react";
import type { MenuEntry } from "./file-menu";
import { incomingOf } from "./incoming-files";
import { LateFileMenu } from "./late-file-menu";
import type { FileWork } from "./use-file-work";

interface PaneMenuOf {
  readonly work: FileWork;
  readonly deleted: readonly string[];
  readonly onAdd: () => void;
}

/** What can be done with all files at once. */
export function usePaneMenu({ work, deleted, onAdd }: PaneMenuOf) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const bring = (files: readonly File[]) => work.bring(incomingOf(files), "");
  const entries: readonly MenuEntry[] = [
    { label: "New folder", run: onAdd },
    { label: "Upload files…", run: () => choose({ multiple: true }, bring) },
    { label: "Import a folder…", run: () => choose({ webkitdirectory: true }, bring) },
    {
      label: "Import a zip…",
      run: () =>
        choose({ accept: ".zip,application/zip" }, async ([zip]) => {
          if (zip !== undefined) await work.bringZip(zip, "");
        }),
    },
    { label: "Download all as a zip", run: () => void work.downloadAll("workspace") },
    ...(deleted.length === 0
      ? []
      : [
          {
            label: deleted.length === 1 ? `Restore ${deleted[0]}` : `Restore ${deleted.length} deleted files`,
            run: () => work.restoreDeleted(),
          },
        ]),
  ];
  const view = isOpen && (
    <LateFileMenu label="All files" entries={entries} anchor={anchor} onClose={() => setOpen(false)} />
  );
  return { anchor, isOpen, open: () => setOpen(true), view };
}

type Field = Partial<Pick<HTMLInputElement, "multiple" | "accept" | "webkitdirectory">>;

/** The browser's own window for choosing files. */
function choose(field: Field, then: (files: readonly File[]) => Promise<void>): void {
  const input = Object.assign(document.createElement("input"), { type: "file", ...field });
  input.addEventListener("change", () => void then([...(input.files ?? [])]));
  input.click();
}
