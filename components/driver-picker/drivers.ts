/** The two drivers that a page has, as data. */
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

/** To be loaded anew: the headers of the two are not the same. */
export function addressOf(workspaceId: string, driver: DriverName): string {
  return driver === "webcontainer" ? `/w/${workspaceId}/full-node` : `/w/${workspaceId}`;
}
