/** A disk with no room left and a database that somebody else holds: a refusal that says so, and nothing half stored. */
import { execFile } from "node:child_process";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { expectSound, openFile, withDataFolder } from "../support/log/data-folder";
import { expectStored } from "../support/log/expect-stored";
import { isLong } from "../support/log/form";
import { LogClient } from "../support/log/log-client";
import { Sender } from "../support/log/sender";
import { startFirst } from "../support/log/servers";
import type { RunningServer } from "../support/server";

const run = promisify(execFile);
const BATCH = 100;
/** A log of SQLite begins anew at 1,000 pages: before that many batches, there is no room. */
const MOST = 500;
const BUSY = { status: 503, code: "NOT_READY" };

/** Whoever waits for a lock waits for seconds, several times over. */
test.setTimeout(240_000);

interface Case {
  readonly folder: string;
  readonly server: RunningServer;
  readonly client: LogClient;
  readonly senders: readonly [Sender, Sender];
}

async function withCase(folder: string, work: (given: Case) => Promise<void>): Promise<void> {
  const server = await startFirst(folder);
  const client = await LogClient.begin({ url: server.url });
  try {
    const senders = [await Sender.begin(client), await Sender.begin(client)] as const;
    await sendAll(senders);
    await work({ folder, server, client, senders });
    await expectSound(folder, client.workspaceId);
  } finally {
    client.close();
    await server.stop();
  }
}

async function sendAll(senders: readonly Sender[]): Promise<void> {
  for (const sender of senders) expect(await sender.send(BATCH)).toMatchObject({ ok: true });
}

/** Sends until there is no room, makes room, and goes on with the very same batch. */
async function fillAndGoOn(
  { client, senders }: Case,
  fill: () => Promise<void>,
  makeRoom: () => Promise<void>,
) {
  await fill();
  const [first, other] = senders;
  let answer = await first.send(BATCH);
  for (let n = 0; answer.ok && n < MOST; n++) answer = await first.send(BATCH);
  expect(answer).toMatchObject(BUSY);
  // Nobody can write any more, and everybody can read what is there.
  expect(await other.send(BATCH)).toMatchObject(BUSY);
  await expectStored(client, senders);
  await makeRoom();
  await sendAll(senders);
  await expectStored(client, senders);
}

/** No file of the process may grow: what it writes is cut short, as on a full disk, and it is told so. */
async function withoutRoom(given: Case): Promise<void> {
  const { folder, server } = given;
  const limit = (most: string) => run("prlimit", ["--pid", String(server.pid), `--fsize=${most}:`]);
  const fill = async () => {
    const files = ["aegis.db", "aegis.db-wal"].map((name) => stat(join(folder, name)));
    const sizes = (await Promise.all(files)).map(({ size }) => size);
    await limit(String(Math.max(...sizes) + 16_384));
  };
  await fillAndGoOn(given, fill, async () => void (await limit("unlimited")));
}

async function whileLocked({ folder, client, senders }: Case): Promise<void> {
  const other = openFile(folder);
  try {
    const held = await other.transaction("write");
    const refused = Promise.all(senders.map((sender) => sender.send(BATCH)));
    await expectStored(client, senders);
    for (const answer of await refused) expect(answer).toMatchObject(BUSY);
    await expectStored(client, senders);
    await held.rollback();
    await sendAll(senders);
    await expectStored(client, senders);
  } finally {
    other.close();
  }
}

test("no room, or a database that another process holds: refused, readers are served, and taken afterwards", async () => {
  await withDataFolder((folder) =>
    withCase(folder, async (given) => {
      // Only Linux sets limits of a process that runs.
      if (process.platform === "linux") await test.step("no room", () => withoutRoom(given));
      await test.step("locked for longer than anybody waits", () => whileLocked(given));
    }),
  );
});

const DISK_BYTES = 24 * 2 ** 20;

test("a disk that is full: refused, and taken when there is room", async () => {
  test.skip(!isLong || process.getuid?.() !== 0, "in the long form, and for root: it mounts a file system");
  await withDataFolder(async (disk) => {
    await run("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "none", disk]);
    try {
      const folder = join(disk, "data");
      await mkdir(folder);
      const ballast = join(disk, "ballast");
      // To the last byte: that it fails is the point.
      const fill = () => writeFile(ballast, Buffer.alloc(DISK_BYTES)).catch(() => {});
      await withCase(folder, (given) => fillAndGoOn(given, fill, () => rm(ballast)));
    } finally {
      // Whoever has read a file of it may hold that open for as long as nothing collects it.
      await run("umount", ["--lazy", disk]);
    }
  });
});
