/** What an agent does that reads, writes, calls and runs things: entries of about 300 bytes each. No Node here. */
import type { Entry } from "../../lib/audit/record";

export type TimedEntry = Entry & { readonly ts: string };

export const SID = "0198c0de-0000-7000-8000-000000000001";
const START = Date.parse("2026-01-01T00:00:00.000Z");

/** Every decision is followed by its result; several share a millisecond, as they do in a run. */
export function makeEntries(count: number): readonly TimedEntry[] {
  const entries = Array.from({ length: count }, (_, i) => ({
    ...(i % 2 === 0 ? decision(i) : result(i)),
    ts: timeOf(i),
  }));
  // Texts reach the log in one piece, out of the policy engine; here they would be joined only when they are read.
  return JSON.parse(JSON.stringify(entries));
}

function timeOf(i: number): string {
  return new Date(START + Math.floor(i / 4)).toISOString();
}

function decision(i: number): Entry {
  const common = { call: `c${i >> 3}`, line: 3 + (i % 50) };
  const path = `/workspace/src/module-${i % 97}/file-${i}.ts`;
  switch ((i >> 1) % 8) {
    case 0:
      return {
        type: "net.fetch",
        data: {
          ...common,
          code: "ALLOWED",
          request: {
            host: "api.example.com",
            method: "GET",
            port: 443,
            url: `https://api.example.com/v1/items/${i}`,
          },
          rule: `network.allow_egress[${i % 5}]`,
          verdict: "allow",
        },
      };
    case 1:
      return {
        type: "exec.spawn",
        data: {
          ...common,
          code: "ALLOWED",
          request: { argv: ["git", "diff", "--stat", path], cwd: "/workspace" },
          rule: "exec.allow[1]",
          verdict: "allow",
        },
      };
    case 2:
      return {
        type: "fs.write",
        data: {
          ...common,
          code: "DENIED_BY_RULE",
          request: { path },
          rule: `filesystem.deny[${i % 3}]`,
          verdict: "deny",
        },
      };
    default:
      return {
        type: "fs.read",
        data: {
          ...common,
          code: "ALLOWED",
          request: { path },
          rule: `filesystem.read[${i % 7}]`,
          verdict: "allow",
        },
      };
  }
}

function result(i: number): Entry {
  const sha256 = i.toString(16).padStart(64, "0a1b2c3d4e5f6789");
  const data = {
    body: { bytes: i * 7, sha256 },
    call: `c${i >> 3}`,
    ms: i % 5,
    of: i - 1,
    status: "ok" as const,
  };
  return { type: "fs.read.result", data };
}
