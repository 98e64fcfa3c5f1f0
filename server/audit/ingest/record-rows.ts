import "server-only";
import type { Statements, Value } from "../../db/statements";
import { COLUMNS, type ReadBatch } from "./batch-reader";

/** How many rows a statement takes: few texts, so that all of them stay prepared. */
const WIDTHS = [500, 100, 20, 5, 1] as const;

const TEXTS = new Map(
  WIDTHS.map((width) => {
    const rows = Array.from({ length: width }, (_, i) => `(?1, ?2 + ${i}, ?, ?, ?)`);
    return [
      width,
      `INSERT INTO audit_records (session_id, seq, type, verdict, line) VALUES ${rows.join(", ")}`,
    ] as const;
  }),
);

/** All records of a batch, many in one statement. */
export async function insertRecords(
  statements: Statements,
  sessionId: number,
  first: number,
  { cells, count }: Pick<ReadBatch, "cells" | "count">,
): Promise<void> {
  let at = 0;
  for (const width of WIDTHS) {
    while (count - at >= width) {
      const some = cells.slice(at * COLUMNS, (at + width) * COLUMNS);
      const place: Value[] = [sessionId, first + at];
      await statements.run(TEXTS.get(width) ?? "", place.concat(some));
      at += width;
    }
  }
}
