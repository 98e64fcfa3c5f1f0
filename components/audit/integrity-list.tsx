import { Anchor, Eye, EyeOff, HardDrive, type LucideIcon, Signature, TriangleAlert } from "lucide-react";
import { Icon } from "../ui/icon";
import type { IntegrityState, Standing } from "./integrity";
import { moment } from "./moment";

const ICONS: Readonly<Record<IntegrityState["name"], LucideIcon>> = {
  recorded: HardDrive,
  countersigned: Signature,
  anchored: Anchor,
  witnessed: Eye,
};

const WHO: Readonly<Record<Standing, string>> = {
  verified: "verified on this page",
  said: "as the server says",
  pending: "the server checks it first",
  absent: "nothing shows it",
  broken: "found on this page",
};

const INKS: Readonly<Record<Standing, string>> = {
  verified: "text-allow",
  said: "text-text",
  pending: "text-text-muted",
  absent: "text-text-muted",
  broken: "text-error",
};

/** The four states of a log: icon, word and colour each, and who says so. */
export function IntegrityList({ states }: { states: readonly IntegrityState[] }) {
  return (
    <ul aria-label="Integrity" className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-4">
      {states.map((state) => (
        <li
          key={state.name}
          data-state-of={state.name}
          data-standing={state.standing}
          className="flex items-start gap-2"
        >
          <Icon of={iconOf(state)} className={`mt-0.5 size-4 ${INKS[state.standing]}`} />
          <span className="min-w-0">
            <span className={`block font-medium ${INKS[state.standing]}`}>{state.word}</span>
            {state.time !== undefined && (
              <time
                dateTime={new Date(state.time * 1_000).toISOString()}
                className="block text-xs tabular-nums"
              >
                {moment(state.time * 1_000)}
              </time>
            )}
            {state.detail !== undefined && <span className="block text-xs">{state.detail}</span>}
            <span className="block text-text-muted text-xs">{WHO[state.standing]}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function iconOf({ name, standing }: IntegrityState): LucideIcon {
  if (standing === "broken") return TriangleAlert;
  return name === "witnessed" && standing === "absent" ? EyeOff : ICONS[name];
}
