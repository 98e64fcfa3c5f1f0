import { chmod, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { BUNDLE_FOLDER, threadParts } from "../thread/parts";
import { preparedIn } from "./prepared";

let parts: { machine: WebAssembly.Module; wasm: Uint8Array; library: string };
let folder = "";
beforeAll(async () => {
  const { machine, wasm } = await threadParts();
  parts = { machine, wasm, library: await readFile(join(BUNDLE_FOLDER, "guest.js"), "utf8") };
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aegis-prepared-"));
  onTestFinished(() => rm(folder, { recursive: true }));
});

it("is made once, and is the same to the byte when it is read", async () => {
  const made = await preparedIn(folder, parts);
  expect(await readdir(folder)).toEqual(["prepared.bin"]);
  const read = await preparedIn(folder, parts);
  expect(Buffer.compare(read.memory, made.memory)).toBe(0);
  expect({ ...read, memory: 0 }).toEqual({ ...made, memory: 0 });
});

it("is made anew when it is of other parts, cut off, or nothing of the kind", async () => {
  const path = join(folder, "prepared.bin");
  await preparedIn(folder, parts);
  const whole = await readFile(path);
  const other = await preparedIn(folder, { ...parts, library: `${parts.library}\n;globalThis.more = 1;` });
  expect((await readFile(path)).equals(whole)).toBe(false);
  expect(other.memory.length).toBeGreaterThan(1 << 20);
  for (const spoil of [
    () => truncate(path, 5_000),
    () => truncate(path, 10),
    () => writeFile(path, "{}\n"),
  ]) {
    await spoil();
    await preparedIn(folder, parts);
    expect((await readFile(path)).equals(whole)).toBe(true);
  }
});

it.skipIf(process.getuid?.() === 0)("is made for each run where nothing can be written", async () => {
  await chmod(folder, 0o500);
  expect((await preparedIn(folder, parts)).memory.length).toBeGreaterThan(1 << 20);
  expect(await readdir(folder)).toEqual([]);
  await chmod(folder, 0o700);
});
