import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { FILE_BYTES, FILES } from "@/lib/workspace/limits";
import { type Incoming, summaryOf, takeIn } from "./incoming";
import { unzip } from "./unzip";
import { zipTexts } from "./zip-texts";

const file = (path: string, content: string | Uint8Array): Incoming => {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return { path, size: bytes.length, read: async () => bytes };
};

describe("takeIn", () => {
  it("takes text into the folder that was meant, and leaves noise aside", async () => {
    const brought = [
      file("a.ts", "1"),
      file("b/c.md", "é"),
      file(".DS_Store", "x"),
      file("__MACOSX/a.ts", "x"),
    ];
    expect(await takeIn(brought, [], "lib")).toEqual({
      texts: { "lib/a.ts": "1", "lib/b/c.md": "é" },
      leftOut: [],
    });
  });

  it("says of each that is left out why", async () => {
    const large = {
      path: "large.txt",
      size: FILE_BYTES + 1,
      read: () => Promise.reject(new Error("was read")),
    };
    const { texts, leftOut } = await takeIn(
      [
        file("logo.png", new Uint8Array(12 * 1024).fill(0x89)),
        file("null.txt", "a\0b"),
        large,
        file("../escape.ts", "x"),
        file("/etc/passwd", "x"),
        file("a\\b.ts", "x"),
        file("agent.ts/x", "x"),
        file("data", "x"),
        file("twice.ts", "1"),
        file("twice.ts", "2"),
        { path: "broken.ts", size: 1, read: () => Promise.reject(new Error("It cannot be unpacked")) },
      ],
      ["agent.ts", "data/x.csv"],
    );
    expect(texts).toEqual({ "twice.ts": "1" });
    expect(leftOut.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      "logo.png: it is not text (12 KB)",
      "null.txt: it is not text (3 bytes)",
      "large.txt: it is larger than 512 KB",
      expect.stringMatching(/^\.\.\/escape\.ts: each part/),
      expect.stringMatching(/^\/etc\/passwd: paths start/),
      expect.stringMatching(/^a\\b\.ts: use letters/),
      "agent.ts/x: a file is no folder",
      "data: there is a folder of that name",
      "twice.ts: it is there twice",
      "broken.ts: It cannot be unpacked",
    ]);
  });

  it("stops at the number of files that a workspace has, but replaces what is there", async () => {
    const full = Array.from({ length: FILES }, (_, index) => `f${index}`);
    const { texts, leftOut } = await takeIn([file("f1", "new"), file("one-more", "x")], full);
    expect([texts, leftOut.length]).toEqual([{ f1: "new" }, 1]);
  });
});

it("tells what came of it", async () => {
  const taken = await takeIn([file("a.ts", "1"), file("b.ts", "2"), file("c#d", "3")], ["a.ts"]);
  expect(summaryOf(taken, ["a.ts"])).toEqual({
    text: "1 file added, 1 file replaced, 1 file left out",
    detail: expect.stringMatching(/^c#d: use letters.*\.$/),
  });
});

describe("zips", () => {
  it("come back as they went", async () => {
    const texts = { "agent.toml": "spec = 1\n", "data/x.csv": "a,b\n", "empty.md": "" };
    const back = await unzip(await zipTexts(texts));
    if (!back.ok) throw new Error(back.why);
    expect((await takeIn(back.files, [])).texts).toEqual(texts);
  });

  it("are refused whole when they unpack to too much, before anything is unpacked", async () => {
    const big = "0".repeat(FILE_BYTES);
    const bomb = await zipTexts(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, big])),
    );
    expect(bomb.size).toBeLessThan(200_000);
    expect(await unzip(bomb)).toEqual({
      ok: false,
      why: "The zip unpacks to 20 MB; at most 16 MB are taken at once.",
    });
  });

  it("are refused whole when they have too many files", async () => {
    const nothing = new Uint8Array(0);
    const many = Object.fromEntries(Array.from({ length: FILES + 1 }, (_, index) => [`f${index}`, nothing]));
    expect(await unzip(new Blob([zipSync(many, { level: 0 }) as Uint8Array<ArrayBuffer>]))).toEqual({
      ok: false,
      why: "The zip has 2001 files; a workspace has at most 2000.",
    });
  });

  it("are refused with a sentence when they are none, or were cut", async () => {
    expect(await unzip(new Blob(["no zip"]))).toMatchObject({ ok: false, why: expect.stringMatching(/zip/) });
    const cut = (await zipTexts({ "a.ts": "x" })).slice(0, -3);
    expect((await unzip(cut)).ok).toBe(false);
  });

  it("have no names that leave the workspace", async () => {
    const back = await unzip(await zipTexts({ "../../etc/passwd": "x", "ok.ts": "y" }));
    if (!back.ok) throw new Error(back.why);
    expect((await takeIn(back.files, [])).texts).toEqual({ "ok.ts": "y" });
  });
});
