import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toBase64, utf8 } from "@/lib/audit/bytes";
import {
  meetsPolicy,
  openCheckpoint,
  parseVkey,
  readCheckpoint,
  readPolicy,
  verifierOf,
} from "@/lib/audit/note";
import { auditCosignatures, auditLogs } from "../../db/schema";
import { logOf, logPartsOf } from "../../testing/people";
import { headNote, publicLog } from "../public/head";
import { growLog } from "../testing/many-leaves";
import { intruder, storedSession } from "../testing/stored";
import { startWitness, type TestWitness } from "../testing/witness-server";
import { policyText } from "./policy";

const ROOT = new Uint8Array(32).fill(9);
beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

async function witnessed(count = 1) {
  const stored = await storedSession({ size: 3, batch: 3 });
  const { database, workspaceId, caller } = stored;
  const log = await logOf(database);
  const { witnesses: rounds, checks } = logPartsOf(database);
  const servers: TestWitness[] = [];
  for (let number = 1; number <= count; number++) {
    const server = await startWitness(number);
    server.trust(log.workspaceVkeys(workspaceId)[0] ?? "");
    await caller.audit.addWitness({ workspaceId, vkey: server.vkey, url: server.url });
    servers.push(server);
  }
  const [witness] = servers as [TestWitness, ...TestWitness[]];
  const state = () => caller.audit.log({ workspaceId });
  const origin = `${log.host}/w/${workspaceId}`;
  const show = () => caller.audit.configure({ workspaceId, isPublic: true });
  const note = async () =>
    headNote(
      { read: database.read, checks, log: async () => log },
      await publicLog(database.read, workspaceId),
    );
  return {
    ...stored,
    log,
    rounds,
    servers,
    witness,
    state,
    origin,
    show,
    note,
    round: () => rounds.round(workspaceId),
  };
}

describe("a witness", () => {
  test("signs the first head, and later ones that extend it; the note carries its word", async () => {
    const { round, state, witness, show, note, origin, log, workspaceId, ...stored } = await witnessed();
    await round();
    expect(witness.seen.get(origin)?.size).toBe(1);
    expect((await state()).witnesses).toEqual([
      expect.objectContaining({ seenSize: 1, signedAt: expect.any(String), trouble: null, troubleAt: null }),
    ]);
    await growLog({ ...stored, workspaceId }, 700);
    await round();
    expect(await state()).toMatchObject({ size: 700, witnessed: { size: 700, by: 1 } });
    await show();
    const keys = [...log.workspaceVkeys(workspaceId), witness.vkey].map(parseVkey);
    const [own, other] = keys.map((key) => verifierOf((key.ok && key.value) as never));
    const opened = await openCheckpoint(utf8(await note()), [own as never], [other as never]);
    expect(opened).toMatchObject({
      ok: true,
      value: { checkpoint: { size: 700 }, cosigned: [{ time: 1_800_000_000 }] },
    });
  });

  test("is not asked again for what it has signed", async () => {
    const { round, witness } = await witnessed();
    await round();
    await round();
    expect(witness.asked).toBe(1);
  });

  test("that has seen more than is remembered here is asked from there", async () => {
    const { round, state, witness, origin, database, workspaceId } = await witnessed();
    const [head] = await database.read.select().from(auditLogs).where(eq(auditLogs.workspaceId, workspaceId));
    witness.remember({ origin, size: 1, root: head?.root ?? ROOT });
    await round();
    expect(witness.asked).toBe(2);
    expect((await state()).witnesses[0]).toMatchObject({ seenSize: 1, trouble: null });
  });

  test("that has seen a longer log shows a rollback, one that has seen another log a fork", async () => {
    const { round, state, witness, origin } = await witnessed();
    witness.remember({ origin, size: 5, root: ROOT });
    await round();
    expect((await state()).witnesses[0]).toMatchObject({
      seenSize: 0,
      trouble: expect.stringMatching(/^ROLLBACK: .* 5 /),
    });
    const other = await witnessed();
    other.witness.remember({ origin: other.origin, size: 1, root: ROOT });
    await other.round();
    expect((await other.state()).witnesses[0]).toMatchObject({
      seenSize: 0,
      trouble: expect.stringContaining("does not extend"),
    });
  });

  test.each([
    ["that does not know the log", { status: 404 }, "does not know this log"],
    ["that does not know the key", { status: 403 }, "does not know the key"],
    ["that fails", { status: 500 }, "answered with 500"],
    ["that sends elsewhere", { status: 302, body: "" }, "answered with 302"],
    ["that signs nothing", { status: 200, body: "" }, "no cosignature"],
    ["that says something else", { status: 200, body: "hello\n" }, "no cosignature"],
    [
      "that hides a text of its own",
      { status: 200, body: "x\n\n\u2014 witness-1.test AAAAAAA=\n" },
      "no cosignature",
    ],
    ["that names no size", { status: 409, body: "many\n" }, "another log of this size"],
    ["that names the size that it was asked for", { status: 409, body: "0\n" }, "FORK"],
    ["that says too much", { status: 200, body: "\u2014 a AAAAAAA=\n".repeat(6_000) }, "too long"],
  ])("%s gives nothing, and why is kept", async (_, answer, why) => {
    const { round, state, witness, database } = await witnessed();
    witness.answer(() => answer);
    await round();
    expect((await state()).witnesses[0]).toMatchObject({
      seenSize: 0,
      signedAt: null,
      trouble: expect.stringContaining(why),
      troubleAt: expect.any(String),
    });
    expect(await database.read.select().from(auditCosignatures)).toEqual([]);
  });

  test("whose signature is another's, or does not verify, is not believed", async () => {
    const { round, state, servers, witness, database } = await witnessed(2);
    let line = "";
    witness.answer((right) => {
      line = right.body ?? "";
      const broken = Buffer.from(line.split(" ")[2] ?? "", "base64");
      broken[40] = (broken[40] ?? 0) ^ 1;
      return { status: 200, body: `\u2014 witness-1.test ${toBase64(broken)}\n` };
    });
    servers[1]?.answer(() => ({ status: 200, body: line }));
    await round();
    expect((await state()).witnesses.map(({ trouble }) => trouble)).toEqual([
      expect.stringContaining("does not verify"),
      expect.stringMatching(/another key|no cosignature/),
    ]);
    expect(await database.read.select().from(auditCosignatures)).toEqual([]);
  });

  test("that fails is left alone for a while, and keeps nobody from the others", async () => {
    const { round, state, servers, witness, log, ...stored } = await witnessed(2);
    witness.answer(() => ({ status: 500 }));
    await round();
    await growLog(stored, 2);
    await round();
    expect([witness.asked, servers[1]?.asked]).toEqual([1, 2]);
    expect((await state()).witnesses.map(({ seenSize }) => seenSize)).toEqual([0, 2]);
  });

  test("nothing is sent of a log that is not what was signed", async () => {
    const { round, witness, ...stored } = await witnessed();
    const client = await intruder(stored);
    await client.execute("UPDATE audit_logs SET root = zeroblob(32)");
    await round();
    expect(witness.asked).toBe(0);
  });

  test("is asked by itself when a log moves", async () => {
    const { state, rounds, workspaceId } = await witnessed();
    rounds.moved(workspaceId, 0);
    await expect.poll(async () => (await state()).witnesses[0]?.seenSize).toBe(1);
  });
});

describe("a quorum", () => {
  test("shows the last head that has it, until a newer one has", async () => {
    const { round, servers, state, show, note, caller, workspaceId, log, database, ...stored } =
      await witnessed(2);
    await show();
    await caller.audit.configure({ workspaceId, quorum: 2 });
    const sizeOf = async () => {
      const read = readCheckpoint(`${(await note()).split("\n\n")[0] ?? ""}\n`);
      return read.ok ? read.value.size : undefined;
    };
    expect(await sizeOf()).toBe(1); // nobody has it yet: as it is
    await round();
    servers[1]?.answer(() => ({ status: 500 }));
    await growLog({ ...stored, database, workspaceId } as never, 300);
    await round();
    expect(await state()).toMatchObject({ size: 300, witnessed: { size: 1, by: 2 } });
    expect(await sizeOf()).toBe(1);
    const policy = readPolicy(
      utf8(await policyText(database.read, log, workspaceId, "https://aegis.example")),
    );
    if (!policy.ok) throw new Error(policy.why);
    expect(policy.value.logs[0]?.url).toBe(`https://aegis.example/log/${workspaceId}/`);
    expect(await meetsPolicy(policy.value, utf8(await note()))).toMatchObject({
      ok: true,
      value: { known: 2 },
    });
    await caller.audit.configure({ workspaceId, quorum: 1 });
    expect(await sizeOf()).toBe(300);
  });
});
