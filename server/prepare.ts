import "server-only";
import { openLogKeys } from "./audit/keys";
import { prepareDataFolder } from "./data-folder";
import { openDatabase } from "./db/database";
import { prepareDatabase } from "./db/prepare-database";
import { type Env, readEnv } from "./env";
import { loadRootSecret } from "./secrets";
import { StartFault } from "./start-fault";

/**
 * What must be true before anything is served: a valid environment, a data folder, a secret, a current database, keys.
 * Runs as a process of its own before the server; one JSON line a step on standard output, one sentence a fault
 * on standard error and exit 1.
 */
async function prepare(): Promise<void> {
  const result = readEnv(process.env);
  if (!result.ok) throw new StartFault(result.faults.join("\n"));
  const { env } = result;
  process.umask(0o077); // the database and the keys are for this user alone
  await prepareDataFolder(env.dataDir);
  await loadRootSecret(env);
  report("data", env.dataDir);
  const { created, applied } = await prepareDatabase(env);
  const count = `${applied.length} ${applied.length === 1 ? "migration" : "migrations"}`;
  const news = applied.length === 0 ? "current" : `${count} applied`;
  report("database", created ? `created, ${news}` : news);
  await prepareLogKeys(env);
}

/** Before anything is served: a key that is missing or another one's must not show at the first upload. */
async function prepareLogKeys(env: Env): Promise<void> {
  const database = openDatabase({ url: env.databaseUrl, authToken: env.databaseAuthToken });
  try {
    await openLogKeys(env, database);
  } finally {
    database.close();
  }
}

function report(step: string, detail: string): void {
  process.stdout.write(`${JSON.stringify({ step, detail })}\n`);
}

try {
  await prepare();
} catch (error) {
  if (!(error instanceof StartFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
