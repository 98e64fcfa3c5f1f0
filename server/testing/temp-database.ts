import "server-only";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Database, openDatabase } from "../db/database";
import { prepareDatabase } from "../db/prepare-database";
import { type Env, readEnv } from "../env";

/** A folder of its own for one test, gone when the test is over. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function envOf(source: Record<string, string>): Env {
  const result = readEnv(source);
  if (!result.ok) throw new Error(result.faults.join("\n"));
  return result.env;
}

/** A real database, migrated as at a start. */
export async function tempDatabase(): Promise<Database & { readonly url: string }> {
  const env = envOf({ DATA_DIR: await tempFolder() });
  await prepareDatabase(env);
  const database = openDatabase({ url: env.databaseUrl, authToken: undefined });
  onTestFinished(() => database.close());
  return Object.assign(database, { url: env.databaseUrl });
}
