/**
 * Namespaces of Linux around the agent's process, where the system gives them to ordinary users: no network device but a
 * loopback of its own that is down, no user's rights. Looked at once, by doing it.
 */
import { spawnSync } from "node:child_process";

export interface Isolation {
  /** Whether a network namespace holds; without one the shim alone refuses. */
  readonly network: boolean;
  /** What stands before the command. */
  readonly words: readonly string[];
}

const NONE: Isolation = { network: false, words: [] };
const WORDS = ["unshare", "--user", "--net", "--ipc", "--uts", "--"];
let found: Isolation | undefined;

export function isolation(): Isolation {
  found ??= look();
  return found;
}

function look(): Isolation {
  if (process.platform !== "linux") return NONE;
  const [command = "", ...words] = WORDS;
  const { status } = spawnSync(command, [...words, "true"], { stdio: "ignore", env: SYSTEM_PATH });
  return status === 0 ? { network: true, words: WORDS } : NONE;
}

/** Where `unshare` is looked for: not where the caller's variables say. */
export const SYSTEM_PATH = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" } as unknown as NodeJS.ProcessEnv;
