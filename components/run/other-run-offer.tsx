"use client";

import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import type { OtherRunProps } from "./other-run";
import type { RunStore } from "./run-store";
import { useRunVersion } from "./use-run";

const OtherRun = latePanel(new Late(async () => (await import("./other-run")).OtherRun));

type Live = Pick<RunStore, "subscribe" | "version">;

/** Where a run went on from another one. */
export function OtherRunOffer(props: OtherRunProps & { readonly store: Live }) {
  useRunVersion(props.store);
  const { goesOn, hasOther } = props.store;
  return goesOn === undefined && !hasOther ? null : <OtherRun {...props} />;
}
