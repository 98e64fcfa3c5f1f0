"use client";

import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useRef } from "react";
import { BUTTON } from "../ui/classes";
import { Dialog, WIDE_DIALOG } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { DriverTable } from "./driver-table";
import { addressOf, DRIVERS, type DriverName } from "./drivers";

interface DriverPickerProps {
  readonly workspaceId: string;
  /** The one that the next run has. */
  readonly driver: DriverName;
  /** A run would be lost by going elsewhere. */
  readonly isBusy: boolean;
}

/** Where the agent runs and what that is worth, always in words; behind it the other, and what is to be known of both. */
export function DriverPicker({ workspaceId, driver, isBusy }: DriverPickerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { name, trust } = DRIVERS[driver];
  const isEnforced = trust === "enforced";
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
        className={`inline-flex min-h-6 items-center gap-1.5 rounded px-1.5 text-xs hover:bg-surface-2 ${isEnforced ? "text-text-muted" : "text-approve"}`}
      >
        <Icon of={isEnforced ? ShieldCheck : TriangleAlert} className="size-3.5" />
        <span className="sr-only">The agent runs in: </span>
        {name}, {trust}
      </button>
      <Dialog ref={dialog} name="driver" title="Where the agent runs" size={WIDE_DIALOG}>
        {(Object.keys(DRIVERS) as DriverName[]).map((each) => (
          <Choice
            key={each}
            of={each}
            isChosen={each === driver}
            href={addressOf(workspaceId, each)}
            isBusy={isBusy}
          />
        ))}
        <DriverTable />
      </Dialog>
    </>
  );
}

interface ChoiceProps {
  readonly of: DriverName;
  readonly isChosen: boolean;
  readonly href: string;
  readonly isBusy: boolean;
}

function Choice({ of, isChosen, href, isBusy }: ChoiceProps) {
  const { title, what, trust } = DRIVERS[of];
  return (
    <section className="flex items-start gap-4 border-line border-b px-4 py-3 text-sm">
      <div className="min-w-0 grow">
        <h3 className="font-semibold">
          {title}: {trust}
        </h3>
        <p className="mt-1 max-w-[60ch]">{what}</p>
      </div>
      {isChosen && <span className="shrink-0 py-1 text-text-muted text-xs">Chosen</span>}
      {!isChosen && isBusy && <span className="shrink-0 py-1 text-text-muted text-xs">After this run</span>}
      {/* Loaded anew: each has headers of its own. */}
      {!isChosen && !isBusy && (
        <a href={href} className={`${BUTTON} shrink-0`}>
          {trust === "enforced" ? "Run here" : "Run here, advisory"}
        </a>
      )}
    </section>
  );
}
