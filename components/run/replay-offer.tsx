"use client";

import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { isBusy } from "./phases";
import type { ReplayStripProps } from "./replay-strip";
import { useRunVersion } from "./use-run";

const ReplayStrip = latePanel(new Late(async () => (await import("./replay-strip")).ReplayStrip));

/** Where a run is over that can be made again. */
export function ReplayOffer(props: ReplayStripProps) {
  useRunVersion(props.store);
  const { kept, phase } = props.store;
  return kept === undefined || isBusy(phase) ? null : <ReplayStrip {...props} />;
}
