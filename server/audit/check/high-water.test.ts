import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { tempFolder } from "../../testing/temp-database";
import { HighWater } from "./high-water";

const root = (byte: number) => new Uint8Array(32).fill(byte);

test("remembers the highest head across processes, one file a workspace, and nothing half written", async () => {
  const folder = await tempFolder();
  const [one, other] = [new HighWater(folder), new HighWater(folder)];
  const workspace = newId("workspace");
  expect(await one.read(workspace)).toEqual({ ok: true, head: undefined });
  one.raise(workspace, { size: 3, root: root(3) });
  one.raise(workspace, { size: 2, root: root(2) });
  expect(await one.read(workspace)).toEqual({ ok: true, head: { size: 3, root: root(3) } });
  await one.flush();
  expect(await other.read(workspace)).toEqual({ ok: true, head: { size: 3, root: root(3) } });
  expect(await other.workspaces()).toEqual([workspace]);
  expect(await readdir(join(folder, "signed"))).toEqual([workspace]);
});

test("a process that lags behind does not take back what another one remembers", async () => {
  const folder = await tempFolder();
  const [ahead, behind] = [new HighWater(folder), new HighWater(folder)];
  const workspace = newId("workspace");
  ahead.raise(workspace, { size: 9, root: root(9) });
  await ahead.flush();
  behind.raise(workspace, { size: 5, root: root(5) });
  await behind.flush();
  expect(await behind.read(workspace)).toEqual({ ok: true, head: { size: 9, root: root(9) } });
});

test("keeps how far a log was looked at, through every later head, until an operator sets it", async () => {
  const folder = await tempFolder();
  const workspace = newId("workspace");
  const point = { size: 2, nodes: [root(1)] };
  const memory = new HighWater(folder);
  memory.looked(workspace, point, { size: 3, root: root(3) });
  await memory.flush();
  memory.raise(workspace, { size: 4, root: root(4) });
  await memory.flush();
  const head = { size: 4, root: root(4) };
  expect(await new HighWater(folder).read(workspace)).toEqual({ ok: true, head, point });
  // Also where the head is not higher than the one that is kept.
  memory.looked(workspace, { ...point, size: 4 }, { size: 4, root: root(4) });
  await memory.flush();
  expect(await new HighWater(folder).read(workspace)).toEqual({
    ok: true,
    head,
    point: { ...point, size: 4 },
  });
  await memory.set(workspace, head);
  expect(await memory.read(workspace)).toEqual({ ok: true, head, point: undefined });
});

test("only an operator sets it lower", async () => {
  const folder = await tempFolder();
  const memory = new HighWater(folder);
  const workspace = newId("workspace");
  memory.raise(workspace, { size: 9, root: root(9) });
  await memory.set(workspace, { size: 4, root: root(4) });
  expect(await memory.read(workspace)).toEqual({ ok: true, head: { size: 4, root: root(4) } });
  await memory.set(workspace, undefined);
  expect(await memory.read(workspace)).toEqual({ ok: true, head: undefined });
});

test.each(["", "{}", '{"size":0,"root":""}', '{"size":1,"root":"AAAA"}', "\u0000"])(
  "a file that holds %j is no memory, and no reason to go on either",
  async (text) => {
    const folder = await tempFolder();
    const workspace = newId("workspace");
    await mkdir(join(folder, "signed"));
    await writeFile(join(folder, "signed", workspace), text);
    expect(await new HighWater(folder).read(workspace)).toMatchObject({ ok: false });
  },
);

test("an id that leads out of the folder is refused, and what lies beside is not taken for a workspace", async () => {
  const folder = await tempFolder();
  const memory = new HighWater(folder);
  await mkdir(join(folder, "signed"));
  await writeFile(join(folder, "signed", "notes.txt"), "x");
  await writeFile(join(folder, "secret.key"), "kept");
  await expect(memory.set("../secret.key", undefined)).rejects.toThrow("not the id");
  expect(await memory.workspaces()).toEqual([]);
  expect(await readFile(join(folder, "secret.key"), "utf8")).toBe("kept");
});

test("a disk that takes nothing now is tried again with the next move", async () => {
  const folder = await tempFolder();
  const workspace = newId("workspace");
  await writeFile(join(folder, "signed"), "in the way");
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const memory = new HighWater(folder);
  memory.raise(workspace, { size: 1, root: root(1) });
  await memory.flush();
  expect(log).toHaveBeenCalledTimes(1);
  // What was signed is known all the same, as long as this process lives.
  expect(await memory.read(workspace)).toEqual({ ok: true, head: { size: 1, root: root(1) } });
});

test("what was raised in the last moment of a process is written when it ends", async () => {
  const folder = await tempFolder();
  const workspace = newId("workspace");
  const memory = new HighWater(folder);
  memory.looked(workspace, { size: 1, nodes: [root(1)] }, { size: 3, root: root(3) });
  memory.writeNow();
  const written = { ok: true, head: { size: 3, root: root(3) }, point: { size: 1, nodes: [root(1)] } };
  expect(await new HighWater(folder).read(workspace)).toEqual(written);
  memory.raise(workspace, { size: 2, root: root(2) });
  memory.writeNow();
  expect(await new HighWater(folder).read(workspace)).toEqual(written);
  await memory.flush();
});
