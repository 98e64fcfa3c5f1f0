"use client";

import { type PointerEvent, useRef } from "react";
import { clamp, type Edge, type Limits, sizeAfterKey } from "./size";

interface DividerProps {
  readonly label: string;
  /** The id of the pane that gets larger and smaller. */
  readonly controls: string;
  readonly size: number;
  readonly limits: Limits;
  /** Of the pane, where the divider is. */
  readonly edge?: Edge;
  readonly onSize: (size: number) => void;
}

/** A window splitter: one hairline to see, eight pixels to take, arrow keys, Home and End. */
export function Divider({ label, controls, size, limits, edge = "right", onSize }: DividerProps) {
  const start = useRef<{ at: number; size: number } | null>(null);
  const isFlat = edge === "top";
  const along = (event: PointerEvent<HTMLDivElement>) => (isFlat ? event.clientY : event.clientX);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { at: along(event), size };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current === null) return;
    const way = (along(event) - start.current.at) * (edge === "right" ? 1 : -1);
    onSize(clamp(start.current.size + way, limits));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> is a line between texts; this is a control with a value
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={isFlat ? "horizontal" : "vertical"}
      aria-valuenow={size}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => {
        start.current = null;
      }}
      onKeyDown={(event) => {
        const next = sizeAfterKey(event.key, size, limits, edge);
        if (next === null) return;
        event.preventDefault();
        onSize(next);
      }}
      className={`group relative z-1 shrink-0 touch-none max-sm:hidden ${isFlat ? FLAT : UPRIGHT}`}
    >
      <div
        className={`bg-line group-hover:bg-accent group-focus-visible:bg-accent ${isFlat ? FLAT_LINE : UPRIGHT_LINE}`}
      />
    </div>
  );
}

const UPRIGHT = "-mx-1 flex w-2 cursor-col-resize justify-center";
const UPRIGHT_LINE = "h-full w-px group-hover:w-0.5 group-focus-visible:w-0.5";
const FLAT = "-my-1 flex h-2 cursor-row-resize items-center";
const FLAT_LINE = "h-px w-full group-hover:h-0.5 group-focus-visible:h-0.5";
