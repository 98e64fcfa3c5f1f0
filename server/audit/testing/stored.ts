import "server-only";
import { type Client, createClient } from "@libsql/client";
import { onTestFinished } from "vitest";
import { callerOf, NOON, newAuthor } from "../../testing/people";
import { tempDatabase } from "../../testing/temp-database";
import { fill } from "./fill";
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

export async function send(
  to: Pick<Stored, "database" | "author" | "workspaceId"> & { readonly now?: Date },
  recorded: RecordedSession,
): Promise<void> {
  const { workspaceId, author, now = NOON } = to;
  await fill(to.database, { workspaceId, actorId: author.id, now }, recorded);
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
