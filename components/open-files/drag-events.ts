import type { DragEvent } from "react";
import { TAB_TYPE } from "../explorer/drag-types";
import type { Landing } from "../files/groups";
import { useHeld } from "../ui/held";
import { placeAt } from "./landing";
import type { TabDrag } from "./tab-drag";

/** The rows of the open files, in their order. */
export const rowsOf = (grid: HTMLElement | null): readonly HTMLElement[] => [
  ...(grid?.querySelectorAll<HTMLElement>("[data-path]") ?? []),
];

/** The place in the row of this group where what is dragged would land. */
export function useMark(drag: TabDrag, group: number): number | undefined {
  const landing: Landing | null = useHeld(drag.landing);
  return landing !== null && "group" in landing && landing.group === group ? landing.at : undefined;
}

export function take({ dataTransfer }: DragEvent, drag: TabDrag, path: string, from: number): void {
  dataTransfer.setData(TAB_TYPE, path);
  dataTransfer.effectAllowed = "move";
  drag.begin({ path, from });
}

export function dropsOf(drag: TabDrag, group: number) {
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (drag.dragged.value === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      const tabs = rowsOf(event.currentTarget).map((row) => row.getBoundingClientRect());
      drag.over({ group, at: placeAt(event.clientX, tabs) });
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent<HTMLElement>) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) drag.over(null);
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      if (drag.dragged.value === null) return;
      event.preventDefault();
      drag.drop();
    },
  };
}
