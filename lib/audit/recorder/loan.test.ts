import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "../bytes";
import { Chain } from "../chain";
import { loadWasmHasher } from "../hash";
import type { Entry } from "../record";
import { CompactRange } from "../tree/compact-range";
import { closeInterrupted } from "./close-interrupted";
import { MemoryJournal, newMemoryStore } from "./memory-journal";
import type { Recorder } from "./recorder";
import { auditCheckpoint, auditRecords } from "./testing/audit";
import { linesOf, openSession, sampleEntry, tickingClock } from "./testing/sessions";

const hasher = await loadWasmHasher();
const ts = "2026-01-01T00:00:00.000Z";

async function lent() {
  const store = newMemoryStore();
  const journal = await MemoryJournal.open(store);
  const recorder = await openSession(journal, hasher);
  recorder.appendSoon(sampleEntry(1));
  const loan = recorder.lend();
  return { store, journal, recorder, loan, borrower: chainOf(loan) };
}

/** As somebody else continues it, who has only what was sent. */
function chainOf({ from }: ReturnType<Recorder["lend"]>): Chain {
  const { sid, size, link, nodes } = structuredClone(from);
  return new Chain(hasher, sid, { size, link, range: CompactRange.from(hasher, size, nodes) });
}
const made = (chain: Chain, n: number) =>
  chain.append({ ...sampleEntry(n), ts } as Entry & { ts: string }).bytes;
const textOf = (bytes: Uint8Array) => fromUtf8(bytes) ?? "";

describe("a loan", () => {
  it("takes the records of a borrower, and the log is the one that the recorder alone would have made", async () => {
    const { journal, recorder, loan, borrower } = await lent();
    loan.take([2, 3, 4].map((n) => made(borrower, n)));
    await recorder.flush();
    expect([recorder.size, recorder.durableSize]).toEqual([5, 5]);
    loan.end();
    recorder.appendSoon(sampleEntry(5));
    const closed = await recorder.close({ key: "destroy" });
    const lines = await linesOf(journal);
    expect(await auditCheckpoint(hasher, closed.checkpoint ?? "", lines)).toBe(7);
    const last = auditRecords(hasher, lines).at(-1);
    const counts = Object.values(last?.data.counts as Record<string, Record<string, number>>);
    expect(counts.flatMap((each) => Object.values(each)).reduce((a, b) => a + b)).toBe(6);
  });

  it("is not for two writers: the recorder records nothing meanwhile, and closing ends the loan", async () => {
    const { recorder, loan, borrower } = await lent();
    expect(() => recorder.appendSoon(sampleEntry(2))).toThrow("Somebody else");
    await expect(recorder.append(sampleEntry(2))).rejects.toThrow("Somebody else");
    expect(() => recorder.lend()).toThrow("Somebody else");
    await recorder.close({ key: "keep" });
    expect(() => loan.take([made(borrower, 2)])).toThrow("The loan has ended");
  });

  const SPOILT: Readonly<Record<string, (bytes: Uint8Array, borrower: Chain) => Uint8Array>> = {
    "one that was left out": (_, borrower) => made(borrower, 3),
    "one that is changed": (bytes) =>
      utf8(
        textOf(bytes)
          .replace('"prev":"', '"prev":"0')
          .replace(/.","seq"/, '","seq"'),
      ),
    "one that is not canonical": (bytes) => utf8(textOf(bytes).replace("{", "{ ")),
    "one of another session": (bytes) => utf8(textOf(bytes).replace(/"sid":"[0-9a-f]{8}/, '"sid":"ffffffff')),
    "one with a number of its own": (bytes) => utf8(textOf(bytes).replace('"seq":2', '"seq":3')),
    "one of a type that nobody knows": (bytes) =>
      utf8(textOf(bytes).replace(/"type":"[a-z.]+"/, '"type":"fs.invented"')),
    "one that closes the session": (bytes) =>
      utf8(textOf(bytes).replace(/"type":"[a-z.]+"/, '"type":"session.close"')),
    "two in one": (bytes) => utf8(`${textOf(bytes)}\n${textOf(bytes)}`),
    "no bytes": () => new Uint8Array(0),
  };
  for (const [what, spoil] of Object.entries(SPOILT)) {
    it(`ends with ${what}, of which nothing is kept`, async () => {
      const { store, journal, recorder, loan, borrower } = await lent();
      const spoilt = spoil(made(borrower, 2), borrower);
      expect(() => loan.take([spoilt])).toThrow("Record 2 cannot be");
      expect(() => loan.take([spoilt])).toThrow("The loan has ended");
      recorder.appendSoon(sampleEntry(6));
      await recorder.flush();
      await journal.close();
      const again = await MemoryJournal.open(store);
      const options = { journal: again, hasher, clock: tickingClock(), key: "keep" } as const;
      expect((await closeInterrupted(options)).size).toBe(4);
      auditRecords(hasher, await linesOf(again));
    });
  }
});
