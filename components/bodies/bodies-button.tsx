"use client";

import { useState } from "react";
import { useKeptChoice } from "../kept/use-kept-choice";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import type { Recorded } from "../run/timeline-panel";
import { asModal, Dialog, WIDE_DIALOG } from "../ui/dialog";
import { keepingKey } from "./keeping-key";

const BodiesChoice = latePanel(new Late(async () => (await import("./bodies-choice")).BodiesChoice));
const not = () => false;

/** Whether this browser keeps what the log has only digests of, always in words; behind it the choice, and what is kept. */
export function BodiesButton({ store }: { readonly store: Recorded }) {
  const { workspaceId } = store;
  const [isOpen, setOpen] = useState(false);
  const [isKept, toggle] = useKeptChoice(keepingKey(workspaceId), not);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-6 shrink-0 items-center rounded px-1.5 text-text-muted text-xs hover:bg-surface-2 hover:text-text"
      >
        {isKept ? "Bodies kept here" : "Bodies not kept"}
      </button>
      {isOpen && (
        <Dialog
          ref={asModal}
          name="bodies"
          title="Bodies of this workspace's runs"
          size={WIDE_DIALOG}
          onClose={() => setOpen(false)}
        >
          <BodiesChoice store={store} isKept={isKept === true} onToggle={toggle} />
        </Dialog>
      )}
    </>
  );
}
