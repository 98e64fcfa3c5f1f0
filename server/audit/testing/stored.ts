import "server-only";
import { type Client, createClient } from "@libsql/client";
import { onTestFinished } from "vitest";
import { auditChecks } from "../../db/schema";
import { appRouter } from "../../routers";
import { callerOf, contextOf, NOON, newAuthor } from "../../testing/people";
import { tempDatabase, tempFolder } from "../../testing/temp-database";
import { createCallerFactory } from "../../trpc/procedures";
import { LogChecks } from "../check";
import { type RecordedSession, type Recording, recordSession } from "./record";

/** A workspace with a session that its author has sent. */
export async function storedSession(options: Recording) {
  const database = await tempDatabase();
  const author = await newAuthor(database);
  const caller = callerOf(database, author);
  const { id: workspaceId } = await caller.workspace.create({ name: "seen" });
  const recorded = await recordSession(options);
  await send({ database, author, workspaceId }, recorded);
  return { database, author, caller, workspaceId, recorded, sid: recorded.sid };
}
export type Stored = Awaited<ReturnType<typeof storedSession>>;

/**
 * As a browser sends it: batch by batch, each of them judged. By a server that is gone when it is sent, and left no
 * word of what it had looked at: the one that the test asks knows nothing yet.
 */
export async function send(
  to: Pick<Stored, "database" | "author" | "workspaceId"> & { readonly now?: Date },
  { sid, batches }: RecordedSession,
): Promise<void> {
  const { database, author, workspaceId, now = NOON } = to;
  const checks = new LogChecks(database, await tempFolder());
  const { audit } = createCallerFactory(appRouter)({ ...contextOf(database, author, now), checks });
  for (const { old, records, note } of batches)
    await audit.append({ workspaceId, sid, old, records: [...records], proof: [], note });
  await checks.close();
  await database.write((tx) => tx.delete(auditChecks).execute());
}

/** Somebody with the file of the database and any tool for SQLite: no triggers, no references, no questions. */
export async function intruder({ database }: Pick<Stored, "database">): Promise<Client> {
  const { url } = database as typeof database & { url: string };
  const client = createClient({ url, concurrency: 1 });
  onTestFinished(() => client.close());
  await client.execute("PRAGMA foreign_keys = OFF");
  const { rows } = await client.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'");
  for (const { name } of rows) await client.execute(`DROP TRIGGER "${String(name)}"`);
  return client;
}
