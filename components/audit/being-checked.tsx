import type { Checking } from "@/lib/audit/sync/operate";
import { inWords } from "./integrity";

/** The server's own look at what it stores, before it signs any of it again: after a start, long logs take seconds. */
export function BeingChecked({ checking: { looked, of } }: { checking: Checking }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <progress aria-label="Checked by the server" className="h-2 w-40" value={looked} max={of} />
      <span className="tabular-nums">
        {inWords(looked)} of {inWords(of)} records
      </span>
      <span className="basis-full text-text-muted">
        Being checked: the server holds what it stores against what was signed, and signs nothing of it
        before. The records below are shown as they are stored.
        <noscript> Load the page again in some seconds.</noscript>
      </span>
    </div>
  );
}
