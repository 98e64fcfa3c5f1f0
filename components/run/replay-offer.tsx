"use client";

import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { isBusy } from "./phases";
import type { ReplayStripProps } from "./replay-strip";
import { useRunVersion } from "./use-run";

const ReplayStrip = latePanel(new Late(async () => (await import("./replay-strip")).ReplayStrip));

/** Where a run is over: made again, or why it cannot be. */
export function ReplayOffer(props: ReplayStripProps) {
  useRunVersion(props.store);
  const { kept, phase, recalled } = props.store;
  if (kept !== undefined && !isBusy(phase)) return <ReplayStrip {...props} />;
  if (recalled !== "log") return null;
  return (
    <section
      aria-label="Replay"
      className="shrink-0 border-line border-t px-3 py-1.5 text-text-muted text-xs"
    >
      This run is shown from its log, and its recording is not kept: to replay, run it again.
    </section>
  );
}
