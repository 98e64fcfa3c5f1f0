"use client";

import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import type { OtherRunProps } from "./other-run";
import { useRunVersion } from "./use-run";

const OtherRun = latePanel(new Late(async () => (await import("./other-run")).OtherRun));

/** Where a run went on from another one. */
export function OtherRunOffer(props: OtherRunProps) {
  useRunVersion(props.store);
  const { goesOn, hasOther } = props.store;
  return goesOn === undefined && !hasOther ? null : <OtherRun {...props} />;
}
