import "server-only";
import { join } from "node:path";
import type { Client } from "@libsql/client";
import { messageOf } from "@/lib/thrown";
import type { Env } from "../env";
import { StartFault } from "../start-fault";
import { isLocal, openClient } from "./database";
import { type MigrateResult, migrate } from "./migrate";
import { loadMigrations } from "./migrations";

/** Up to this size a start reads the whole file once to find damage; above it, a start would no longer be quick. */
const QUICK_CHECK_BYTES = 64 * 2 ** 20;

/** Opens, checks and migrates the database. What goes wrong comes out as a sentence. */
export async function prepareDatabase(env: Env): Promise<MigrateResult> {
  const address = { url: env.databaseUrl, authToken: env.databaseAuthToken };
  const where = isLocal(env.databaseUrl) ? env.databaseUrl.slice("file:".length) : env.databaseUrl;
  try {
    const migrations = await loadMigrations(join(import.meta.dirname, "migrations"));
    const client = openClient(address, { concurrency: 1 });
    try {
      if (isLocal(env.databaseUrl)) await prepareFile(client);
      return await migrate(client, migrations);
    } finally {
      client.close();
    }
  } catch (error) {
    throw explain(error, where);
  }
}

async function prepareFile(client: Client): Promise<void> {
  // Write-ahead logging is a property of the file: set once, it holds for every later connection.
  await client.execute("PRAGMA journal_mode = WAL");
  const pages = await pragma(client, "page_count");
  const pageSize = await pragma(client, "page_size");
  if (pages * pageSize > QUICK_CHECK_BYTES) return;
  const { rows } = await client.execute("PRAGMA quick_check(1)");
  const finding = String(rows[0]?.[0] ?? "");
  if (finding !== "ok") throw new DamageFound(finding);
}

async function pragma(client: Client, name: string): Promise<number> {
  const { rows } = await client.execute(`PRAGMA ${name}`);
  return Number(rows[0]?.[0]);
}

class DamageFound extends Error {}

function explain(error: unknown, where: string): Error {
  if (error instanceof StartFault) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const text = oneLine(messageOf(error));
  if (error instanceof DamageFound || code.startsWith("SQLITE_CORRUPT")) {
    return new StartFault(`The database ${where} is damaged (${text}): restore a backup of it.`);
  }
  if (code === "SQLITE_NOTADB") {
    return new StartFault(
      `The file ${where} is not a database: restore a backup of it, or move it away to start with an empty one.`,
    );
  }
  if (code.startsWith("SQLITE_BUSY")) {
    return new StartFault(
      `The database ${where} is held by another process: end that process, or wait until it is done.`,
    );
  }
  if (
    code.startsWith("SQLITE_READONLY") ||
    code.startsWith("SQLITE_CANTOPEN") ||
    text.includes("Unable to open")
  ) {
    return new StartFault(
      `The database ${where} cannot be opened for writing: check its path, and the rights of this user on the file and its folder.`,
    );
  }
  if (code.startsWith("SQLITE_FULL") || code.startsWith("SQLITE_IOERR")) {
    return new StartFault(
      `The database ${where} cannot be written (${code}): check the disk and its free space.`,
    );
  }
  return new StartFault(`The database ${where} cannot be prepared (${text}): check DATABASE_URL.`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 300);
}
