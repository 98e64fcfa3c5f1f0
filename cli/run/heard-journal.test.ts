import { expect, test } from "vitest";
import { MemoryJournal, newMemoryStore, Recorder } from "../../lib/audit/recorder";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { HeardJournal } from "./heard-journal";

const SHA = "0".repeat(64);

function open(journal: HeardJournal) {
  return Recorder.open({
    journal,
    hasher: nodeHasher(),
    clock: Date.now,
    sid: "0198c0de-0000-7000-8000-000000000001",
    host: "local",
    data: {
      agent: "x",
      build_sha256: SHA,
      driver: { name: "embedded", version: "1" },
      policy_sha256: SHA,
      spec_sha256: SHA,
    },
  });
}

test("tells the key once, before there is a log that names it, and passes on all the rest", async () => {
  const keys: string[] = [];
  const sizes: number[] = [];
  const journal = new HeardJournal(await MemoryJournal.open(newMemoryStore()), async (vkey) => {
    await new Promise((resolve) => setImmediate(resolve));
    keys.push(vkey);
    sizes.push(journal.size);
  });
  const recorder = await open(journal);
  expect(sizes).toEqual([0]);
  recorder.appendSoon({ type: "agent.exit", data: { code: 0 } });
  const { size, checkpoint } = await recorder.close({ key: "destroy" });
  expect([size, journal.size, keys.length, journal.hasFailed]).toEqual([3, 3, 1, false]);
  expect(keys[0]).toMatch(/^local\/s\/0198c0de-0000-7000-8000-000000000001\+/);
  expect((await journal.state()).checkpoint).toBe(checkpoint);
  let lines = 0;
  for await (const some of journal.read(1)) lines += some.length;
  expect(lines).toBe(2);
});

test("says that it has failed", async () => {
  const full = await MemoryJournal.open(newMemoryStore());
  const journal = new HeardJournal(full, async () => {});
  const recorder = await open(journal);
  await full.close();
  await expect(recorder.append({ type: "agent.exit", data: { code: 0 } })).rejects.toThrow();
  expect(journal.hasFailed).toBe(true);
});
