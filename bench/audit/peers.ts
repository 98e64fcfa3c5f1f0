/** The peers, as work of the same size. Node only. */
import { AuditLogger } from "@microsoft/agent-governance-sdk";
import { PER_CALL, type Work } from "./append";
import { makeEntries } from "./workload";

const ENTRIES = 10_000;

/**
 * Its records say who, what and whether, in some 250 bytes, chained by one hash; there is no tree and no canonical form.
 * A new one every 10,000: that is how many it keeps, and beyond it moves all of them for each that comes.
 */
export function governanceLogger(): Work {
  const actions = makeEntries(ENTRIES).map(({ type, data }) => ({
    agentId: "agent-1",
    action: `${type} ${JSON.stringify("request" in data ? data.request : data)}`,
    decision: "verdict" in data && data.verdict === "deny" ? ("deny" as const) : ("allow" as const),
  }));
  let logger = new AuditLogger({ maxEntries: ENTRIES });
  let next = 0;
  return () => {
    for (let i = next; i < next + PER_CALL; i++) logger.log(actions[i] as (typeof actions)[0]);
    next = (next + PER_CALL) % ENTRIES;
    if (next === 0) logger = new AuditLogger({ maxEntries: ENTRIES });
    return PER_CALL;
  };
}
