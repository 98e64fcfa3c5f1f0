import { createPrivateKey } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { generateSeedKey, generateSessionKey } from "../../../audit/note/keys";
import { JOURNAL_CASES } from "../../../audit/recorder/testing/journal-cases";
import {
  appendSamples,
  readAll,
  sampleRecord,
  sampleRecords,
  textsOf,
} from "../../../audit/recorder/testing/places";
import { openFileJournal } from "./file-journal";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aegis-journal-"));
  path = join(folder, "session.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const trouble = (name: string) => expect.objectContaining({ code: "STORAGE", trouble: name });

describe("a journal in a file", () => {
  test.each(JOURNAL_CASES)("$name", async ({ run }) => {
    await run({ open: (mode = "write") => openFileJournal(path, { mode }) });
  });

  test("is one record a line, for its owner alone", async () => {
    const journal = await openFileJournal(path);
    await appendSamples(journal, 0, 3);
    await journal.close();
    expect(readFileSync(path, "utf8")).toBe(
      textsOf(sampleRecords(0, 3))
        .map((line) => `${line}\n`)
        .join(""),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe("what a crash leaves", () => {
  test.each([1, 10, 30, sampleRecord(3).length])("a line torn after %d bytes is cut off", async (length) => {
    const journal = await openFileJournal(path);
    await appendSamples(journal, 0, 3);
    await journal.close();
    appendFileSync(path, sampleRecord(3).subarray(0, length));
    const reader = await openFileJournal(path, { mode: "read" });
    expect([reader.size, await readAll(reader)]).toEqual([3, textsOf(sampleRecords(0, 3))]);
    await reader.close();

    const again = await openFileJournal(path);
    expect([again.size, again.discardedBytes]).toEqual([3, length]);
    await appendSamples(again, 3, 4);
    expect(await readAll(again)).toEqual(textsOf(sampleRecords(0, 4)));
    await again.close();
  });

  test("the first line, torn, leaves an empty log", async () => {
    writeFileSync(path, '{"da');
    const journal = await openFileJournal(path);
    expect([journal.size, journal.discardedBytes]).toEqual([0, 4]);
    await journal.close();
  });

  test("a state half replaced is the old one", async () => {
    const journal = await openFileJournal(path);
    await appendSamples(journal, 0, 5);
    await journal.saveState({ ackedSize: 4 });
    await journal.close();
    writeFileSync(`${path}.state.new`, '{"acked');
    const again = await openFileJournal(path);
    expect(await again.state()).toEqual({ ackedSize: 4 });
    await again.saveState({ ackedSize: 5 });
    expect(existsSync(`${path}.state.new`)).toBe(false);
    await again.close();
  });
});

describe("what is refused", () => {
  test.each(["#!/bin/sh\nno log, and no line feed at its end", "x", '{"date":1}', "\n"])(
    "a file that is no log stays as it is: %j",
    async (content) => {
      writeFileSync(path, content);
      await expect(openFileJournal(path)).rejects.toThrow(trouble("damaged"));
      expect(readFileSync(path, "utf8")).toBe(content);
    },
  );

  test.each(["write", "read"] as const)("a symlink in place of the log, to %s", async (mode) => {
    const target = join(folder, "elsewhere");
    writeFileSync(target, "");
    symlinkSync(target, path);
    await expect(openFileJournal(path, { mode })).rejects.toThrow(trouble("unsafe"));
    expect(statSync(target).size).toBe(0);
  });

  test("a symlink in place of the key, the state, or what they are drafted in", async () => {
    const target = join(folder, "elsewhere");
    writeFileSync(target, "theirs");
    const journal = await openFileJournal(path);
    symlinkSync(target, `${path}.key`);
    await expect(journal.keys.load()).rejects.toThrow(trouble("unsafe"));
    for (const draft of [`${path}.key.new`, `${path}.state.new`]) symlinkSync(target, draft);
    await journal.keys.save(generateSeedKey());
    await journal.saveState({ ackedSize: 1 });
    await journal.close();
    expect(readFileSync(target, "utf8")).toBe("theirs");
    rmSync(`${path}.state`);
    symlinkSync(target, `${path}.state`);
    await expect(openFileJournal(path)).rejects.toThrow(trouble("unsafe"));
  });

  test("a folder, a device, a place that is not there", async () => {
    mkdirSync(path);
    await expect(openFileJournal(path)).rejects.toThrow(trouble("unsafe"));
    await expect(openFileJournal("/dev/full")).rejects.toThrow(trouble("unsafe"));
    await expect(openFileJournal(join(folder, "none", "log"))).rejects.toThrow(trouble("missing"));
    await expect(openFileJournal(join(folder, "none"), { mode: "read" })).rejects.toThrow(trouble("missing"));
  });

  test.each(["", "{", '{"ackedSize":-1}', '{"ackedSize":1,"more":1}'])("the state %j", async (content) => {
    writeFileSync(`${path}.state`, content);
    await expect(openFileJournal(path)).rejects.toThrow(trouble("damaged"));
  });
});

describe("the key", () => {
  test("is readable for its owner alone, or is not read", async () => {
    const journal = await openFileJournal(path);
    await journal.keys.save(generateSeedKey());
    expect(statSync(`${path}.key`).mode & 0o777).toBe(0o600);
    writeFileSync(`${path}.other`, readFileSync(`${path}.key`), { mode: 0o644 });
    rmSync(`${path}.key`);
    writeFileSync(`${path}.key`, readFileSync(`${path}.other`), { mode: 0o644 });
    await expect(journal.keys.load()).rejects.toThrow(trouble("unsafe"));
    await journal.close();
  });

  test("is PKCS #8, as others read it", async () => {
    const journal = await openFileJournal(path);
    const key = generateSeedKey();
    await journal.keys.save(key);
    await journal.close();
    const { kty, crv, x } = createPrivateKey(readFileSync(`${path}.key`)).export({ format: "jwk" });
    expect([kty, crv, x]).toEqual(["OKP", "Ed25519", Buffer.from(key.publicKey).toString("base64url")]);
  });

  test.each(["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])(
    "is not taken from a file that holds %j",
    async (content) => {
      const journal = await openFileJournal(path);
      writeFileSync(`${path}.key`, content, { mode: 0o600 });
      await expect(journal.keys.load()).rejects.toThrow(trouble("damaged"));
      await journal.close();
    },
  );

  test("that cannot be read has no place in a file", async () => {
    const journal = await openFileJournal(path);
    await expect(journal.keys.save(await generateSessionKey())).rejects.toThrow(
      expect.objectContaining({ code: "BAD_KEY" }),
    );
    await journal.close();
  });
});

test("after a flush that failed nothing is appended, for nobody knows what the disk holds", async () => {
  const journal = await openFileJournal(path);
  const handle = await open(path);
  const sync = vi.spyOn(Object.getPrototypeOf(handle), "datasync");
  sync.mockRejectedValueOnce(Object.assign(new Error("EIO: i/o error"), { code: "EIO" }));
  await expect(appendSamples(journal, 0, 1)).rejects.toThrow(trouble("failed"));
  sync.mockRestore();
  await expect(appendSamples(journal, 0, 1)).rejects.toThrow(trouble("failed"));
  await handle.close();
  await journal.close();
});
