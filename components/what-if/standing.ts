/** Where the question stands what the typed policy would have decided, and how that is said. */
import { hasFault } from "../policy-desk/desk-fault";
import type { DeskStore } from "../policy-desk/desk-store";
import type { WhatIfView } from "../policy-desk/messages";

export type Standing =
  /** The policy has mistakes, or what decides has stopped. */
  | { readonly at: "nothing-ran" | "fault" | "working" }
  /** Of a text that may have been changed since: the next answer is on its way. */
  | { readonly at: "known"; readonly view: WhatIfView; readonly isCurrent: boolean };

export function standingOf(
  desk: Pick<DeskStore, "failure" | "policy" | "whatIf">,
  records: number,
  text: string,
): Standing {
  const { failure, whatIf } = desk;
  if (records === 0 && failure === undefined) return { at: "nothing-ran" };
  if (hasFault(desk)) return { at: "fault" };
  if (!whatIf?.view) return { at: "working" };
  return { at: "known", view: whatIf.view, isCurrent: whatIf.text === text };
}

/** For the tab: nothing where nothing flips. */
export function flipNote(desk: Pick<DeskStore, "whatIf">): string | undefined {
  const flipped = desk.whatIf?.view?.flipped ?? 0;
  return flipped === 0 ? undefined : flipped.toLocaleString("en");
}

/** What the record does not say, and what follows from that. */
export function doubtsOf({ flipped, unknown, unrepeatable, hasOthers }: WhatIfView): readonly string[] {
  const doubts: string[] = [];
  if (flipped > 0)
    doubts.push(
      "The run is taken as it went. What the agent would have asked next after another answer is in no record: a call that was denied has no follow-ups here.",
      "Where a person would be asked now and was not asked then, a yes is assumed.",
    );
  if (unknown > 0)
    doubts.push(
      `${some(unknown)} not be decided again: what the verdict depends on, such as arguments of a tool, is in the log as a hash only.`,
    );
  if (unrepeatable > 0)
    doubts.push(
      `${some(unrepeatable)} not be repeated from the record alone, for example at the very edge of a rate's window, and no flip is told of it.`,
    );
  if (hasOthers)
    doubts.push(
      "What agents did that this one started is in logs of their own, and is not decided again here.",
    );
  doubts.push(
    "A record holds the request that decided. Where one action asked for several things, such as a link and what it points to, the others are not looked at again.",
  );
  return doubts;
}

function some(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "decision" : "decisions"} could`;
}
