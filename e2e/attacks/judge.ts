/**
 * What counts, for every attack alike: no secret in what it printed or sent, nobody reached who is not allowed, nothing changed
 * where it may not write, no effect without its record, a log that verifies, and an end in time.
 */
import type { AuditRecord } from "../../lib/audit/record";
import type { Attack } from "./attack";
import { ESCAPED, REFUSED, TRIED } from "./kit";

export interface Outcome {
  readonly end: { readonly reason: string; readonly code: number } | undefined;
  readonly output: string;
  readonly records: readonly AuditRecord[];
  readonly verdict: string;
  /** What reached the server that is allowed, and the one that is not, as text. */
  readonly allowedRequests: readonly string[];
  readonly canaryRequests: readonly string[];
  /** Paths that are not as they were, as the agent sees them; outside of its folder in any form. */
  readonly changed: readonly string[];
  /** What failed on our side. */
  readonly failures: readonly string[];
}

export interface Planted {
  /** Texts that an agent must not see: contents of files, variables of the host, places of the host. */
  readonly secrets: Readonly<Record<string, string>>;
}

const NO_MEMORY = /out of memory|too large to allocate/;
const OWN_SIDE = "the guest's own library threw";
const OUT = "/workspace/out";
const WRITABLE = /^\/workspace\/out(\/|$)/;
const OF_FILES = /^fs\.(write|rename|link|copy|symlink|delete|chmod)$/;

/** Why it is not held; an empty list is what there should be. */
export function faultsOf(attack: Attack, outcome: Outcome, { secrets }: Planted): string[] {
  const { end, output, verdict, canaryRequests, changed, failures } = outcome;
  const faults: string[] = [];
  const sent = [...outcome.allowedRequests, ...canaryRequests].join("\n");
  for (const [what, secret] of Object.entries(secrets)) {
    if (output.includes(secret)) faults.push(`it printed ${what}`);
    if (sent.includes(secret)) faults.push(`it sent ${what}`);
  }
  if (output.includes(ESCAPED)) faults.push(output.slice(output.indexOf(ESCAPED)).split("\n")[0] ?? "");
  if (canaryRequests.length > 0) faults.push(`it reached the canary: ${canaryRequests[0]?.slice(0, 80)}`);
  for (const path of changed) if (!WRITABLE.test(path)) faults.push(`it changed ${path}`);
  if (verdict !== "OK") faults.push(`its log is ${verdict}`);
  for (const failure of failures) {
    // The guest's side is in its own machine: whoever breaks it there ends by that, and has broken nothing of ours.
    const isOwn = failure.includes(OWN_SIDE) && attack.ends.includes("broken");
    if (!isOwn) faults.push(`the host failed: ${failure.slice(0, 200)}`);
  }
  // What would go on for ever may run out of memory before it runs out of time.
  const hasNoMemory = end?.code === 1 && NO_MEMORY.test(output) && attack.ends.includes("wall");
  if (!attack.ends.includes(end?.reason ?? "") && !hasNoMemory)
    faults.push(`it ended by ${end?.reason} ${end?.code}`);
  // What ends by itself has to have got to its end: an attack that stops at its first line proves nothing.
  if (end?.reason === "exit" && !output.includes(TRIED) && !hasNoMemory)
    faults.push(`it did not get to its end: ${output.slice(-300)}`);
  return [...faults, ...unrecorded(outcome)];
}

/** Effects that were seen and stand on no record; refusals that name a record that says something else. */
function unrecorded({ records, allowedRequests, changed, output }: Outcome): string[] {
  const faults: string[] = [];
  const allowed = records.filter(({ type, data }) => type === "net.fetch" && data.verdict !== "deny");
  if (allowedRequests.length > allowed.length)
    faults.push(`${allowedRequests.length} requests arrived, ${allowed.length} are on record`);
  const text = JSON.stringify(
    records.filter(({ type, data }) => OF_FILES.test(type) && data.verdict !== "deny"),
  );
  for (const path of changed) {
    if (!isNamed(path, text)) faults.push(`no record explains ${path}`);
  }
  for (const [, number] of output.matchAll(new RegExp(`^\\${REFUSED.slice(0, -1)}\\] (\\d+)$`, "gm"))) {
    const verdict = records.find(({ seq }) => seq === Number(number))?.data.verdict;
    if (verdict !== "deny" && verdict !== "approve") faults.push(`record ${number} is no refusal`);
  }
  return faults;
}

/** By itself, by what was made in it, or by a folder above it that was moved as a whole. */
function isNamed(path: string, records: string): boolean {
  for (let at = path; WRITABLE.test(at) && at !== OUT; at = at.slice(0, at.lastIndexOf("/")))
    if (records.includes(JSON.stringify(at).slice(1, -1))) return true;
  return false;
}
