/** A session of so many records, sent to the workspace of a client as a browser sends it. */
import type { LogClient } from "./log-client";
import { RecordedSession } from "./recorded-session";

const BATCH = 500;

export async function sendLog(client: LogClient, size: number): Promise<RecordedSession> {
  const { workspaceId } = client;
  const opened = await client.open();
  if (!opened.ok) throw new Error(`the server opens no log: ${opened.code} ${opened.message}`);
  const { host, nonce } = opened.value;
  const session = await RecordedSession.open({ host, workspaceId, nonce });
  while (session.size < size) {
    const answer = await client.append(await session.next(Math.min(BATCH, size - session.size)));
    if (!answer.ok) throw new Error(`refused: ${answer.code} ${answer.message}`);
  }
  return session;
}
