/** What servers do about stored logs, over real HTTP: refuse what was changed between two starts, and show what is public. */
import { expect, test } from "@playwright/test";
import { runAegis } from "../cli/testing/run-aegis";
import { openCheckpoint, parseVkey, verifierOf } from "../lib/audit/note";
import { readEntries, rootFromTiles, type Tile, tilePath } from "../lib/audit/tree";
import { nodeHasher } from "../lib/runtime/node/hash";
import { openFile, withDataFolder } from "./support/log/data-folder";
import { answered } from "./support/log/expect-stored";
import { LogClient } from "./support/log/log-client";
import { Sender } from "./support/log/sender";
import { startAgain, startFirst } from "./support/log/servers";

const HASHER = nodeHasher();
const BATCH = 20;
const REFUSED = { ok: false, status: 503, code: "LOG_REFUSED" };

/** Somebody with the file and plain SQLite: the triggers are no obstacle. */
async function changeRecord(folder: string, sid: string, seq: number): Promise<void> {
  const client = openFile(folder);
  await client.execute("DROP TRIGGER audit_records_no_update");
  const own = "session_id = (SELECT id FROM audit_sessions WHERE sid = ?)";
  const sql = `UPDATE audit_records SET line = replace(line, '"verdict":"', '"verdict":"x') WHERE ${own} AND seq = ?`;
  expect((await client.execute({ sql, args: [sid, seq] })).rowsAffected).toBe(1);
  client.close();
}

test("a record that was changed between two starts: its session is refused and named, others go on", async () => {
  await withDataFolder(async (folder) => {
    const first = await startFirst(folder);
    const client = await LogClient.begin({ url: first.url });
    const [changed, other] = [await Sender.begin(client), await Sender.begin(client)];
    for (const each of [changed, other]) expect(await each.send(BATCH)).toMatchObject({ ok: true });
    await first.stop();
    await changeRecord(folder, changed.session.sid, 7);

    const second = await startAgain(folder);
    try {
      client.url = second.url;
      const ready = async () => (await (await fetch(`${second.url}/readyz`)).json()) as object;
      await expect.poll(ready).toMatchObject({ ready: true, logs: { check: "done", refused: 1 } });
      const line =
        second
          .output()
          .split("\n")
          .find((each) => each.includes("audit.refused")) ?? "{}";
      const place = {
        workspaceId: client.workspaceId,
        session: changed.session.sid,
        seq: 8,
        code: "BROKEN_LINK",
      };
      expect(JSON.parse(line)).toMatchObject(place);
      expect(await changed.send(BATCH)).toMatchObject(REFUSED);
      expect(await client.query("head", { sid: changed.session.sid })).toMatchObject(REFUSED);
      expect(await other.send(BATCH)).toMatchObject({ ok: true });
      expect(answered(await client.query<{ findings: object[] }>("health", {})).findings).toEqual([
        expect.objectContaining({ sid: changed.session.sid, seq: 8, code: "BROKEN_LINK" }),
      ]);
      const { code, stdout } = await runAegis(["doctor", "--url", second.url], { env: { DATA_DIR: folder } });
      expect(stdout).toContain(
        `BROKEN_LINK  ${client.workspaceId}, session ${changed.session.sid}, record 8: `,
      );
      expect(code).toBe(1);
    } finally {
      await second.stop();
      client.close();
    }
  });
});

test("a log that its owner made public: anybody rebuilds the signed root from what is served", async ({
  request,
  baseURL,
}) => {
  const client = await LogClient.begin({ url: baseURL ?? process.env.AEGIS_E2E_URL ?? "" });
  const sender = await Sender.begin(client);
  for (let n = 0; n < 3; n++) expect(await sender.send(BATCH)).toMatchObject({ ok: true });
  const at = (path: string) => request.get(`${client.url}/log/${client.workspaceId}/${path}`);
  expect((await at("checkpoint")).status()).toBe(404);
  const settings = Buffer.from(JSON.stringify({ workspaceId: client.workspaceId, isPublic: true }));
  expect(await client.send("configure", settings)).toMatchObject({ ok: true });
  const keys = answered(await client.open()).keys.log.map(parseVkey);
  const answer = await at("checkpoint");
  expect(answer.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-cache",
  });
  const head = await openCheckpoint(
    await answer.body(),
    keys.flatMap((key) => (key.ok ? [verifierOf(key.value)] : [])),
  );
  if (!head.ok) throw new Error(head.why);
  const { size, root } = head.value.checkpoint;
  expect(size).toBe(3);
  const read = async (tile: Tile) => new Uint8Array(await (await at(tilePath(tile))).body());
  expect(await rootFromTiles(HASHER, read, size)).toEqual({ ok: true, value: root });
  const entries = readEntries(await read({ level: "entries", index: 0, width: 3 }), 3) ?? [];
  const { host } = answered(await client.open());
  expect(entries.map((entry) => new TextDecoder().decode(entry).split("\n").slice(0, 2))).toEqual(
    [1, 2, 3].map((n) => [`${host}/s/${sender.session.sid}`, String(n * BATCH)]),
  );
  expect((await at("tile/0/000.p/4")).status()).toBe(404);
  client.close();
});
