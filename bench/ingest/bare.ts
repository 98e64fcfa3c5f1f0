/**
 * The same rows into the same table of the same database, by the client library that the server has and as fast as it
 * goes: one prepared statement of 500 rows, a transaction for each, flushed to the disk (synchronous = FULL, WAL).
 */
import { join } from "node:path";
import Sqlite from "libsql";
import { BATCH, type Load, type Waiting } from "./load";
import { fromJson } from "./rows";

type Values = readonly (string | number | null)[];
/** It takes all values as one array. */
interface Insert {
  run(values: Values): { readonly changes: number };
}

export class BareInsert {
  readonly #database: Sqlite.Database;
  readonly #insert: Insert;
  readonly #ids = new Map<string, number>();
  readonly #waiting: Values[][] = [];

  /** Beside the server's own database, from a copy of it: with the sessions, so that every row has what it refers to. */
  constructor({ folder }: Load) {
    const path = join(folder, "bare.db");
    const source = new Sqlite(join(folder, "aegis.db"));
    source.prepare("VACUUM INTO ?").run(path);
    source.close();
    this.#database = new Sqlite(path);
    for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"])
      this.#database.exec(`PRAGMA ${pragma}`);
    const rows = Array.from({ length: BATCH }, () => "(?, ?, ?, ?, ?)").join(", ");
    const text = `INSERT INTO audit_records (session_id, seq, type, verdict, line) VALUES ${rows}`;
    this.#insert = this.#database.prepare(text) as unknown as Insert;
    const sessions = this.#database.prepare("SELECT id, sid FROM audit_sessions").all() as Known[];
    for (const { id, sid } of sessions) this.#ids.set(sid, id);
  }

  /** Not what is measured: the values, as the server has them when it comes to its own statement. */
  prepare(row: readonly Waiting[]): void {
    this.#waiting.push(
      row.map(({ batch }) => {
        const id = this.#ids.get(batch.sid);
        if (id === undefined) throw new Error(`the session ${batch.sid} is not stored`);
        return batch.records.flatMap((line, place) => [id, batch.old + place, ...fromJson(line)]);
      }),
    );
  }

  insertRound(): number {
    const row = this.#waiting.shift();
    if (!row) throw new Error("no rows are left: more rounds than were prepared");
    let inserted = 0;
    for (const values of row) {
      this.#database.exec("BEGIN IMMEDIATE");
      inserted += this.#insert.run(values).changes;
      this.#database.exec("COMMIT");
    }
    return inserted;
  }

  close(): void {
    this.#database.close();
  }
}

interface Known {
  readonly id: number;
  readonly sid: string;
}
