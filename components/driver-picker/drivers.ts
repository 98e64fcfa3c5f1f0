/** The two drivers that a page has, as data. */
import { ALL_PARTS, ENFORCED, PARTS, type SpecPart } from "@/lib/spec/enforcement";

export const DRIVERS = {
  embedded: {
    name: "embedded",
    trust: "enforced",
    title: "The sandbox of this page",
    what: "JavaScript and TypeScript in a virtual machine, in a frame without rights. Nothing gets past the policy, and nothing is needed: it works offline.",
  },
  webcontainer: {
    name: "WebContainers",
    trust: "advisory",
    title: "Full Node, by WebContainers",
    what: "Node itself in the browser, loaded from its vendor's service at every start. For profit and in production it needs the vendor's licence. This page decides and records what the agent asks for by our shim, which runs in the agent's own process: an agent that gets past the shim is not stopped.",
  },
} as const;
export type DriverName = keyof typeof DRIVERS;

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

/** To be loaded anew: the headers of the two are not the same. */
export function addressOf(workspaceId: string, driver: DriverName): string {
  return driver === "webcontainer" ? `/w/${workspaceId}/full-node` : `/w/${workspaceId}`;
}

/** What whoever runs an agent there does without: the picker says so before. */
export function acceptedParts(driver: DriverName): readonly SpecPart[] {
  return driver === "webcontainer" ? MEDIATED : [];
}
