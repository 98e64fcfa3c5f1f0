"use client";

import { ChevronRight, File, Folder } from "lucide-react";
import { useState } from "react";
import { Collection } from "react-aria-components/Collection";
import { Button, type Key, Tree, TreeItem, TreeItemContent } from "react-aria-components/Tree";
import { Icon } from "../ui/icon";
import { type FileNode, foldersOf, treeOf } from "./tree";

interface ExplorerProps {
  readonly paths: readonly string[];
  readonly active: string | null;
  readonly dirty: (path: string) => boolean;
  readonly onOpen: (path: string) => void;
}

/** The files as a tree: arrows move, Enter opens, left and right close and open a folder. */
export function Explorer({ paths, active, dirty, onOpen }: ExplorerProps) {
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  const folders = foldersOf(paths);
  return (
    <Tree
      aria-label="Files"
      items={treeOf(paths)}
      dependencies={[active, dirty]}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={active === null ? [] : [active]}
      onSelectionChange={(keys) => {
        const [path] = keys === "all" ? [] : [...keys];
        if (typeof path === "string" && paths.includes(path)) onOpen(path);
      }}
      disabledBehavior="selection"
      disabledKeys={folders}
      expandedKeys={folders.filter((folder) => !closed.has(folder))}
      onExpandedChange={(open) => setClosed(new Set(folders.filter((folder) => !open.has(folder))))}
      className="min-h-0 grow overflow-y-auto py-0.5 outline-none"
    >
      {(node) => <Row node={node} dirty={dirty} />}
    </Tree>
  );
}

const ROW =
  "group flex h-7 cursor-default items-center gap-1 pr-2 pl-[calc((var(--tree-item-level)-1)*14px+6px)] outline-none hover:bg-surface-2 data-selected:bg-surface-2 data-selected:shadow-[inset_2px_0_0_var(--accent)] data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2";

function Row({ node, dirty }: { node: FileNode; dirty: (path: string) => boolean }) {
  const folder = node.kind === "folder";
  const changed = !folder && dirty(node.id);
  return (
    <TreeItem id={node.id} textValue={changed ? `${node.name}, changed` : node.name} className={ROW}>
      <TreeItemContent>
        {folder ? (
          <Button
            slot="chevron"
            className="inline-flex size-6 items-center justify-center text-text-muted group-data-expanded:rotate-90"
          >
            <Icon of={ChevronRight} className="size-3.5" />
          </Button>
        ) : (
          <span className="w-6" />
        )}
        <Icon of={folder ? Folder : File} className="size-3.5 text-text-muted" />
        <span className="truncate">{node.name}</span>
        {changed && <Changed />}
      </TreeItemContent>
      <Collection items={node.children}>{(child) => <Row node={child} dirty={dirty} />}</Collection>
    </TreeItem>
  );
}

/** A dot that says that a file differs from the example; beside it the name says so too. */
export function Changed() {
  return <span className="size-1.5 shrink-0 rounded-full bg-accent" title="Changed" aria-hidden />;
}
