import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { joinBytes, utf8 } from "../../bytes";
import { bytesAsAccess } from "../archive";
import { BundleFault, type BundleFaultCode } from "../fault";
import { collect } from "../testing/collect";
import { type CraftedFile, craftZip } from "../testing/craft-zip";
import { openZip } from "./read";
import { writeZip } from "./write";

const runs = Number(process.env.PROPERTY_RUNS ?? 60);
const one = (name: string, content: Uint8Array) => ({ name, content: [content] });

/** Name and content of every file, or the code of the refusal, wherever it comes. */
async function unzip(bytes: Uint8Array): Promise<[string, string][] | BundleFaultCode> {
  const opened = await openZip(bytesAsAccess(bytes));
  if (!opened.ok) return opened.fault;
  const files: [string, string][] = [];
  try {
    for (const file of opened.value.files)
      files.push([file.name, Buffer.from(await collect(opened.value.read(file))).toString("latin1")]);
  } catch (error) {
    if (error instanceof BundleFault) return error.fault;
    throw error;
  }
  return files;
}

function* cut(bytes: Uint8Array, step: number) {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

test("what is written is read, and the bytes do not depend on the pieces that the content comes in", async () => {
  const content = fc
    .tuple(fc.string(), fc.nat(40_000))
    .map(([text, length]) => utf8((text || "x").repeat(length).slice(0, 200_000)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { maxLength: 4 }),
      fc.integer({ min: 1, max: 100_000 }),
      async (contents, step) => {
        const files = contents.map((bytes, i) => one(`file-${i}`, bytes));
        const zip = await collect(writeZip(files));
        const again = await collect(
          writeZip(
            contents.map((bytes, i) => ({
              name: `file-${i}`,
              content: cut(bytes, Math.max(step, bytes.length >> 6)),
            })),
          ),
        );
        expect(Buffer.compare(zip, again)).toBe(0);
        expect(await unzip(zip)).toEqual(
          contents.map((bytes, i) => [`file-${i}`, Buffer.from(bytes).toString("latin1")]),
        );
      },
    ),
    { numRuns: Math.min(runs, 500) },
  );
});

test("the bytes of a zip are pinned: packed again anywhere, the same session is the same file", async () => {
  const zip = await collect(writeZip([one("entries.jsonl", utf8('{"a":1}\n'.repeat(20)))]));
  expect(Buffer.from(zip).toString("hex")).toMatchInlineSnapshot(
    `"504b0304140008000800000021000000000000000000000000000d000000656e74726965732e6a736f6e6cab564a54b232ace51aac3400504b0708d7d53b760c000000a0000000504b0102140014000800080000002100d7d53b760c000000a00000000d0000000000000000000000000000000000656e74726965732e6a736f6e6c504b050600000000010001003b000000470000000000"`,
  );
});

describe("other tools", () => {
  const has = (tool: string) => {
    try {
      execFileSync(tool, ["-v"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), "aegis-zip-"));
    onTestFinished(() => rmSync(path, { recursive: true }));
    return path;
  };

  test.runIf(has("unzip"))("unpack what is written here", async () => {
    const path = folder();
    const log = utf8('{"verdict":"deny"}\n'.repeat(9_000));
    writeFileSync(
      join(path, "a.zip"),
      await collect(writeZip([one("README.txt", utf8("x")), one("entries.jsonl", log)])),
    );
    expect(execFileSync("unzip", ["-t", "a.zip"], { cwd: path }).toString()).toContain("No errors detected");
    expect(Buffer.compare(execFileSync("unzip", ["-p", "a.zip", "entries.jsonl"], { cwd: path }), log)).toBe(
      0,
    );
  });

  test.runIf(has("zip"))("pack what is read here", async () => {
    const path = folder();
    writeFileSync(join(path, "entries.jsonl"), "line\n".repeat(500));
    writeFileSync(join(path, "README.txt"), "");
    execFileSync("zip", ["-q", "b.zip", "entries.jsonl", "README.txt"], { cwd: path });
    expect(await unzip(readFileSync(join(path, "b.zip")))).toEqual([
      ["entries.jsonl", "line\n".repeat(500)],
      ["README.txt", ""],
    ]);
  });
});

describe("refused", () => {
  const file = (more: Partial<CraftedFile> = {}): CraftedFile => ({ name: "entries.jsonl", ...more });
  const packed = deflateRawSync(new Uint8Array(1_000_000));
  const name = (text: string) => [file({ name: text })];
  const extra = (id: number) => Uint8Array.of(id & 255, id >> 8, 4, 0, 1, 2, 3, 4);

  test.each<[string, BundleFaultCode, Uint8Array]>([
    ["nothing at all", "NOT_A_ZIP", new Uint8Array(0)],
    ["a text", "NOT_A_ZIP", utf8("PK\u0003\u0004 is how a zip begins, and nothing more")],
    ["bytes behind the end", "NOT_A_ZIP", joinBytes([craftZip([file()]), utf8("x")])],
    ["a comment", "NOT_A_ZIP", craftZip([file()], { comment: "hello" })],
    ["bytes before the first file", "BAD_ARCHIVE", joinBytes([utf8("#!/bin/sh\n"), craftZip([file()])])],
    ["bytes between files", "BAD_ARCHIVE", craftZip([file({ gap: utf8("hidden") }), file({ name: "b" })])],
    ["bytes before the directory", "BAD_ARCHIVE", craftZip([file()], { between: utf8("hidden") })],
    ["two files at one place", "BAD_ARCHIVE", craftZip([file(), file({ name: "b", central: { at: 0 } })])],
    ["more files than there are", "BAD_ARCHIVE", craftZip([file()], { count: 2 })],
    ["fewer files than there are", "BAD_ARCHIVE", craftZip([file(), file({ name: "b" })], { count: 1 })],
    ["another local name", "BAD_ARCHIVE", craftZip([file({ local: { name: "entries.jsonx" } })])],
    ["another local checksum", "BAD_ARCHIVE", craftZip([file({ local: { crc: 1 } })])],
    ["another local size", "BAD_ARCHIVE", craftZip([file({ local: { size: 2 } })])],
    ["another local method", "BAD_ARCHIVE", craftZip([file({ local: { method: 8 } })])],
    ["other local flags", "BAD_ARCHIVE", craftZip([file({ local: { flags: 2 } })])],
    ["two sizes of what is not packed", "BAD_ARCHIVE", craftZip([file({ both: { size: 9 } })])],
    ["a size beyond the end", "BAD_ARCHIVE", craftZip([file({ both: { packedSize: 999, size: 999 } })])],
    ["encryption", "UNSUPPORTED", craftZip([file({ both: { flags: 1 } })])],
    ["a hidden directory", "UNSUPPORTED", craftZip([file({ both: { flags: 1 << 13 } })])],
    ["an unknown flag", "UNSUPPORTED", craftZip([file({ both: { flags: 1 << 4 } })])],
    ["another method", "UNSUPPORTED", craftZip([file({ both: { method: 12 } })])],
    [
      "sizes that are elsewhere, and nowhere",
      "BAD_ARCHIVE",
      craftZip([file({ both: { size: 0xffffffff, packedSize: 0xffffffff } })]),
    ],
    ["sizes of a large file that is none", "UNSUPPORTED", craftZip([file({ both: { extra: extra(1) } })])],
    ["a second name in an extra field", "UNSUPPORTED", craftZip([file({ local: { extra: extra(0x7075) } })])],
    [
      "half an extra field",
      "BAD_ARCHIVE",
      craftZip([file({ both: { extra: Uint8Array.of(0x55, 0x54, 9) } })]),
    ],
    ["a comment of a file", "UNSUPPORTED", craftZip([file({ central: { comment: "hi" } })])],
    ["an empty name", "BAD_NAME", craftZip(name(""))],
    ["a name with a zero byte", "BAD_NAME", craftZip(name("entries.jsonl\0.txt"))],
    ["a name beyond ASCII", "BAD_NAME", craftZip(name("entries．jsonl"))],
    ["a wrong checksum", "BAD_CONTENT", craftZip([file({ both: { crc: 7 } })])],
    [
      "a bomb that says it is small",
      "BAD_CONTENT",
      craftZip([file({ content: packed, both: { method: 8, size: 10, crc: 0 } })]),
    ],
    [
      "a size that is never reached",
      "BAD_CONTENT",
      craftZip([file({ content: packed, both: { method: 8, size: 1_000_001 } })]),
    ],
    [
      "what does not unpack",
      "BAD_CONTENT",
      craftZip([file({ content: utf8("\u0007"), both: { method: 8 } })]),
    ],
    [
      "packed data with more behind them",
      "BAD_CONTENT",
      craftZip([file({ content: joinBytes([packed, packed]), both: { method: 8, size: 1_000_000 } })]),
    ],
  ])("%s", async (_what, code, bytes) => {
    expect(await unzip(bytes)).toBe(code);
  });

  test("every byte that is changed is noticed, or says nothing about names and content", async () => {
    const zip = await collect(
      writeZip([one("README.txt", utf8("read me")), one("entries.jsonl", utf8('{"a":1}\n'.repeat(9)))]),
    );
    const before = await unzip(zip);
    let noticed = 0;
    for (let at = 0; at < zip.length; at++) {
      for (const by of [1, 0x80, 0xff]) {
        const changed = zip.slice();
        changed[at] = (changed[at] as number) ^ by;
        const after = await unzip(changed);
        if (typeof after === "string") noticed++;
        else expect(after, `byte ${at}`).toEqual(before);
      }
    }
    expect(noticed).toBeGreaterThan(zip.length * 2);
    for (let end = 0; end < zip.length; end++)
      expect(typeof (await unzip(zip.subarray(0, end)))).toBe("string");
  });
});
