"use client";

import { ChevronRight, Ellipsis, File, Folder } from "lucide-react";
import { Collection } from "react-aria-components/Collection";
import { Button, TreeItem, TreeItemContent } from "react-aria-components/Tree";
import { Icon } from "../ui/icon";
import { Changed } from "./changed";
import type { FileNode } from "./tree";

const ROW =
  "group flex h-7 cursor-default items-center gap-1 pr-1 pl-[calc((var(--tree-item-level)-1)*14px+6px)] outline-none hover:bg-surface-2 data-selected:bg-surface-2 data-selected:shadow-[inset_2px_0_0_var(--accent)] data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2 data-drop-target:bg-surface-3 data-drop-target:outline-2 data-drop-target:outline-accent data-drop-target:-outline-offset-2";

interface RowProps {
  readonly node: FileNode;
  readonly dirty: (path: string) => boolean;
  /** Absent where nothing may be changed. */
  readonly onMore?: ((path: string, anchor: Element) => void) | undefined;
}

export function Row({ node, dirty, onMore }: RowProps) {
  const folder = node.kind === "folder";
  const changed = !folder && dirty(node.id);
  return (
    <TreeItem id={node.id} textValue={changed ? `${node.name}, changed` : node.name} className={ROW}>
      <TreeItemContent>
        {folder ? (
          <Button
            slot="chevron"
            className="inline-flex size-6 shrink-0 items-center justify-center text-text-muted group-data-expanded:rotate-90"
          >
            <Icon of={ChevronRight} className="size-3.5" />
          </Button>
        ) : (
          <span className="w-6 shrink-0" />
        )}
        <Icon of={folder ? Folder : File} className="size-3.5 text-text-muted" />
        <span className="truncate">{node.name}</span>
        {changed && <Changed />}
        {onMore !== undefined && (
          <Button
            aria-label={`More for ${node.name}`}
            onPress={({ target }) => onMore(node.id, target)}
            className="ml-auto inline-flex size-6 shrink-0 items-center justify-center rounded text-text-muted opacity-0 hover:bg-surface-3 hover:text-text focus-visible:opacity-100 group-hover:opacity-100 group-data-focus-visible:opacity-100 group-data-selected:opacity-100 pointer-coarse:opacity-100"
          >
            <Icon of={Ellipsis} className="size-3.5" />
          </Button>
        )}
      </TreeItemContent>
      <Collection items={node.children}>
        {(child) => <Row node={child} dirty={dirty} onMore={onMore} />}
      </Collection>
    </TreeItem>
  );
}
