import { SETTING_FAULTS, type SettingFault } from "@/lib/audit/sync/log-settings";
import { Verdict } from "../verdict/verdict";

/** What the last form asked for, as the address says: out of closed lists, for anybody can make up an address. */
export interface Said {
  readonly done?: keyof typeof DONE;
  readonly fault?: SettingFault;
}

export const DONE = {
  show: "The log is public now.",
  hide: "The log is private now. Who has read it keeps what they read.",
  add: "The witness was added. It is asked within a second or two of every change of the log; load the page again to see whether it has signed.",
  remove: "The witness was removed: what it signed does not count any more.",
  quorum: "The quorum was set.",
} as const;
const PUBLIC: ReadonlySet<string> = new Set(["show", "hide", "unsaid"]);

export function partOf({ done, fault }: Said): "public" | "witnesses" | null {
  const about = fault ?? done;
  if (about === undefined) return null;
  return PUBLIC.has(about) ? "public" : "witnesses";
}

/** In the section whose form it was. */
export function SaidLine({ said, part }: { said: Said; part: "public" | "witnesses" }) {
  if (partOf(said) !== part) return null;
  return (
    <p
      role="status"
      id={`${part}-said`}
      className="my-2 max-w-[46rem] border-line-strong border-l-2 py-1 pl-3"
    >
      {said.fault === undefined ? (
        <Verdict kind="allow" word="Done." />
      ) : (
        <Verdict kind="error" word="Not changed." />
      )}{" "}
      {said.fault === undefined ? said.done && DONE[said.done] : SETTING_FAULTS[said.fault]}
    </p>
  );
}
