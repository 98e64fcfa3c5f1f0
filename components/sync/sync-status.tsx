"use client";

import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { asModal, Dialog, WIDE_DIALOG } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { useSync } from "./use-sync";
import { summaryOf } from "./view";

const SyncDetails = latePanel(new Late(async () => (await import("./sync-details")).SyncDetails));
const SETTLE_MS = 2_000;

/** One line of how far the logs of this browser are vouched for, and what is behind it. Nothing while there are none. */
export function SyncStatus({ workspaceId }: { workspaceId: string }) {
  const { view, engine } = useSync(workspaceId);
  const [isOpen, setOpen] = useState(false);
  const summary = summaryOf(view);
  const isError = summary?.tone === "error";
  const said = useSettled([summary?.text ?? "", view.failed ?? ""].join(" ").trim());
  return (
    <>
      {/* The region is there before it says anything: one that appears with its text is not read out. */}
      <span role="status" className="sr-only">
        {said}
      </span>
      {summary !== null && (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className={`inline-flex min-h-6 items-center gap-1 rounded px-1 tabular-nums hover:bg-surface-2 ${isError ? "text-error" : ""}`}
        >
          <Icon of={isError ? TriangleAlert : ShieldCheck} className="size-3.5" />
          {summary.text}
        </button>
      )}
      {isOpen && (
        <Dialog
          ref={asModal}
          name="sync"
          title="Logs in this browser"
          size={WIDE_DIALOG}
          onClose={() => setOpen(false)}
        >
          <SyncDetails view={view} engine={engine} />
        </Dialog>
      )}
    </>
  );
}

/** What has stayed the same for a while: a count that moves with every batch would be read out without end. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
