import "server-only";
import { eq } from "drizzle-orm";
import { fromUtf8, utf8 } from "@/lib/audit/bytes";
import type { Batch, Receipt } from "@/lib/audit/sync/wire";
import { verify } from "@/lib/audit/verify";
import type { AegisError } from "@/lib/errors";
import type { Actor } from "../../../auth/actor";
import { bytesOf } from "../../../db/bytes-of";
import type { Database } from "../../../db/database";
import { auditRecords, auditSessions } from "../../../db/schema";
import { callerOf, logOf, NOON, newAuthor } from "../../../testing/people";
import { tempDatabase } from "../../../testing/temp-database";
import { HASHER, type SentSession } from "./sent-session";

export type Sent = Omit<Batch, "workspaceId">;

export interface Desk {
  readonly database: Database;
  readonly author: Actor;
  readonly workspaceId: string;
  send(batch: Sent, now?: Date): Promise<Receipt>;
  /** The refusal, as a program sees it. */
  refused(batch: Sent, now?: Date): Promise<Pick<AegisError, "code" | "details">>;
}

export async function newDesk(database?: Database, author?: Actor): Promise<Desk> {
  const own = database ?? (await tempDatabase());
  const actor = author ?? (await newAuthor(own));
  const { id } = await callerOf(own, actor).workspace.create({ name: "sent" });
  return deskOf(own, actor, id);
}

export function deskOf(database: Database, author: Actor, workspaceId: string): Desk {
  const send = (batch: Sent, now: Date = NOON) =>
    callerOf(database, author, now).audit.append({ workspaceId, ...batch });
  return {
    database,
    author,
    workspaceId,
    send,
    async refused(batch, now) {
      const thrown = await send(batch, now).then(
        () => undefined,
        (error: { cause?: AegisError }) => error.cause,
      );
      if (!thrown) throw new Error("the batch was taken");
      return { code: thrown.code, details: thrown.details };
    },
  };
}

/** What is stored of a session, as text. */
export async function storedLines(desk: Pick<Desk, "database">, sid: string): Promise<string[]> {
  const rows = await desk.database.read
    .select({ bytes: bytesOf(auditRecords.line) })
    .from(auditRecords)
    .innerJoin(auditSessions, eq(auditSessions.id, auditRecords.sessionId))
    .where(eq(auditSessions.sid, sid))
    .orderBy(auditRecords.seq);
  return rows.map(({ bytes }) => fromUtf8(bytes) ?? "");
}

/** What anybody says of it who has the records and the receipt, and knows the keys of the server. */
export async function verdictOn(desk: Desk, session: SentSession, receipt: Receipt, note?: string) {
  const log = await logOf(desk.database);
  const lines = session.records.slice(0, receipt.size).map((record) => `${record}\n`);
  const report = await verify(
    { lines: [utf8(lines.join(""))] },
    {
      hasher: HASHER,
      sid: session.sid,
      keys: [...log.cosigners, ...log.workspaceVkeys(desk.workspaceId)],
      checkpoints: [utf8(note ?? (await session.note(receipt.size)))],
      cosignatures: utf8(receipt.cosignature),
      proof: utf8(receipt.proof),
    },
  );
  return report;
}
