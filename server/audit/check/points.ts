import "server-only";
import { eq, sql } from "drizzle-orm";
import { joinBytes } from "@/lib/audit/bytes";
import { VERDICTS, type VerdictCode } from "@/lib/audit/verdicts";
import type { Database, ReadDb, Tx } from "../../db/database";
import { auditChecks } from "../../db/schema";
import { nodesOf } from "../nodes";
import { type Finding, type Point, START } from "./walk";

/** Points are cheap to find again, so they are written many at once; a fault is written at once. */
const KEPT_BACK = 200;

export async function readCheck(read: ReadDb | Tx, sessionId: number) {
  const [row] = await read.select().from(auditChecks).where(eq(auditChecks.sessionId, sessionId));
  if (!row) return undefined;
  const point: Point = { size: row.size, link: row.link, range: nodesOf(row.range) };
  return { point, finding: findingOf(row) };
}

export function findingOf(
  row: Pick<typeof auditChecks.$inferSelect, "fault" | "faultSeq" | "why">,
): Finding | undefined {
  if (row.fault === null) return undefined;
  const seq = row.faultSeq === null ? {} : { seq: row.faultSeq };
  return { code: codeOf(row.fault), ...seq, why: row.why ?? "" };
}

/** A code that somebody else wrote there is no code; what it stands for is a fault all the same. */
export function codeOf(text: string): VerdictCode {
  return text !== "OK" && Object.hasOwn(VERDICTS, text) ? (text as VerdictCode) : "PARSE";
}

/** Keeps how far sessions were looked at, in the database, so that the next start goes on from there. */
export class Points {
  readonly #database: Database;
  readonly #waiting = new Map<number, { readonly point: Point; readonly at: Date }>();

  constructor(database: Database) {
    this.#database = database;
  }

  async keep(sessionId: number, point: Point, at: Date): Promise<void> {
    this.#waiting.set(sessionId, { point, at });
    if (this.#waiting.size >= KEPT_BACK) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const rows = [...this.#waiting].map(([sessionId, { point, at }]) => rowOf(sessionId, point, at));
    this.#waiting.clear();
    await this.#database.write((tx) =>
      tx
        .insert(auditChecks)
        .values(rows)
        .onConflictDoUpdate({
          target: auditChecks.sessionId,
          set: {
            size: sql`excluded.size`,
            link: sql`excluded.link`,
            range: sql`excluded.range`,
            checkedAt: sql`excluded.checked_at`,
          },
        }),
    );
  }

  /** Nothing of this session is signed any more, by any process over this database. */
  async refuse(sessionId: number, finding: Finding, at: Date): Promise<void> {
    const fault = { fault: finding.code, faultSeq: finding.seq ?? null, why: finding.why };
    this.#waiting.delete(sessionId);
    await this.#database.write((tx) =>
      tx
        .insert(auditChecks)
        .values({ ...rowOf(sessionId, START, at), ...fault })
        .onConflictDoUpdate({ target: auditChecks.sessionId, set: { ...fault, checkedAt: at } }),
    );
  }
}

function rowOf(sessionId: number, { size, link, range }: Point, checkedAt: Date) {
  return { sessionId, size, link: Buffer.from(link), range: Buffer.from(joinBytes(range)), checkedAt };
}
