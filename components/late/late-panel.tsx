"use client";

import type { ComponentType } from "react";
import type { Late } from "./late";
import { latePart } from "./late-part";
import { NotArrived } from "./not-arrived";

/** What comes late and has a place of its own, which says that it is on its way, or why it is not there and what to do. */
export function latePanel<Props extends object>(
  part: Late<ComponentType<Props>>,
  standIn?: ComponentType<Props>,
): ComponentType<Props> {
  return latePart(part, { standIn, waiting: Fetching, failed: NotArrived });
}

/** Seen only by whoever waits for it: most are there in time. */
function Fetching() {
  return (
    <p
      aria-busy="true"
      className="px-3 py-3 text-text-muted transition-opacity delay-300 duration-0 starting:opacity-0"
    >
      Fetching this part…
    </p>
  );
}
