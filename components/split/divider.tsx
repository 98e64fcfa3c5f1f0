"use client";

import { type PointerEvent, useRef } from "react";
import { clamp, type Limits, sizeAfterKey } from "./size";

interface DividerProps {
  readonly label: string;
  /** The id of the pane that gets larger and smaller. */
  readonly controls: string;
  readonly size: number;
  readonly limits: Limits;
  readonly onSize: (size: number) => void;
}

/** A window splitter: one hairline to see, eight pixels to take, arrow keys, Home and End. */
export function Divider({ label, controls, size, limits, onSize }: DividerProps) {
  const start = useRef<{ x: number; size: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, size };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current === null) return;
    onSize(clamp(start.current.size + event.clientX - start.current.x, limits));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> is a line between texts; this is a control with a value
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuenow={size}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => {
        start.current = null;
      }}
      onKeyDown={(event) => {
        const next = sizeAfterKey(event.key, size, limits);
        if (next === null) return;
        event.preventDefault();
        onSize(next);
      }}
      className="group relative z-1 -mx-1 w-2 shrink-0 cursor-col-resize touch-none max-sm:hidden"
    >
      <div className="mx-auto h-full w-px bg-line group-hover:w-0.5 group-hover:bg-accent group-focus-visible:w-0.5 group-focus-visible:bg-accent" />
    </div>
  );
}
