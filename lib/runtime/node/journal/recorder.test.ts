/** The recorder over a file: the cases of every journal, and what a flush to the disk costs. */
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Recorder } from "../../../audit/recorder/recorder";
import { auditRecords } from "../../../audit/recorder/testing/audit";
import { recorderCases } from "../../../audit/recorder/testing/recorder-cases";
import { linesOf, openSession, sampleEntry } from "../../../audit/recorder/testing/sessions";
import { nodeHasher } from "../hash";
import { openFileJournal } from "./file-journal";

const MANY = 1_000;
const MOST_SYNCS = 20;
const hasher = nodeHasher();

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aegis-recorder-"));
  path = join(folder, "session.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("over a journal in a file", () => {
  test.each(recorderCases(hasher))("$name", async ({ run }) => {
    await run({ open: (mode = "write") => openFileJournal(path, { mode }) });
  });
});

/** Counts the flushes that are asked of the system while `work` runs, each of which is carried out. */
async function countSyncs(work: () => Promise<unknown>): Promise<number> {
  const handle = await open(path);
  const prototype = Object.getPrototypeOf(handle);
  const spies = [vi.spyOn(prototype, "sync"), vi.spyOn(prototype, "datasync")];
  try {
    await work();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
    await handle.close();
  }
}

describe(`${MANY} appends at once share at most ${MOST_SYNCS} flushes`, () => {
  const ways: [string, (recorder: Recorder, n: number) => Promise<unknown>][] = [
    ["all in one turn of the event loop", (recorder, n) => recorder.append(sampleEntry(n))],
    [
      "each after some promises of its own",
      async (recorder, n) => {
        for (let i = 0; i < n % 10; i++) await Promise.resolve();
        await recorder.append(sampleEntry(n));
      },
    ],
    [
      "in fifteen turns",
      async (recorder, n) => {
        for (let i = 0; i < n % 15; i++) await nextTurn();
        await recorder.append(sampleEntry(n));
      },
    ],
  ];
  test.each(ways)("%s", async (_, append) => {
    const journal = await openFileJournal(path);
    const recorder = await openSession(journal, hasher);
    const syncs = await countSyncs(() =>
      Promise.all(Array.from({ length: MANY }, (_, n) => append(recorder, n))),
    );
    expect(syncs).toBeGreaterThan(0);
    expect(syncs).toBeLessThanOrEqual(MOST_SYNCS);
    expect(auditRecords(hasher, await linesOf(journal)).length).toBe(MANY + 1);
    await journal.close();
  });
});

test("one append after the other has a flush each, and records that nobody waits for have none of their own", async () => {
  const journal = await openFileJournal(path);
  const recorder = await openSession(journal, hasher);
  const syncs = await countSyncs(async () => {
    for (let n = 0; n < 10; n++) {
      for (let i = 0; i < 50; i++) recorder.appendSoon(sampleEntry(i));
      await recorder.append(sampleEntry(n));
    }
  });
  expect(syncs).toBe(10);
  expect(recorder.durableSize).toBe(511);
  await journal.close();
});
