/**
 * What this driver does not hold, as data: the interface shows it beside the word "advisory", and the threat model lists
 * it. The shim is code in the process of the agent, with nothing below it that holds by itself.
 */
export interface NotCovered {
  readonly id: string;
  readonly sentence: string;
}

export const NOT_COVERED: readonly NotCovered[] = [
  {
    id: "one-process",
    sentence:
      "Agent and shim share one process: an agent that gets hold of an object of Node's own realm, by a fault of the engine or of the shim, acts without a decision and without a record.",
  },
  {
    id: "files-mounted",
    sentence:
      "Files that the policy lets the agent read lie in the container, where native code reads them without a record. Files that it may not read are not there.",
  },
  {
    id: "files-between",
    sentence:
      "A file that is changed past the shim is noticed by comparing it with what the records explain: a change that is taken back before anybody looks leaves no trace.",
  },
  {
    id: "files-elsewhere",
    sentence:
      "Only the workspace and the folder for temporary files are watched, not the rest of the container's own disk.",
  },
  {
    id: "network",
    sentence:
      "Past the shim the container has the network of the browser: whatever accepts requests from other sites (CORS) can be reached, and the page sees none of it.",
  },
  {
    id: "processes",
    sentence: "A process that is started past the shim has no shim.",
  },
  { id: "workers", sentence: "Worker threads that are started past the shim have no shim." },
  {
    id: "memory",
    sentence: "Memory is limited by the browser alone: an agent can use up what the page's own process has.",
  },
  {
    id: "frames",
    sentence:
      "Whatever runs in the process can write to its standard output as the shim does. Such calls are decided and recorded like any other, but the log cannot say which of the two asked.",
  },
  {
    id: "vendor",
    sentence:
      "The container is the vendor's, loaded from their servers at every start: what it does is theirs to say, and the hash of the build in the log covers our own parts alone.",
  },
];
