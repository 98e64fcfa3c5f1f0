"use client";

import { ChevronRight, File, Folder } from "lucide-react";
import { type CSSProperties, useLayoutEffect, useRef } from "react";
import { Icon } from "../ui/icon";
import { Changed } from "./changed";
import type { ExplorerProps } from "./explorer";
import { type FileNode, treeOf } from "./tree";

const ROW =
  "flex h-7 w-full items-center gap-1 pr-1 pl-[calc((var(--level)-1)*14px+6px)] text-left hover:bg-surface-2 aria-[current=true]:bg-surface-2 aria-[current=true]:shadow-[inset_2px_0_0_var(--accent)] focus-visible:-outline-offset-2";

/** The files as the tree will show them, to be opened, until the tree is there: it takes the place and the focus of this list. */
export function FileList({ paths, folders, active, dirty, onOpen, focused }: ExplorerProps) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(
    () => () => {
      const at = document.activeElement;
      if (at instanceof HTMLElement && list.current?.contains(at)) focused.current = at.dataset.path ?? null;
    },
    [focused],
  );
  return (
    <ul ref={list} aria-label="Files" className="min-h-0 grow overflow-y-auto py-0.5">
      {inRows(treeOf(paths, folders)).map(({ node, level }) => (
        <li key={node.id} style={{ "--level": level } as CSSProperties}>
          {node.kind === "folder" ? (
            <span className={ROW}>
              <span className="inline-flex size-6 shrink-0 items-center justify-center text-text-muted">
                <Icon of={ChevronRight} className="size-3.5 rotate-90" />
              </span>
              <Name node={node} />
            </span>
          ) : (
            <button
              type="button"
              data-path={node.id}
              aria-current={node.id === active}
              onClick={() => onOpen(node.id)}
              className={ROW}
            >
              <span className="w-6 shrink-0" />
              <Name node={node} />
              {dirty(node.id) && (
                <>
                  <Changed />
                  <span className="sr-only">, changed</span>
                </>
              )}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Name({ node: { kind, name } }: { node: FileNode }) {
  return (
    <>
      <Icon of={kind === "folder" ? Folder : File} className="size-3.5 text-text-muted" />
      <span className="truncate">{name}</span>
    </>
  );
}

interface RowOf {
  readonly node: FileNode;
  readonly level: number;
}

function inRows(nodes: readonly FileNode[], level = 1): readonly RowOf[] {
  return nodes.flatMap((node) => [{ node, level }, ...inRows(node.children, level + 1)]);
}
