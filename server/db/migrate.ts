import "server-only";
import type { Client, Transaction } from "@libsql/client";
import { StartFault } from "../start-fault";
import type { Migration } from "./migrations";

const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS aegis_migrations (
  position INTEGER PRIMARY KEY NOT NULL,
  tag TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applied_at INTEGER NOT NULL
)`;

export interface MigrateResult {
  readonly created: boolean;
  readonly applied: readonly string[];
}

/**
 * Brings a database to the present schema, all of it or nothing: what is missing is read, applied and noted in
 * one immediate transaction. A process killed anywhere leaves the database as it was; of two processes starting
 * at once the second waits and then finds nothing to do.
 *
 * `client` must own a single connection: foreign keys can only be switched off outside a transaction, and table
 * rebuilds (how SQLite changes a column) would otherwise cascade into the rows that refer to the table.
 */
export async function migrate(client: Client, migrations: readonly Migration[]): Promise<MigrateResult> {
  await client.execute("PRAGMA foreign_keys = OFF");
  const tx = await client.transaction("write");
  try {
    const created = await isEmpty(tx);
    if (!created) await refuseForeign(tx);
    await tx.execute(CREATE_LEDGER);
    const done = await appliedMigrations(tx);
    refuseDiverged(done, migrations);
    const missing = migrations.slice(done.length);
    for (const [offset, migration] of missing.entries()) await apply(tx, migration, done.length + offset);
    await refuseBrokenReferences(tx, missing.length > 0);
    await tx.commit();
    return { created, applied: missing.map((migration) => migration.tag) };
  } finally {
    tx.close();
  }
}

async function apply(tx: Transaction, migration: Migration, position: number): Promise<void> {
  for (const statement of migration.statements) await tx.execute(statement);
  await tx.execute({
    sql: "INSERT INTO aegis_migrations (position, tag, sha256, applied_at) VALUES (?, ?, ?, ?)",
    args: [position, migration.tag, migration.sha256, Date.now()],
  });
}

async function isEmpty(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute("SELECT count(*) AS tables FROM sqlite_master WHERE type = 'table'");
  return Number(rows[0]?.tables) === 0;
}

/** Writing our tables into somebody else's database would be a poor answer to a wrong path. */
async function refuseForeign(tx: Transaction): Promise<void> {
  const { rows } = await tx.execute("SELECT 1 FROM sqlite_master WHERE name = 'aegis_migrations'");
  if (rows.length === 0) {
    throw new StartFault(
      "The database belongs to another program (it has tables, and none of ours): point DATABASE_URL or DATA_DIR elsewhere.",
    );
  }
}

interface Applied {
  readonly tag: string;
  readonly sha256: string;
}

async function appliedMigrations(tx: Transaction): Promise<Applied[]> {
  const { rows } = await tx.execute("SELECT tag, sha256 FROM aegis_migrations ORDER BY position");
  return rows.map((row) => ({ tag: String(row.tag), sha256: String(row.sha256) }));
}

function refuseDiverged(done: readonly Applied[], known: readonly Migration[]): void {
  const unknown = done[known.length];
  if (unknown) {
    throw new StartFault(
      `The database was written by a newer version (it has migration ${unknown.tag}, which this one does not know): update this checkout, or point DATABASE_URL or DATA_DIR at another database.`,
    );
  }
  for (const [position, applied] of done.entries()) {
    const expected = known[position];
    if (expected?.tag === applied.tag && expected.sha256 === applied.sha256) continue;
    throw new StartFault(
      `The database has migration ${applied.tag} in another form than this checkout: check out the version that wrote it, or point DATABASE_URL or DATA_DIR at another database.`,
    );
  }
}

async function refuseBrokenReferences(tx: Transaction, changed: boolean): Promise<void> {
  if (!changed) return;
  const { rows } = await tx.execute("PRAGMA foreign_key_check");
  const first = rows[0];
  if (first) throw new Error(`a migration left rows of ${String(first.table)} that refer to nothing`);
}
