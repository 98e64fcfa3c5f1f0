import "server-only";
import { joinBytes } from "@/lib/audit/bytes";
import type { Statements } from "../../db/statements";
import type { ReadBatch } from "./batch-reader";

// The records are cut out of one run of bytes, by places that are counted from 1: a value for each of many columns of many
// rows takes the driver longer to hand over than the database takes to store it. All batches of a transaction are one
// statement: each that is done aside comes back only when the process has time for it, and until then nothing is written.
const INSERT = `WITH batches AS MATERIALIZED (
    SELECT value ->> 0 AS session, value ->> 1 AS first, value ->> 2 AS base, value ->> 3 AS places FROM json_each(?1))
  INSERT INTO audit_records (session_id, seq, type, verdict, line)
  SELECT session, first + key, value ->> 2, value ->> 3, CAST(substr(?2, base + (value ->> 0), value ->> 1) AS TEXT)
  FROM batches, json_each(places)`;

/** The records of one batch, as rows of its session from a number on. */
export interface Rows {
  readonly sessionId: number;
  readonly first: number;
  readonly batch: Pick<ReadBatch, "bytes" | "places" | "count">;
}

/** All records of a transaction, in one statement. */
export async function insertRecords(statements: Statements, all: readonly Rows[]): Promise<void> {
  let [base, count] = [1, 0];
  const batches = all.map(({ sessionId, first, batch }) => {
    const said = `[${sessionId},${first},${base},${batch.places}]`;
    base += batch.bytes.length;
    count += batch.count;
    return said;
  });
  if (count === 0) return;
  const [only, ...more] = all.map(({ batch }) => batch.bytes);
  const bytes = only && more.length === 0 ? only : joinBytes(all.map(({ batch }) => batch.bytes));
  const stored = await statements.runAside(INSERT, [`[${batches.join()}]`, bytes]);
  // One less would be a record that is signed for and not there. No refusal: the whole transaction is taken back.
  if (stored !== count) throw new Error(`of ${count} records ${stored} were stored`);
}
