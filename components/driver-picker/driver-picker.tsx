"use client";

import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { asModal, Dialog, WIDE_DIALOG } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { DRIVERS, type DriverName } from "./drivers";

const DriverChoices = latePanel(new Late(async () => (await import("./driver-choices")).DriverChoices));

export interface DriverPickerProps {
  readonly workspaceId: string;
  /** The one that the next run has. */
  readonly driver: DriverName;
  /** A run would be lost by going elsewhere. */
  readonly isBusy: boolean;
}

/** Where the agent runs and what that is worth, always in words; behind it the other, and what is to be known of both. */
export function DriverPicker({ workspaceId, driver, isBusy }: DriverPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const { name, trust } = DRIVERS[driver];
  const isEnforced = trust === "enforced";
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={`inline-flex min-h-6 items-center gap-1.5 rounded px-1.5 text-xs hover:bg-surface-2 ${isEnforced ? "text-text-muted" : "text-approve"}`}
      >
        <Icon of={isEnforced ? ShieldCheck : TriangleAlert} className="size-3.5" />
        <span className="sr-only">The agent runs in: </span>
        {name}, {trust}
      </button>
      {isOpen && (
        <Dialog
          ref={asModal}
          name="driver"
          title="Where the agent runs"
          size={WIDE_DIALOG}
          onClose={() => setOpen(false)}
        >
          <DriverChoices workspaceId={workspaceId} driver={driver} isBusy={isBusy} />
        </Dialog>
      )}
    </>
  );
}
