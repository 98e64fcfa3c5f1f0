import "server-only";
import { expect, onTestFinished } from "vitest";
import { auditSessions } from "../../../db/schema";
import { tempFolder } from "../../../testing/temp-database";
import type { Recording } from "../../testing/record";
import { intruder, storedSession } from "../../testing/stored";
import { LogChecks } from "../checks";

/** A session that was sent, the looks of one process after the other, and somebody who has the file. */
export async function stored(options: Partial<Recording> = {}) {
  const session = await storedSession({ size: 30, batch: 10, ...options });
  const { database, workspaceId } = session;
  const [row] = await database.read.select({ id: auditSessions.id }).from(auditSessions);
  const sessionId = row?.id ?? 0;
  const dataDir = await tempFolder();
  const open = () => {
    const checks = new LogChecks(database, dataDir);
    onTestFinished(() => checks.close());
    return checks;
  };
  /** What somebody does who has the file and knows SQLite: the triggers are no obstacle. */
  const tamper = async (...statements: string[]) => {
    const client = await intruder(session);
    for (const statement of statements) await client.execute(statement);
  };
  const ask = (checks: LogChecks) =>
    checks
      .ensure({ workspaceId, sessionId })
      .then(() => checks.assertSignable(database.read, { workspaceId, sessionId }));
  return { ...session, sessionId, open, tamper, ask };
}

export const refused = (code: string, seq?: number) =>
  expect.objectContaining({
    code: "LOG_REFUSED",
    details: expect.objectContaining({ verdict: code, ...(seq === undefined ? {} : { seq }) }),
  });
