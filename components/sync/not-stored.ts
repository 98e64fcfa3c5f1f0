/**
 * What a page says whose log could not be stored. Records are missing, and that does not pass by others being sent: it is
 * said to whoever does not know of it, for as long as the page lives, or until a log that was begun later is stored.
 */
import { JournalFault, type JournalTrouble } from "@/lib/audit/recorder";
import { messageOf } from "@/lib/thrown";
import { listen, post } from "./messages";

export interface Storing {
  /** Nothing more of this log is stored. */
  failed(fault: unknown): void;
  stored(): void;
}

let begun = 0;
let standing: { readonly begun: number; readonly end: AbortController } | undefined;

/** Of one log, from its beginning on. */
export function watchStoring(): Storing {
  const number = ++begun;
  return {
    failed(fault) {
      standing?.end.abort();
      standing = { begun, end: new AbortController() };
      const say = () => post({ kind: "failed", why: whyOf(fault) });
      say();
      // Whoever sends may not be there yet, or may have begun anew: then it says that all is well.
      listen((message) => {
        if (message.kind === "hello" || (message.kind === "view" && message.view.failed === null)) say();
      }, standing.end.signal);
    },
    stored() {
      // A log that was there before may have had room for one short record more: that mends nothing.
      if (standing === undefined || number <= standing.begun) return;
      standing.end.abort();
      standing = undefined;
      post({ kind: "stored" });
    },
  };
}

const DENIED = "Nothing more of this run is recorded, so whatever its agent asks for is refused.";
const MEND: Partial<Record<JournalTrouble, string>> = {
  quota: "Make room on this device, or clear what other sites keep in this browser; then run again.",
  // Its own sentence says what to do.
  unsent: "",
};

/** What happened, what follows from it, and what a person can do. */
export function whyOf(fault: unknown): string {
  return [messageOf(fault), DENIED, mendOf(fault)].join(" ").trim();
}

/** Where no run is concerned: this browser cannot keep what it has to know of its logs. */
export function withMend(fault: unknown): string {
  return [messageOf(fault), mendOf(fault)].join(" ").trim();
}

function mendOf(fault: unknown): string {
  const mend = fault instanceof JournalFault ? MEND[fault.trouble] : undefined;
  return mend ?? "Load this page again, and run again.";
}
