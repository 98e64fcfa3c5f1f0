/**
 * What the log promises when its process does not live to see the end: a real process, killed by the kernel at any
 * moment, or writing where there is no room. `KILL_RUNS` in the environment says how many are killed;
 * with `HEAVY` it is as many as the journal is promised to bear.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeInterrupted } from "../../../audit/recorder/close-interrupted";
import { JournalFault } from "../../../audit/recorder/journal";
import { auditCheckpoint, auditRecords } from "../../../audit/recorder/testing/audit";
import { linesOf } from "../../../audit/recorder/testing/sessions";
import { nodeHasher } from "../hash";
import { openFileJournal } from "./file-journal";
import { bundleChild, type Child, startChild } from "./testing/children";

const KILLS = Number(process.env.KILL_RUNS ?? (process.env.HEAVY ? 200 : 25));
const MS_A_KILL = 5_000;
const hasher = nodeHasher();

let folder = "";
let script = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "aegis-crash-"));
  script = await bundleChild(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the child was told is durable: links by number, and sizes. */
function acknowledgedBy(child: Child) {
  const words = child.lines().map((line) => line.split(" "));
  const links = new Map(words.filter(([kind]) => kind === "ack").map(([, seq, link]) => [Number(seq), link]));
  const sizes = words
    .filter(([kind]) => kind === "durable" || kind === "signed")
    .map(([, size]) => Number(size));
  const opened = words.some(([kind]) => kind === "open") ? 1 : 0;
  return { links, size: Math.max(opened, ...sizes, ...[...links.keys()].map((seq) => seq + 1)) };
}

/** Closes the log as the next start would, and holds it to everything that the child was told. */
async function expectNothingLost(path: string, child: Child): Promise<"never began" | "interrupted"> {
  const acknowledged = acknowledgedBy(child);
  const journal = await openFileJournal(path);
  try {
    const closed = await closeInterrupted({ journal, hasher, clock: Date.now, key: "keep" });
    const lines = await linesOf(journal);
    const records = auditRecords(hasher, lines);
    expect(records.length).toBe(closed.size);
    expect(records.length).toBeGreaterThan(acknowledged.size);
    for (const [seq, link] of acknowledged.links) expect(records[seq + 1]?.prev, `record ${seq}`).toBe(link);
    expect(records.at(-1)).toMatchObject({ type: "session.close", data: { status: "interrupted" } });
    expect(await auditCheckpoint(hasher, closed.checkpoint ?? "", lines)).toBe(closed.size);
    const again = await closeInterrupted({ journal, hasher, clock: Date.now, key: "keep" });
    expect(again).toEqual({ ...closed, wasClosed: true });
    return "interrupted";
  } catch (error) {
    // Killed before its first record was durable: then nobody may have been told that it is.
    if (!(error instanceof JournalFault && error.trouble === "missing")) throw error;
    expect([acknowledged.size, journal.size]).toEqual([0, 0]);
    return "never began";
  } finally {
    await journal.close();
  }
}

describe("killed at any moment", () => {
  test(`${KILLS} times, nothing that was acknowledged is lost`, {
    timeout: KILLS * MS_A_KILL + 30_000,
  }, async () => {
    const seen = { "never began": 0, interrupted: 0, acknowledged: 0, torn: 0 };
    for (let run = 0; run < KILLS; run++) {
      const path = join(folder, `killed-${run}.jsonl`);
      const child = startChild(script, ["record", path]);
      // Most of them while they record, some while they start: told by what they say, for nobody knows how fast they are.
      if (run % 5 !== 0) await child.printed(run % 5 < 3 ? "open" : "ack");
      await sleep(Math.random() * (run % 5 === 0 ? 150 : 60));
      child.kill();
      await child.ended;
      if (run % 4 === 1) await killWhileClosing(path);
      seen.torn += (await tornBytes(path)) > 0 ? 1 : 0;
      seen[await expectNothingLost(path, child)] += 1;
      seen.acknowledged += acknowledgedBy(child).links.size;
      rmSync(path, { force: true });
    }
    expect(seen.interrupted).toBeGreaterThan(KILLS / 2);
    expect(seen.acknowledged).toBeGreaterThan(KILLS / 4);
    if (process.env.KILL_RUNS ?? process.env.HEAVY) console.info(JSON.stringify(seen));
  });

  /** The next start may be killed as well. */
  async function killWhileClosing(path: string): Promise<void> {
    const child = startChild(script, ["close", path]);
    await sleep(40 + Math.random() * 60);
    child.kill();
    await child.ended;
  }

  async function tornBytes(path: string): Promise<number> {
    const reader = await openFileJournal(path, { mode: "read" }).catch(() => undefined);
    if (reader === undefined) return 0;
    let bytes = 0;
    for (const line of await linesOf(reader)) bytes += line.length + 1;
    await reader.close();
    return statSync(path).size - bytes;
  }
});

test("two processes never write one log", async () => {
  const path = join(folder, "shared.jsonl");
  const child = startChild(script, ["record", path]);
  await child.printed("ack");
  await expect(openFileJournal(path)).rejects.toThrow(expect.objectContaining({ trouble: "locked" }));
  const other = startChild(script, ["record", path]);
  await other.ended;
  expect(other.lines()).toEqual(["fault locked"]);
  const reader = await openFileJournal(path, { mode: "read" });
  auditRecords(hasher, await linesOf(reader));
  await reader.close();
  child.kill();
  await child.ended;
  expect(await expectNothingLost(path, child)).toBe("interrupted");
});

test.each([1, 7, 64, 300])(
  "with room for %d KiB, nothing is acknowledged that is not there",
  async (maxFileKiB) => {
    const path = join(folder, `full-${maxFileKiB}.jsonl`);
    const child = startChild(script, ["record", path], { maxFileKiB });
    await child.ended;
    expect(child.lines().at(-1)).toBe("fault quota");
    expect(statSync(path).size).toBe(maxFileKiB * 1024);
    expect(await expectNothingLost(path, child)).toBe("interrupted");
  },
);
