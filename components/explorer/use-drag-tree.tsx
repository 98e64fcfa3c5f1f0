import { type ComponentType, type RefObject, useEffect, useState } from "react";
import { Tree, type TreeProps } from "react-aria-components/Tree";
import { flushSync } from "react-dom";
import type { FileNode } from "./tree";
import type { DragFilesOf } from "./use-drag-files";

export interface DragTreeProps extends TreeProps<FileNode> {
  readonly drag: DragFilesOf;
}

function PlainTree({ drag: _, ...tree }: DragTreeProps) {
  return <Tree {...tree} />;
}

/**
 * Dragging is a third of the scripts of this page, and nobody drags in its first second: it comes when the page has
 * nothing else to do, and takes the tree's place while nobody is in it.
 */
export function useDragTree(frame: RefObject<HTMLElement | null>): ComponentType<DragTreeProps> {
  const [Drag, setDrag] = useState<ComponentType<DragTreeProps> | null>(null);
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));
    const cancel = globalThis.cancelIdleCallback ?? clearTimeout;
    const load = async () => {
      const { DragTree } = await import("./drag-tree");
      while (frame.current?.contains(document.activeElement) && !signal.aborted)
        await focusMoves(frame, signal);
      // At once: nobody may have come to the tree between the look and the change.
      if (!signal.aborted) flushSync(() => setDrag(() => DragTree));
    };
    const handle = idle(() => void load().catch(() => {})); // there is a form for moving as well
    signal.addEventListener("abort", () => cancel(handle as number));
    return () => left.abort();
  }, [frame]);
  return Drag ?? PlainTree;
}

/** When the focus moves on. */
function focusMoves(frame: RefObject<HTMLElement | null>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => setTimeout(resolve);
    frame.current?.addEventListener("focusout", done, { once: true, signal });
    signal.addEventListener("abort", done, { once: true });
  });
}
