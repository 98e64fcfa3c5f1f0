/**
 * What Linux puts around the agent's process beside Node's own rules, where the system gives it to ordinary users: namespaces (no
 * network but a loopback of its own that is down; IPC and host name of its own; no user's privileges), no new privileges by
 * any program, and the end when whoever runs it ends, killed or not. Looked at once, by doing it.
 */
import { spawnSync } from "node:child_process";

export interface Isolation {
  /** Whether a network namespace holds; without one the shim alone refuses. */
  readonly network: boolean;
  /** Whether the process goes when the host is killed. Without, it goes when it next asks, or when its processor time is used up. */
  readonly endsWithHost: boolean;
  /** What stands before the command. */
  readonly words: readonly string[];
}

const NONE: Isolation = { network: false, endsWithHost: false, words: [] };
const NAMESPACES = ["unshare", "--user", "--net", "--ipc", "--uts", "--"];
// After the namespaces: what changes a process's rights takes back that it ends with its parent.
const BOUND = ["setpriv", "--no-new-privs", "--pdeathsig", "KILL", "--"];
const CANDIDATES: readonly Isolation[] = [
  { network: true, endsWithHost: true, words: [...NAMESPACES, ...BOUND] },
  { network: true, endsWithHost: false, words: NAMESPACES },
  { network: false, endsWithHost: true, words: BOUND },
];
let found: Isolation | undefined;

export function isolation(): Isolation {
  found ??= process.platform === "linux" ? (CANDIDATES.find(works) ?? NONE) : NONE;
  return found;
}

function works({ words: [command = "", ...rest] }: Isolation): boolean {
  return spawnSync(command, [...rest, "true"], { stdio: "ignore", env: SYSTEM_PATH }).status === 0;
}

/** Where these programs are looked for: not where the caller's variables say. */
export const SYSTEM_PATH = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" } as unknown as NodeJS.ProcessEnv;
