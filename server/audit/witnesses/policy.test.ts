import { expect, test } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import {
  addSignatures,
  formatVkey,
  meetsPolicy,
  openCheckpoint,
  parseNote,
  parseVkey,
  readPolicy,
  verifierOf,
} from "@/lib/audit/note";
import { testWitness } from "@/lib/audit/note/testing/keys";
import { callerOf, logOf, newAuthor } from "../../testing/people";
import { envOf, tempDatabase, tempFolder } from "../../testing/temp-database";
import { KeySource, openLogKeys, rotate } from "../keys";
import { policyText } from "./policy";

const HEAD = { size: 3, root: new Uint8Array(32).fill(3) };

async function workspace() {
  const database = await tempDatabase();
  const caller = callerOf(database, await newAuthor(database));
  const { id: workspaceId } = await caller.workspace.create({ name: "logs" });
  return { database, caller, workspaceId };
}

test("a policy without witnesses asks for the log's own word and says so", async () => {
  const { database, workspaceId } = await workspace();
  const env = envOf({ DATA_DIR: await tempFolder() });
  const log = await openLogKeys(env, database);
  const read = readPolicy(utf8(await policyText(database.read, log, workspaceId, undefined)));
  expect(read).toMatchObject({ ok: true, value: { logs: [{}], witnesses: [], groups: [], quorum: "none" } });
  if (!read.ok) return;
  const note = await log.signHead(workspaceId, HEAD);
  expect(await meetsPolicy(read.value, utf8(note))).toMatchObject({ ok: true, value: { known: 0 } });
});

test("two of three, by keys and addresses", async () => {
  const { database, caller, workspaceId } = await workspace();
  for (const number of [1, 2, 3]) {
    const vkey = formatVkey(testWitness(`w${number}.example`, number).vkey);
    await caller.audit.addWitness({ workspaceId, vkey, url: `https://w${number}.example/` });
  }
  await caller.audit.configure({ workspaceId, quorum: 2 });
  const log = await logOf(database);
  const text = await policyText(database.read, log, workspaceId, "https://aegis.example");
  expect(text).toMatch(/^log \S+\nwitness witness-1 w1\.example\+\S+ https:\/\/w1\.example\n/);
  expect(text).toMatch(/\ngroup quorum 2 witness-1 witness-2 witness-3\nquorum quorum\n$/);
  const read = readPolicy(utf8(text));
  if (!read.ok) throw new Error(read.why);
  // The log is private: nobody is sent to an address that answers nothing.
  expect(read.value.logs).toEqual([{ vkey: expect.anything() }]);
  const note = await log.signHead(workspaceId, HEAD);
  expect(await meetsPolicy(read.value, utf8(note))).toMatchObject({ ok: false, fault: "QUORUM" });
  const line = async (number: number) => {
    const { signer } = testWitness(`w${number}.example`, number);
    const parsed = parseNote(utf8(note));
    if (!parsed.ok) throw new Error(parsed.why);
    const signed = await addSignatures({ text: parsed.value.text, signatures: [] }, [signer]);
    return signed.slice(parsed.value.text.length + 1);
  };
  const cosigned = note + (await line(1)) + (await line(3));
  expect(await meetsPolicy(read.value, utf8(cosigned))).toMatchObject({
    ok: true,
    value: { witnesses: ["witness-1", "witness-3"], known: 3 },
  });
});

test("what a key signed before it was rotated still verifies, by policy and by the list of keys; a stranger's does not", async () => {
  const { database, workspaceId } = await workspace();
  const env = envOf({ DATA_DIR: await tempFolder() });
  const before = await openLogKeys(env, database);
  const oldNote = await before.signHead(workspaceId, HEAD);
  await rotate(database, new KeySource(env, "log"), before.host, new Date());
  const after = await openLogKeys(env, database);
  const newNote = await after.signHead(workspaceId, HEAD);
  expect(newNote).not.toBe(oldNote);
  const read = readPolicy(utf8(await policyText(database.read, after, workspaceId, undefined)));
  if (!read.ok) throw new Error(read.why);
  const keys = after.workspaceVkeys(workspaceId).map(parseVkey);
  const verifiers = keys.flatMap((key) => (key.ok ? [verifierOf(key.value)] : []));
  for (const note of [oldNote, newNote]) {
    expect(await meetsPolicy(read.value, utf8(note))).toMatchObject({ ok: true });
    expect(await openCheckpoint(utf8(note), verifiers)).toMatchObject({ ok: true });
  }
  const elsewhere = await workspace();
  const stranger = await openLogKeys(envOf({ DATA_DIR: await tempFolder() }), elsewhere.database);
  const forged = await stranger.signHead(workspaceId, HEAD);
  expect(await meetsPolicy(read.value, utf8(forged))).toMatchObject({ ok: false, fault: "UNKNOWN_KEY" });
});
