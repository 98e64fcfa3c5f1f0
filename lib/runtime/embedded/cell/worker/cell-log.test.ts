import { expect, it } from "vitest";
import { Chain } from "../../../../audit/chain";
import { loadWasmHasher } from "../../../../audit/hash";
import { MemoryJournal, newMemoryStore } from "../../../../audit/recorder";
import { LineSplitter } from "../../../../audit/recorder/lines";
import { openSession, sampleEntry } from "../../../../audit/recorder/testing/sessions";
import { CompactRange } from "../../../../audit/tree/compact-range";
import { CellLog } from "./cell-log";
import type { Tick } from "./tick";

const hasher = await loadWasmHasher();

interface Batch {
  readonly first: number;
  readonly lines: Uint8Array;
  readonly isAwaited: boolean;
}

async function lent(tick?: Tick) {
  const recorder = await openSession(await MemoryJournal.open(newMemoryStore()), hasher);
  const loan = recorder.lend();
  const { sid, size, link, nodes } = loan.from;
  const chain = new Chain(hasher, sid, { size, link, range: CompactRange.from(hasher, size, nodes) });
  const batches: Batch[] = [];
  let now = 1_700_000_000_000;
  const log = new CellLog(
    chain,
    () => now,
    (first, lines, isAwaited) => batches.push({ first, lines, isAwaited }),
    () => now,
    tick,
  );
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { recorder, loan, log, batches, pass };
}
const entry = (n: number) => sampleEntry(n) as Parameters<CellLog["record"]>[0];

it("numbers at once, and what it sends is what the recorder takes", async () => {
  const { recorder, loan, log, batches } = await lent();
  expect([1, 2, 3].map((n) => log.record(entry(n)))).toEqual([1, 2, 3]);
  expect(batches).toEqual([]);
  log.flush();
  for (const { lines } of batches) loan.take(new LineSplitter(1 << 20).push(lines));
  expect([batches.length, batches[0]?.first, recorder.size]).toEqual([1, 1, 4]);
  await recorder.close({ key: "destroy" });
});

it("sends while a guest never pauses: by time and by size", async () => {
  const { log, batches, pass } = await lent();
  log.record(entry(1));
  pass(25);
  log.record(entry(2));
  expect(batches).toHaveLength(1);
  for (let n = 0; n < 1000; n++) log.record(entry(n));
  expect(batches.length).toBeGreaterThan(2);
});

it("sends what has waited while a guest computes and records nothing more", async () => {
  const { log, batches, pass } = await lent();
  log.look();
  log.record(entry(1));
  log.look();
  expect(batches).toHaveLength(0);
  pass(20);
  log.look();
  expect(batches).toHaveLength(1);
  pass(20);
  log.look();
  expect(batches).toHaveLength(1);
});

it("is durable when the page has said so, and not before", async () => {
  const { log, batches } = await lent();
  log.record(entry(1));
  log.record(entry(2));
  let isDone = false;
  const durable = log.durable().then(() => {
    isDone = true;
  });
  await Promise.resolve();
  expect(batches[0]).toMatchObject({ first: 1, isAwaited: true });
  log.acknowledge(2);
  await Promise.resolve();
  expect(isDone).toBe(false);
  log.acknowledge(3);
  await durable;
});

it("has no room when the page does not keep up, and takes nothing in the end", async () => {
  const { log } = await lent();
  let size = 1;
  while (log.hasRoom) size = log.record(entry(size)) + 1;
  const drained = log.drained();
  log.acknowledge(size);
  await drained;
  expect(log.hasRoom).toBe(true);
  expect(() => {
    for (;;) log.record(entry(1));
  }).toThrow("faster than they can be stored");
});

it("refuses everything once the page can store nothing", async () => {
  const { log } = await lent();
  log.record(entry(1));
  const durable = log.durable();
  log.lose();
  await expect(durable).rejects.toThrow();
  await expect(log.durable()).rejects.toThrow();
  expect(() => log.record(entry(2))).toThrow();
});

it("lets the callers of one task share a message, and sends some of it while they go on", async () => {
  const ticks: (() => void)[] = [];
  const { log, batches } = await lent((then) => ticks.push(then));
  log.record(entry(0));
  const waits = [log.durable()];
  await Promise.resolve();
  // Nobody else is being served: it goes at once.
  expect([batches.length, ticks.length]).toEqual([1, 0]);
  for (let n = 0; n < 3; n++) {
    log.record(entry(n));
    waits.push(log.durable());
    await Promise.resolve();
  }
  expect([batches.length, ticks.length]).toEqual([1, 1]);
  ticks.shift()?.();
  expect(batches.slice(1)).toMatchObject([{ first: 2, isAwaited: true }]);
  while (batches.length < 4) {
    log.record(entry(0));
    waits.push(log.durable());
  }
  const sizes = batches.map(({ lines }) => lines.length);
  expect(Math.max(...sizes)).toBeLessThan(17 * 1024);
  for (const tick of ticks) tick();
  log.acknowledge(log.size);
  await Promise.all(waits);
});
