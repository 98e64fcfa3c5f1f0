"use client";

import type { CSSProperties } from "react";
import type { Panel } from "../dock/panel";
import { Panels } from "../dock/panels";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { DeskContext } from "../policy-desk/desk-context";
import { useDeskVersion } from "../policy-desk/use-desk";
import { OtherRunOffer } from "../run/other-run-offer";
import { POLICY_FILE } from "../run/policy-file";
import { ReplayOffer } from "../run/replay-offer";
import { Timelines } from "../terminal/timelines";
import { PANE } from "../ui/classes";
import { flipNote } from "../what-if/standing";
import type { WorkbenchModel } from "./use-workbench";

interface SideDockProps {
  readonly id: string;
  readonly width: number;
  readonly model: WorkbenchModel;
}

const PermissionsPanel = latePanel(
  new Late(async () => (await import("../permissions/permissions-panel")).PermissionsPanel),
);
const WhatIfPanel = latePanel(new Late(async () => (await import("../what-if/what-if-panel")).WhatIfPanel));
const TimeTravel = latePanel(new Late(async () => (await import("../time-travel/time-travel")).TimeTravel));

const LABEL = "Run and policy";

/** Beside the editor: what the run asked and was answered. */
export function SideDock({ id, width, model }: SideDockProps) {
  const { side, desk } = model;
  useDeskVersion(desk);
  const panels: readonly Panel[] = [
    {
      name: "timeline",
      label: "Timeline",
      view: () => (
        <>
          <Timelines
            terminal={model.terminal}
            store={model.run}
            tour={model.tour}
            policyNow={model.policy}
            mayEdit={model.mayEdit}
            chosen={model.chosen}
            onChoose={model.setChosen}
            onGoToLine={model.goToPolicy}
            onEditPolicy={model.editPolicy}
          />
          <OtherRunOffer store={model.run} onShown={() => model.setChosen(undefined)} />
          <ReplayOffer store={model.run} texts={model.settle} />
        </>
      ),
    },
    {
      name: "files-then",
      label: "Files then",
      view: () => (
        <TimeTravel
          store={model.run}
          chosen={model.chosen}
          onChoose={model.setChosen}
          onGoOn={model.mayEdit ? model.goOn : undefined}
        />
      ),
    },
    {
      name: "permissions",
      label: "Permissions",
      view: () => (
        <PermissionsPanel
          desk={desk}
          policy={model.policy}
          base={model.files.state.base[POLICY_FILE] ?? ""}
          atRun={model.run.trace.size > 0 ? model.run.policy : undefined}
          mayEdit={model.mayEdit}
          onGoToLine={model.goToPolicy}
          onEditPolicy={model.editPolicy}
        />
      ),
    },
    {
      name: "what-if",
      label: "What-if",
      note: flipNote(desk),
      view: () => (
        <WhatIfPanel
          desk={desk}
          run={model.run}
          policy={model.policy}
          mayEdit={model.mayEdit}
          chosen={model.chosen}
          onChoose={model.setChosen}
          onGoToLine={model.goToPolicy}
          onEditPolicy={model.editPolicy}
        />
      ),
    },
  ];
  return (
    <section
      id={id}
      aria-label={LABEL}
      style={{ "--dock": `${width}px` } as CSSProperties}
      className={`${PANE} flex min-h-0 min-w-0 shrink-0 flex-col bg-surface-0 max-lg:border-line max-lg:border-t max-sm:grow max-sm:border-t-0 lg:w-(--dock)`}
    >
      <DeskContext value={desk}>
        <Panels id={id} label={LABEL} panels={panels} shown={side.panel} onShow={side.show} />
      </DeskContext>
    </section>
  );
}
