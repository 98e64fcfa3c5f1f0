import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openCheckpoint, parseVkey, verifierOf } from "@/lib/audit/note";
import { CompactRange, newTiles, readEntries, rootFromTiles, type Tile, tilePath } from "@/lib/audit/tree";
import { newId } from "@/lib/ids";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { auditLogs } from "../../db/schema";
import { growLog } from "../testing/many-leaves";
import { sharedInstance } from "../testing/shared-instance";
import { intruder, storedSession } from "../testing/stored";
import { answerCheckpoint, answerTile } from "./answers";

const HASHER = nodeHasher();
const SIZES = [1, 255, 256, 257, ...(process.env.HEAVY ? [70_000] : [])];

async function publicLog(size = 1) {
  const stored = await storedSession({ size: 3, batch: 3 });
  if (size > 1) await growLog(stored, size);
  const { database, workspaceId } = stored;
  const { log } = sharedInstance(database);
  const show = (isPublic: boolean) =>
    database.write((tx) =>
      tx.update(auditLogs).set({ isPublic }).where(eq(auditLogs.workspaceId, workspaceId)).execute(),
    );
  await show(true);
  const get = (path: string, workspace = workspaceId) => {
    const request = new Request(`http://localhost/log/${workspace}/${path}`);
    return path === "checkpoint" ? answerCheckpoint(request, workspace) : answerTile(request, workspace);
  };
  return { ...stored, log, show, get };
}

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

/** A reader who knows the vkey of the log and nothing else. */
async function head({ get, log, workspaceId }: Awaited<ReturnType<typeof publicLog>>) {
  const answer = await get("checkpoint");
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  const keys = (await log()).workspaceVkeys(workspaceId).map(parseVkey);
  const opened = await openCheckpoint(
    await bytesOf(answer),
    keys.flatMap((key) => (key.ok ? [verifierOf(key.value)] : [])),
  );
  if (!opened.ok) throw new Error(opened.why);
  return opened.value.checkpoint;
}

describe.each(SIZES)("a log of %i leaves", (size) => {
  test("can be rebuilt from its tiles and from its entries, to the signed root", async () => {
    const served = await publicLog(size);
    const { root } = await head(served);
    const read = async (tile: Tile) => {
      const answer = await served.get(tilePath(tile));
      return answer.status === 200 ? bytesOf(answer) : undefined;
    };
    expect(await rootFromTiles(HASHER, read, size)).toEqual({ ok: true, value: root });
    const range = CompactRange.empty(HASHER);
    for (const tile of newTiles(0, size)) {
      const bytes = await read(tile);
      expect(bytes, tilePath(tile)).toBeDefined();
      if (tile.level !== "entries") continue;
      const entries = readEntries(bytes as Uint8Array, tile.width);
      for (const entry of entries ?? []) range.append(HASHER.leaf(entry));
    }
    expect(range.size).toBe(size);
    expect(range.root()).toEqual(root);
  });
});

test("bundles of entries have the length of each as two bytes, the high one first", async () => {
  const { get } = await publicLog(256);
  const bytes = await bytesOf(await get("tile/entries/000"));
  const length = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  expect(new TextDecoder().decode(bytes.subarray(2, 2 + length))).toMatch(
    /^localhost\/s\/[-0-9a-f]{36}\n3\n\S{44}\n$/,
  );
});

test("a full tile is kept for good, a partial one for a while", async () => {
  const { get } = await publicLog(257);
  const caching = async (path: string) => (await get(path)).headers.get("cache-control");
  expect(await caching("tile/0/000")).toBe("public, max-age=31536000, immutable");
  expect(await caching("tile/entries/000")).toContain("immutable");
  expect(await caching("tile/0/001.p/1")).toBe("public, max-age=3600");
  expect((await get("tile/0/000")).headers.get("content-type")).toBe("application/octet-stream");
});

test("widths of before are answered, and such as will be are not", async () => {
  const { get } = await publicLog(257);
  const whole = await bytesOf(await get("tile/0/000"));
  expect(await bytesOf(await get("tile/0/000.p/3"))).toEqual(whole.subarray(0, 96));
  for (const path of [
    "tile/0/001",
    "tile/0/001.p/2",
    "tile/0/002.p/1",
    "tile/1/000.p/2",
    "tile/2/000.p/1",
    "tile/entries/001.p/2",
  ]) {
    expect((await get(path)).status, path).toBe(404);
  }
});

test.each([
  "tile/0/0",
  "tile/0/000.p/0",
  "tile/0/000.p/256",
  "tile/0/x000/000",
  "tile/0/%30%30%30",
  "tile/00/000",
  "tile/-1/000",
  "tile/entry/000",
  "tile/0/000/",
])("a second spelling of a path is not there: %s", async (path) => {
  const { get } = await publicLog(256);
  expect((await get(path)).status).toBe(404);
});

test("what is private, what is empty and what is not there answer the same", async () => {
  const { get, show, caller } = await publicLog();
  await show(false);
  const { id: empty } = await caller.workspace.create({ name: "empty" });
  for (const path of ["checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1"]) {
    const answers = await Promise.all([
      get(path),
      get(path, empty),
      get(path, newId("workspace")),
      get(path, "x"),
    ]);
    const told = await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()]));
    for (const each of told) expect(each).toEqual(told[0]);
    expect(told[0]?.[0]).toBe(404);
  }
});

test("a log that is not what was signed has no head any more", async () => {
  const served = await publicLog();
  const client = await intruder(served);
  await client.execute("UPDATE audit_leaves SET text = replace(text, '/s/0', '/s/1')");
  const answer = await served.get("checkpoint");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: "LOG_REFUSED" } });
});
