"use client";

import { Tree } from "react-aria-components/Tree";
import { useDragFiles } from "./use-drag-files";
import type { DragTreeProps } from "./use-drag-tree";

/** The same tree, whose rows can be dragged, and onto which files can be dropped. */
export function DragTree({ drag, ...tree }: DragTreeProps) {
  return <Tree {...tree} dragAndDropHooks={useDragFiles(drag)} />;
}
