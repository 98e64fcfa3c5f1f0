import { describe, expect, test } from "vitest";
import { toBase64 } from "@/lib/audit/bytes";
import { formatVkey, makeVerifierKey, parseVkey, SIGNATURE_TYPE } from "@/lib/audit/note";
import { testLog, testWitness } from "@/lib/audit/note/testing/keys";
import { auditKeys } from "../../db/schema";
import { callerOf, contextOf, join, logOf, newAuthor } from "../../testing/people";
import { tempDatabase } from "../../testing/temp-database";
import { createCallerFactory } from "../../trpc/procedures";
import { appRouter } from "..";

const vkey = (number: number, name = `witness-${number}.example`) =>
  formatVkey(testWitness(name, number).vkey);
const url = "https://witness.example/w/";

async function workspace() {
  const database = await tempDatabase();
  const owner = await newAuthor(database);
  const caller = callerOf(database, owner);
  const { id: workspaceId } = await caller.workspace.create({ name: "logs" });
  return { database, caller, workspaceId };
}

describe("the settings of a workspace's log", () => {
  test("are private and ask for nobody, until an owner says otherwise", async () => {
    const { caller, workspaceId } = await workspace();
    expect(await caller.audit.log({ workspaceId })).toEqual({
      size: 0,
      isPublic: false,
      quorum: 0,
      witnessed: null,
      witnesses: [],
    });
    await caller.audit.addWitness({ workspaceId, vkey: vkey(1), url });
    const changed = await caller.audit.configure({ workspaceId, isPublic: true, quorum: 1 });
    expect(changed).toMatchObject({ isPublic: true, quorum: 1 });
    expect(changed.witnesses).toEqual([
      {
        vkey: vkey(1),
        url: "https://witness.example/w",
        addedAt: expect.any(String),
        seenSize: 0,
        signedAt: null,
        trouble: null,
        troubleAt: null,
      },
    ]);
    expect(await caller.audit.configure({ workspaceId })).toEqual(changed);
  });

  test("are seen by members and changed by owners; others are told of no workspace", async () => {
    const { database, caller, workspaceId } = await workspace();
    await caller.audit.addWitness({ workspaceId, vkey: vkey(1), url });
    const [approver, stranger] = [await newAuthor(database), await newAuthor(database)];
    await join(database, workspaceId, approver, "approver");
    const changes = (as: typeof approver) => {
      const { audit } = callerOf(database, as);
      return [
        () => audit.configure({ workspaceId, isPublic: true }),
        () => audit.addWitness({ workspaceId, vkey: vkey(2), url }),
        () => audit.removeWitness({ workspaceId, vkey: vkey(1) }),
      ];
    };
    expect((await callerOf(database, approver).audit.log({ workspaceId })).witnesses).toHaveLength(1);
    for (const change of changes(approver)) await expect(change()).rejects.toThrow("needs the role owner");
    for (const change of changes(stranger)) await expect(change()).rejects.toThrow("no workspace here");
    await expect(callerOf(database, stranger).audit.log({ workspaceId })).rejects.toThrow(
      "no workspace here",
    );
    await expect(callerOf(database, stranger).audit.health({ workspaceId })).rejects.toThrow(
      "no workspace here",
    );
    expect(await caller.audit.log({ workspaceId })).toMatchObject({ isPublic: false });
  });

  test("a quorum is never larger than the witnesses, also when one goes", async () => {
    const { caller, workspaceId } = await workspace();
    await expect(caller.audit.configure({ workspaceId, quorum: 1 })).rejects.toThrow(
      "larger than the number",
    );
    await caller.audit.addWitness({ workspaceId, vkey: vkey(1), url });
    await caller.audit.addWitness({ workspaceId, vkey: vkey(2), url });
    await caller.audit.configure({ workspaceId, quorum: 2 });
    expect(await caller.audit.removeWitness({ workspaceId, vkey: vkey(1) })).toMatchObject({ quorum: 1 });
    await expect(caller.audit.removeWitness({ workspaceId, vkey: vkey(1) })).rejects.toMatchObject({
      cause: { code: "NOT_FOUND" },
    });
  });

  test.each([
    ["no key", "witness.example+00000000+AAAA", url, "is no vkey"],
    ["the key of a log", formatVkey(testLog("log.example").vkey), url, "not the key of a witness"],
    ["an address in a private network", vkey(1), "https://10.0.0.1/", "not a public one"],
    ["no https", vkey(1), "http://witness.example/", "begins with https:"],
  ])("%s is no witness", async (_, key, place, why) => {
    const { caller, workspaceId } = await workspace();
    await expect(caller.audit.addWitness({ workspaceId, vkey: key, url: place })).rejects.toThrow(why);
  });

  test("the server's own keys are no witness, under whatever name", async () => {
    const { caller, workspaceId } = await workspace();
    const { keys } = await caller.audit.keys({ workspaceId });
    for (const { vkey: own } of keys) {
      const key = parseVkey(own);
      if (!key.ok) throw new Error(key.why);
      const named = formatVkey(
        makeVerifierKey("else.example", SIGNATURE_TYPE.cosignature, key.value.publicKey),
      );
      const added = caller.audit.addWitness({ workspaceId, vkey: named, url });
      await expect(added).rejects.toMatchObject({ cause: { details: { fault: "vkey-own" } } });
    }
  });

  test("one key is one witness, whatever it is called; there are sixteen at most", async () => {
    const { caller, workspaceId } = await workspace();
    await caller.audit.addWitness({ workspaceId, vkey: vkey(1), url });
    const again = caller.audit.addWitness({ workspaceId, vkey: vkey(1, "other.example"), url });
    await expect(again).rejects.toMatchObject({ cause: { code: "CONFLICT" } });
    for (let number = 2; number <= 16; number++)
      await caller.audit.addWitness({ workspaceId, vkey: vkey(number), url });
    const more = caller.audit.addWitness({ workspaceId, vkey: vkey(17), url });
    await expect(more).rejects.toMatchObject({ cause: { code: "LIMIT_REACHED" } });
  });
});

test("the keys are told to members, retired ones with their time, and to nobody else", async () => {
  const { database, caller, workspaceId } = await workspace();
  const retiredAt = new Date("2026-02-01T00:00:00.000Z");
  await logOf(database);
  await database.write((tx) =>
    tx.insert(auditKeys).values({
      publicKey: toBase64(testLog("x").vkey.publicKey),
      purpose: "log",
      madeAt: new Date("2026-01-01T00:00:00.000Z"),
      retiredAt,
    }),
  );
  const { host, keys } = await caller.audit.keys({ workspaceId });
  expect(keys.map(({ purpose, retiredAt: at }) => [purpose, at])).toEqual([
    ["cosigner", null],
    ["log", null],
    ["log", retiredAt.toISOString()],
  ]);
  expect(keys.map(({ vkey: key }) => key.split("+")[0])).toEqual([
    `${host}/cosigner`,
    `${host}/w/${workspaceId}`,
    `${host}/w/${workspaceId}`,
  ]);
  const { keys: told } = await caller.audit.open({ workspaceId });
  expect(keys.slice(0, 2).map(({ vkey: key }) => key)).toEqual([told.cosigner[0], told.log[0]]);
  const stranger = callerOf(database, await newAuthor(database));
  await expect(stranger.audit.keys({ workspaceId })).rejects.toThrow("no workspace here");
});

test("what is for whoever runs the server is not there for anybody else", async () => {
  const { database, caller, workspaceId } = await workspace();
  for (const ask of [() => caller.audit.doctor({}), () => caller.audit.accept({ workspaceId })]) {
    await expect(ask()).rejects.toMatchObject({ cause: { code: "NOT_FOUND" } });
  }
  const operator = createCallerFactory(appRouter)({ ...contextOf(database, null), isOperator: true });
  expect(await operator.audit.doctor({})).toMatchObject({
    workspaces: 0,
    sessions: 0,
    findings: [],
    next: null,
  });
});
