import "server-only";
import type { Statements } from "../../db/statements";
import type { ReadBatch } from "./batch-reader";

// The records are cut out of one run of bytes, by places that are counted from 1: a value for each of many columns of many
// rows takes the driver longer to hand over than the database takes to store it.
const INSERT = `INSERT INTO audit_records (session_id, seq, type, verdict, line)
  SELECT ?1, ?2 + key, value ->> 2, value ->> 3, CAST(substr(?4, (value ->> 0) + 1, value ->> 1) AS TEXT)
  FROM json_each(?3)`;

/** All records of a batch, in one statement. */
export async function insertRecords(
  statements: Statements,
  sessionId: number,
  first: number,
  { bytes, places, count }: Pick<ReadBatch, "bytes" | "places" | "count">,
): Promise<void> {
  if (count === 0) return;
  const stored = await statements.runAside(INSERT, [sessionId, first, JSON.stringify(places), bytes]);
  // One less would be a record that is signed for and not there. No refusal: the whole transaction is taken back.
  if (stored !== count) throw new Error(`of ${count} records ${stored} were stored`);
}
