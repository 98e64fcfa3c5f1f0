import "server-only";
import { sessionCookieName } from "../auth/cookie";
import { endSession, startSession } from "../auth/sessions";
import { type Instance, instance } from "../instance";
import { StartFault } from "../start-fault";
import { longSession } from "./long-session";
import { letIn, type Place, placeOf } from "./place";
import { EXAMPLES } from "./plan";
import { runExample } from "./run-example";
import { Sender } from "./send";

export interface Wanted {
  readonly records: number;
  readonly for: string | undefined;
  readonly cookie: boolean;
  /** A line for whoever runs the command. */
  say(line: string): void;
}

/** Fills the workspace with what is missing in it, and tells where to look at it. */
export async function seed(wanted: Wanted): Promise<void> {
  const server = await instance();
  if (server.env.exposed && wanted.for === undefined && !wanted.cookie) {
    throw new StartFault(
      "Others can reach this server: say who may look at the sessions, by --for WORKSPACE or --cookie.",
    );
  }
  const { database, sessionKey } = server;
  const place = await database.write((tx) => placeOf(tx, new Date()));
  const token = await database.write((tx) => startSession(tx, sessionKey, place.authorId, new Date()));
  let isTold = false;
  try {
    const sids = await sendAll(new Sender(server, token, place.workspaceId), wanted);
    isTold = await tell(server, place, { sids, wanted, token });
  } finally {
    // What nobody was told is of no use to anybody but a thief.
    if (!isTold) await database.write((tx) => endSession(tx, sessionKey, token));
  }
}

async function sendAll(sender: Sender, { records, say }: Wanted): Promise<Map<string, string>> {
  const sids = new Map<string, string>();
  for (const example of EXAMPLES) {
    const { title } = example;
    const { sid, isThere } = await sender.nameFor(title);
    sids.set(title, sid);
    if (isThere) continue;
    const { workspaceId } = sender;
    await sender.append(sid, await runExample(example, { sid, workspaceId, opened: await sender.open() }));
    say(`sent  ${title}`);
  }
  const title = `An archive of letters, in ${records.toLocaleString("en")} records`;
  const { sid, isThere } = await sender.nameFor(title);
  sids.set(title, sid);
  if (!isThere) say(await sendLong(sender, sid, records));
  return sids;
}

async function sendLong(sender: Sender, sid: string, records: number): Promise<string> {
  const { workspaceId } = sender;
  const began = performance.now();
  for await (const batch of longSession(records, { sid, workspaceId, opened: await sender.open() }))
    await sender.append(sid, batch);
  const seconds = (performance.now() - began) / 1_000;
  return `sent  ${records} records in ${seconds.toFixed(1)} s, ${Math.round(records / seconds)} records/s`;
}

interface Told {
  readonly sids: ReadonlyMap<string, string>;
  readonly wanted: Wanted;
  readonly token: string;
}

/** Whether the token was told. */
async function tell(server: Instance, place: Place, { sids, wanted, token }: Told): Promise<boolean> {
  const { database, env, https } = server;
  const { say, cookie } = wanted;
  const isAlone = cookie && wanted.for === undefined;
  const members = isAlone ? 0 : await database.write((tx) => letIn(tx, place, wanted.for, new Date()));
  const origin = env.publicUrl ?? `http://${env.host}:${env.port}`;
  say("");
  say(`${origin}/audit?w=${place.workspaceId}`);
  for (const [title, sid] of sids) say(`${origin}/audit/${sid}?w=${place.workspaceId}  ${title}`);
  say("");
  if (members > 0) say("They open in the browser in which the workbench was opened last on this server.");
  if (members > 0 && !cookie) return false;
  say(
    "To look at them in a browser that was never here, set this cookie in it; it is as good as a password:",
  );
  say(`${sessionCookieName(https)}=${token}`);
  return true;
}
