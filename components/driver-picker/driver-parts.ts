/** Part by part of a policy, what each driver does with it. */
import { ALL_PARTS, ENFORCED, PARTS, type SpecPart } from "@/lib/spec/enforcement";
import type { DriverName } from "./drivers";

/** What WebContainers decide and record as they are started here; nothing of it is held against an agent that gets past the shim. */
export const MEDIATED: readonly SpecPart[] = [
  "filesystem",
  "network",
  "exec",
  "env",
  "dynamic-code",
  "approvals",
  "second-person",
  "limits",
];

export interface PartRow {
  readonly part: SpecPart;
  /** "rules on files". */
  readonly label: string;
  readonly embedded: "enforced" | "not there";
  readonly webcontainer: "mediated" | "not there";
}

/** Of every part of a policy that one of them has. */
export function partRows(): PartRow[] {
  return ALL_PARTS.map((part): PartRow => {
    const embedded = ENFORCED.embedded.has(part) ? "enforced" : "not there";
    const webcontainer = MEDIATED.includes(part) ? "mediated" : "not there";
    return { part, label: PARTS[part].label, embedded, webcontainer };
  }).filter(({ embedded, webcontainer }) => embedded !== "not there" || webcontainer !== "not there");
}

/** What whoever runs an agent there does without: the picker says so before. */
export function acceptedParts(driver: DriverName): readonly SpecPart[] {
  return driver === "webcontainer" ? MEDIATED : [];
}
