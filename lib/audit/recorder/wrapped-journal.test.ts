import { expect, test } from "vitest";
import { type Journal, JournalFault } from "./journal";
import { MemoryJournal, newMemoryStore } from "./memory-journal";
import { WrappedJournal } from "./wrapped-journal";

class Plain extends WrappedJournal {}

test("passes on everything, and what is asked of it is asked of the one inside", async () => {
  const inside = await MemoryJournal.open(newMemoryStore());
  const journal = new Plain(inside);
  await journal.append({ first: 0, records: [new Uint8Array([1])], closes: false });
  await journal.saveState({ ackedSize: 1 });
  const read: Uint8Array[] = [];
  for await (const some of journal.read(0)) read.push(...some);
  const { mode, size, discardedBytes, keys } = journal;
  expect({ mode, size, discardedBytes, keys, read, state: await journal.state() }).toEqual({
    mode: "write",
    size: 1,
    discardedBytes: 0,
    keys: inside.keys,
    read: [new Uint8Array([1])],
    state: await inside.state(),
  });
  await journal.close();
  await expect(inside.append({ first: 1, records: [new Uint8Array([2])], closes: false })).rejects.toThrow();
});

test("refuses what the one inside refuses, and nothing where that takes all", async () => {
  const inside: Journal = await MemoryJournal.open(newMemoryStore());
  expect(new Plain(inside).refuses(7)).toBeUndefined();
  const fault = new JournalFault("unsent");
  inside.refuses = (seq) => (seq > 5 ? fault : undefined);
  expect([5, 6].map((seq) => new Plain(inside).refuses(seq))).toEqual([undefined, fault]);
});
