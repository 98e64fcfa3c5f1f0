import "server-only";
import { LogChecks } from "./audit/check";
import { type LogKeys, openLogKeys } from "./audit/keys";
import { WitnessRounds, witnessHttp } from "./audit/witnesses";
import { currentEnv } from "./current-env";
import { type Database, openDatabase } from "./db/database";
import type { Env } from "./env";
import { deriveKey, loadRootSecret } from "./secrets";

/** What one process of this server has: its environment, its database and its keys. */
export interface Instance {
  readonly env: Env;
  readonly database: Database;
  readonly sessionKey: Buffer;
  /** Whoever has the root secret runs this server, and may ask what no member may. */
  readonly operatorKey: Buffer;
  /** The keys that sign logs, read when they are first asked for: pages that sign nothing need no database. */
  readonly log: () => Promise<LogKeys>;
  /** Whether what is stored of logs is still what was signed. */
  readonly checks: LogChecks;
  /** Asks others to sign the heads of logs. */
  readonly witnesses: WitnessRounds;
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
  const database = openDatabase({ url: env.databaseUrl, authToken: env.databaseAuthToken });
  const log = onceGood(() => openLogKeys(env, database));
  const checks = new LogChecks(database, env.dataDir);
  const witnesses = new WitnessRounds({
    database,
    log,
    checks,
    http: witnessHttp,
    reach: env.witnessReach,
  });
  checks.onSigned = (workspaceId) => witnesses.moved(workspaceId);
  return {
    env,
    database,
    log,
    checks,
    witnesses,
    sessionKey: deriveKey(rootSecret, "session"),
    operatorKey: deriveKey(rootSecret, "operator"),
    https: env.publicUrl?.startsWith("https:") ?? false,
  };
}

/** Asks until it was answered once. */
function onceGood<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}
