/** Zip files above 4 GiB: made up of zeros here, and with `HEAVY` in the environment written and read for good. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { joinBytes, utf8 } from "../../bytes";
import type { RandomAccess } from "../archive";
import { collect } from "../testing/collect";
import { craftZip } from "../testing/craft-zip";
import { type Part, sparse } from "../testing/sparse";
import { crc32 } from "./crc32";
import { viewOf } from "./layout";
import { openZip } from "./read";
import { writeZip } from "./write";

const HUGE = 5 * 2 ** 30;
const ELSEWHERE = 0xffff_ffff;

/** As `zip` packs a folder with a large file in it: stored, with both sizes in an extra field of each header. */
function packedByOthers(localSizes: readonly number[] = [HUGE, HUGE]) {
  const both = { size: ELSEWHERE, packedSize: ELSEWHERE, crc: 0 };
  const nothing = new Uint8Array(0);
  const large = { name: "large", content: nothing, both, local: { extra: sizes(localSizes) } };
  const text = utf8("read me");
  const behind = { crc: crc32(text), size: text.length, packedSize: text.length };
  // Made without the large content, which then stands between the first header and all else.
  const zip = craftZip([
    { ...large, central: { extra: sizes([HUGE, HUGE]) } },
    { name: "small", content: text, both: behind, central: { at: ELSEWHERE, extra: sizes([HUGE + 55]) } },
  ]);
  const head = 30 + "large".length + 20;
  return { zip, head };
}

function sizes(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 8 * values.length);
  const view = viewOf(bytes);
  view.setUint16(0, 1, true);
  view.setUint16(2, 8 * values.length, true);
  for (const [i, value] of values.entries()) view.setBigUint64(4 + 8 * i, BigInt(value), true);
  return bytes;
}

/** The zeros put in, and the larger end before the end. */
function spread({ zip, head }: { readonly zip: Uint8Array; readonly head: number }): RandomAccess {
  const end = zip.length - 22;
  const told = viewOf(zip.slice(end));
  const [size, at] = [told.getUint32(12, true), told.getUint32(16, true) + HUGE];
  const larger = new Uint8Array(76);
  const view = viewOf(larger);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(4, 44n, true);
  for (const place of [24, 32]) view.setBigUint64(place, 2n, true);
  view.setBigUint64(40, BigInt(size), true);
  view.setBigUint64(48, BigInt(at), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(at + size), true);
  view.setUint32(72, 1, true);
  told.setUint32(16, ELSEWHERE, true);
  const tail = joinBytes([zip.subarray(head, end), larger, new Uint8Array(told.buffer, told.byteOffset, 22)]);
  const parts: Part[] = [
    { at: 0, bytes: zip.subarray(0, head) },
    { at: head + HUGE, bytes: tail },
  ];
  return sparse(head + HUGE + tail.length, parts);
}

test("what is behind a large file that is not packed is found", async () => {
  const opened = await openZip(spread(packedByOthers()));
  if (!opened.ok) throw new Error(opened.why);
  expect(opened.value.files.map(({ name, size }) => [name, size])).toEqual([
    ["large", HUGE],
    ["small", 7],
  ]);
  const small = opened.value.files[1];
  if (small) expect(await collect(opened.value.read(small))).toEqual(utf8("read me"));
  for await (const piece of opened.value.read(
    opened.value.files[0] ?? { name: "", size: 0, packedSize: 0 },
  )) {
    expect(piece.every((byte) => byte === 0)).toBe(true);
    break;
  }
});

test("another size in the header of a large file is refused", async () => {
  for (const other of [[HUGE, HUGE + 1], [HUGE + 1, HUGE], [HUGE]])
    expect(await openZip(spread(packedByOthers(other)))).toMatchObject({ ok: false, fault: "BAD_ARCHIVE" });
});

/** By this thread alone: others may run other tests. */
function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe.runIf(process.env.HEAVY)("above 4 GiB for good", { timeout: 3_600_000 }, () => {
  const LINE = utf8(`{"data":${JSON.stringify("x".repeat(300))}}\n`);
  const PIECE = joinBytes(Array<Uint8Array>(3_000).fill(LINE));
  const PIECES = Math.ceil(4.4e9 / PIECE.length);
  function* content() {
    for (let i = 0; i < PIECES; i++) yield PIECE;
  }

  test("written and read in little memory, and taken by other tools", async () => {
    const folder = await mkdtemp(join(tmpdir(), "aegis-zip-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "large.zip");
    const before = held();
    let most = 0;
    async function* watched(pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        most = Math.max(most, held() - before);
        yield piece;
      }
    }
    const files = [
      { name: "entries.jsonl", content: content() },
      { name: "behind", content: [utf8("x")] },
    ];
    await pipeline(Readable.from(writeZip(files)), watched, createWriteStream(path));
    const handle = await open(path);
    onTestFinished(() => handle.close());
    const { size } = await handle.stat();
    const opened = await openZip({
      size,
      read: async (at, length) => {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, at);
        return buffer.subarray(0, bytesRead);
      },
    });
    if (!opened.ok) throw new Error(opened.why);
    const [large, small] = opened.value.files;
    if (!large || !small) throw new Error("a file is missing");
    const [expected, actual] = [createHash("sha256"), createHash("sha256")];
    for (const piece of content()) expected.update(piece);
    for await (const piece of watched(opened.value.read(large))) actual.update(piece);
    expect(large.size).toBe(PIECES * PIECE.length);
    expect(actual.digest("hex")).toBe(expected.digest("hex"));
    expect(await collect(opened.value.read(small))).toEqual(utf8("x"));
    console.info(JSON.stringify({ unpacked: large.size, packed: large.packedSize, mostHeld: most }));
    expect(most).toBeLessThan(300e6);
    expect(execFileSync("unzip", ["-t", path]).toString()).toContain("No errors detected");
  });
});
