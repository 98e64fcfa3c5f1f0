import "server-only";
import type { Statements, Value } from "../../db/statements";
import type { Row } from "./batch-reader";

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
  rows: readonly Row[],
): Promise<void> {
  let at = 0;
  for (const width of WIDTHS) {
    while (rows.length - at >= width) {
      const values: Value[] = [sessionId, first + at];
      for (let i = at; i < at + width; i++) {
        const [type, verdict, line] = rows[i] as Row;
        values.push(type, verdict, line);
      }
      await statements.run(TEXTS.get(width) ?? "", values);
      at += width;
    }
  }
}
