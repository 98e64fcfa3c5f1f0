"use client";

import type { DragEvent } from "react";
import type { Landing } from "../files/groups";
import { useHeld } from "../ui/held";
import { landingOver } from "./landing";
import type { TabDrag } from "./tab-drag";

interface LandingAreaProps {
  readonly drag: TabDrag;
  readonly group: number;
  readonly isSplit: boolean;
}

/** Lies over the text of a group while a file is dragged: an editor would take it for text to be put in. */
export function LandingArea({ drag, group, isSplit }: LandingAreaProps) {
  const dragged = useHeld(drag.dragged);
  const landing = useHeld(drag.landing);
  if (dragged === null) return null;
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    const { left, width } = event.currentTarget.getBoundingClientRect();
    drag.over(landingOver(group, isSplit, (event.clientX - left) / width));
  };
  const part = landing && partOf(landing, group);
  return (
    <div
      aria-hidden
      data-landing={part ?? undefined}
      className="absolute inset-x-0 top-9 bottom-0 z-2"
      onDragOver={onDragOver}
      onDragLeave={() => drag.over(null)}
      onDrop={(event) => {
        event.preventDefault();
        drag.drop();
      }}
      // Nobody points while something is dragged: the browser has not told of its end.
      onPointerMove={drag.end}
    >
      {part !== null && (
        <div className={`pointer-events-none absolute inset-y-0 border-2 border-accent ${PARTS[part]}`}>
          <div className="size-full bg-accent opacity-10" />
        </div>
      )}
    </div>
  );
}

const PARTS = { left: "left-0 w-1/2", right: "right-0 w-1/2", all: "inset-x-0" };

function partOf(landing: Landing, group: number): keyof typeof PARTS | null {
  if ("side" in landing) return landing.side;
  return landing.group === group && landing.at === undefined ? "all" : null;
}
