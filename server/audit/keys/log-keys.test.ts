import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fromBase64, utf8 } from "@/lib/audit/bytes";
import { openCheckpoint, parseVkey, verifierOf, writeCheckpoint } from "@/lib/audit/note";
import { auditHost, auditKeys } from "../../db/schema";
import { StartFault } from "../../start-fault";
import { NOON } from "../../testing/people";
import { envOf, tempDatabase, tempFolder } from "../../testing/temp-database";
import { rotate } from "./enrol";
import { KeySource } from "./key-source";
import { openLogKeys } from "./log-keys";
import { cosignerName, sessionOrigin } from "./names";

const WORKSPACE = "ws_00000000000000000000000001";
const ROOT = new Uint8Array(32).fill(9);
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

async function started() {
  const database = await tempDatabase();
  const folder = await tempFolder();
  const env = envOf({ DATA_DIR: folder });
  return { database, folder, env, log: await openLogKeys(env, database, NOON) };
}
const verifiers = (vkeys: readonly string[]) =>
  vkeys.map((vkey) => {
    const read = parseVkey(vkey);
    if (!read.ok) throw new Error(read.why);
    return verifierOf(read.value);
  });

describe("the keys of the log", () => {
  test("are made at the first start, for this user alone, and kept", async () => {
    const { database, folder, env, log } = await started();
    expect((await readdir(join(folder, "keys"))).sort()).toEqual(["cosigner.key", "log.key"]);
    for (const name of ["cosigner.key", "log.key"]) {
      expect((await stat(join(folder, "keys", name))).mode & 0o777).toBe(0o600);
    }
    const again = await openLogKeys(env, database, later(1));
    expect(again.cosigners).toEqual(log.cosigners);
    expect(again.workspaceVkeys(WORKSPACE)).toEqual(log.workspaceVkeys(WORKSPACE));
    // A copy of the database must not be able to sign.
    const key = (await readFile(join(folder, "keys", "log.key"), "utf8")).trim();
    const seed = key.split("+").slice(4).join("+"); // base64, which may have a plus sign as well
    expect(seed).toHaveLength(44);
    expect(JSON.stringify(await database.read.select().from(auditKeys))).not.toContain(seed);
  });

  test("sign heads and cosignatures that verify, the same bytes each time", async () => {
    const { log } = await started();
    const head = await log.signHead(WORKSPACE, { size: 3, root: ROOT });
    expect(await log.signHead(WORKSPACE, { size: 3, root: ROOT })).toBe(head);
    expect(await openCheckpoint(utf8(head), verifiers(log.workspaceVkeys(WORKSPACE)))).toMatchObject({
      ok: true,
      value: { checkpoint: { origin: `localhost/w/${WORKSPACE}`, size: 3 } },
    });

    const origin = sessionOrigin(log.host, "0190c9d2-0000-7000-8000-000000000001");
    const text = writeCheckpoint({ origin, size: 3, root: ROOT });
    const line = await log.cosign(text, 1_700_000_000);
    expect(line).toMatch(/^— localhost\/cosigner [A-Za-z0-9+/=]+\n$/);
    expect(await log.cosign(text, 1_700_000_000)).toBe(line);
    const [cosigner] = verifiers(log.cosigners);
    const [, , data = ""] = line.trim().split(" ");
    const payload = fromBase64(data)?.slice(4) ?? new Uint8Array(0);
    expect(await cosigner?.verify(utf8(text), payload)).toBe(true);
    expect(await cosigner?.verify(utf8(text.replace("3", "4")), payload)).toBe(false);
  });

  test("are one and the same for ten first starts at once", async () => {
    const database = await tempDatabase();
    const env = envOf({ DATA_DIR: await tempFolder() });
    const logs = await Promise.all(Array.from({ length: 10 }, () => openLogKeys(env, database, NOON)));
    expect(new Set(logs.flatMap(({ cosigners }) => cosigners)).size).toBe(1);
    expect(await database.read.$count(auditKeys)).toBe(2);
  });

  test("come from the environment when they are there, and then no file is made", async () => {
    const { folder } = await started();
    const text = async (name: string) => (await readFile(join(folder, "keys", name), "utf8")).trim();
    const elsewhere = await tempFolder();
    const env = envOf({
      DATA_DIR: elsewhere,
      AEGIS_SECRET: "q7Zr1xV0cN8mKp3sYt6uWb9eHd2fGj5aLl4oQiXzRvE=",
      AEGIS_COSIGNER_KEY: await text("cosigner.key"),
      AEGIS_LOG_KEY: await text("log.key"),
    });
    await openLogKeys(env, await tempDatabase(), NOON);
    expect(await readdir(elsewhere)).toEqual([]);
  });
});

describe("the host", () => {
  test("is that of the public address at the first start, and stays", async () => {
    const database = await tempDatabase();
    const folder = await tempFolder();
    const open = (PUBLIC_URL: string) => openLogKeys(envOf({ DATA_DIR: folder, PUBLIC_URL }), database, NOON);
    expect((await open("https://aegis.example:8443")).host).toBe("aegis.example");
    expect((await open("https://other.example")).host).toBe("aegis.example");
    expect(await database.read.select().from(auditHost)).toHaveLength(1);
  });

  test("is localhost where there is no public address", async () => {
    const { log } = await started();
    expect(log.host).toBe("localhost");
    expect(log.cosigners[0]?.startsWith(`${cosignerName("localhost")}+`)).toBe(true);
  });
});

describe("a key that is not the one of the database", () => {
  test("is refused: another one, a missing one, one for something else, none at all", async () => {
    const { database, folder, env } = await started();
    const path = join(folder, "keys", "cosigner.key");
    const own = await readFile(path, "utf8");
    const other = await started();
    await expect(openLogKeys(other.env, database, NOON)).rejects.toThrow("not the one that the database");
    await writeFile(path, await readFile(join(folder, "keys", "log.key"), "utf8"));
    await expect(openLogKeys(env, database, NOON)).rejects.toThrow("key for something else");
    await writeFile(path, "rubbish");
    await expect(openLogKeys(env, database, NOON)).rejects.toThrow("no private key");
    await rm(path);
    await expect(openLogKeys(env, database, NOON)).rejects.toBeInstanceOf(StartFault);
    expect(await readdir(join(folder, "keys"))).toEqual(["log.key"]);
    await writeFile(path, own);
    await chmod(path, 0o600);
    await openLogKeys(env, database, NOON);
  });
});

describe("rotation", () => {
  test("signs with a new key, and keeps the old one for what it signed", async () => {
    const { database, env, log } = await started();
    await rotate(database, new KeySource(env, "log"), log.host, later(1));
    await rotate(database, new KeySource(env, "log"), log.host, later(2));
    const after = await openLogKeys(env, database, later(3));
    expect(after.cosigners).toEqual(log.cosigners);
    expect(after.workspaceVkeys(WORKSPACE)).toHaveLength(3);
    expect(after.workspaceVkeys(WORKSPACE).at(-1)).toBe(log.workspaceVkeys(WORKSPACE)[0]);
    const [inUse] = verifiers(after.workspaceVkeys(WORKSPACE).slice(0, 1));
    if (!inUse) throw new Error("there is no key in use");
    const head = utf8(await after.signHead(WORKSPACE, { size: 1, root: ROOT }));
    expect(await openCheckpoint(head, [inUse])).toMatchObject({ ok: true });
    const old = utf8(await log.signHead(WORKSPACE, { size: 1, root: ROOT }));
    expect(await openCheckpoint(old, verifiers(after.workspaceVkeys(WORKSPACE)))).toMatchObject({ ok: true });
  });

  test("that was cut short after the file goes on with the key that is there", async () => {
    const { database, env, log } = await started();
    const source = new KeySource(env, "cosigner");
    const lost = await source.replace(log.host);
    await expect(openLogKeys(env, database, later(1))).rejects.toThrow("npm run keys:rotate");
    expect((await rotate(database, source, log.host, later(2))).publicKey).toEqual(lost.publicKey);
    expect((await openLogKeys(env, database, later(3))).cosigners).toHaveLength(2);
  });

  test("of a key in the environment waits until the new one is there", async () => {
    const { database, folder, env, log } = await started();
    const held = (await readFile(join(folder, "keys", "log.key"), "utf8")).trim();
    const given = envOf({ DATA_DIR: folder, AEGIS_LOG_KEY: held });
    await expect(rotate(database, new KeySource(given, "log"), log.host, later(1))).rejects.toThrow(
      "AEGIS_LOG_KEY still holds the old key",
    );
    await openLogKeys(env, database, later(2));
  });
});
