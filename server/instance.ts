import "server-only";
import { currentEnv } from "./current-env";
import { type Database, openDatabase } from "./db/database";
import type { Env } from "./env";
import { deriveKey, loadRootSecret } from "./secrets";

/** What one process of this server has: its environment, its database and its keys. */
export interface Instance {
  readonly env: Env;
  readonly database: Database;
  readonly sessionKey: Buffer;
  /** Whether people reach us over https: decides the cookie's name and the Secure flag. */
  readonly https: boolean;
}

// A bundler may load this module several times in one process. The queue of writers must exist once, or two of
// them wait for each other; so the instance hangs on the process and not on the module.
const SLOT = Symbol.for("aegis.instance");
const holder = globalThis as { [SLOT]?: Promise<Instance> };

export function instance(): Promise<Instance> {
  holder[SLOT] ??= open().catch((error: unknown) => {
    delete holder[SLOT]; // the next request tries again: a lock or a disk may have come back
    throw error;
  });
  return holder[SLOT];
}

async function open(): Promise<Instance> {
  const env = currentEnv();
  const rootSecret = await loadRootSecret(env);
  return {
    env,
    database: openDatabase({ url: env.databaseUrl, authToken: env.databaseAuthToken }),
    sessionKey: deriveKey(rootSecret, "session"),
    https: env.publicUrl?.startsWith("https:") ?? false,
  };
}
