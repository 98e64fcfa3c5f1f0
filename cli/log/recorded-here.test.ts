import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../testing/run-aegis";
import { isRecordedHere, noteRecording } from "./recorded-here";

const key = (n: number) => `local/s/${n}+0000000${n}+${"A".repeat(44)}`;

test("what was noted is known, for its owner alone; nothing else is", async () => {
  const folder = await folderWith({});
  const here = { env: { XDG_STATE_HOME: join(folder, "state") } };
  expect(await isRecordedHere(key(1), here)).toBe(false);
  await noteRecording(key(1), here);
  await noteRecording(key(2), here);
  expect(await readFile(join(folder, "state/aegis/sessions"), "utf8")).toBe(`${key(1)}\n${key(2)}\n`);
  expect((await stat(join(folder, "state/aegis/sessions"))).mode & 0o077).toBe(0);
  expect(await isRecordedHere(key(1), here)).toBe(true);
  for (const other of [key(3), key(1).slice(0, -1), `${key(1)}A`, `${key(1)}\n${key(2)}`])
    expect(await isRecordedHere(other, here)).toBe(false);
});

test("what is long is put aside and still known", async () => {
  const folder = await folderWith({ "aegis/sessions": `${key(1)}\n${"x".repeat(1_100_000)}\n` });
  const here = { env: { XDG_STATE_HOME: folder } };
  await noteRecording(key(2), here);
  expect((await stat(join(folder, "aegis/sessions"))).size).toBeLessThan(200);
  for (const known of [key(1), key(2)]) expect(await isRecordedHere(known, here)).toBe(true);
});

test("where there is no place for it, nothing is noted and nothing breaks", async () => {
  const folder = await folderWith({ taken: "" });
  const here = { env: { XDG_STATE_HOME: join(folder, "taken") } };
  await noteRecording(key(1), here);
  expect(await isRecordedHere(key(1), here)).toBe(false);
});
