/**
 * The recorder against a model that is a list: whatever is called in whatever order, wherever the journal is slow,
 * fails or is cut off by a crash, the log is what was recorded, in order, and holds at least what was acknowledged.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { closeInterrupted } from "./close-interrupted";
import { type JournalBatch, JournalFault } from "./journal";
import { MemoryJournal, newMemoryStore } from "./memory-journal";
import { Recorder } from "./recorder";
import { auditCheckpoint, auditRecords } from "./testing/audit";
import { linesOf, openSession, sampleEntry, tickingClock } from "./testing/sessions";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);
const hasher = nodeHasher();

type Step =
  | { readonly do: "append" | "soon" | "checkpoint" | "flush" | "write" | "turn" | "fail" | "close" }
  /** The process ends; of the batch that was being written, so many records have reached the disk. */
  | { readonly do: "crash"; readonly written: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ do: "append" }) },
  { weight: 6, arbitrary: fc.constant<Step>({ do: "soon" }) },
  { weight: 8, arbitrary: fc.constant<Step>({ do: "write" }) },
  { weight: 4, arbitrary: fc.constant<Step>({ do: "turn" }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "flush" }, { do: "checkpoint" }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const), written: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: "fail" }, { do: "close" }) },
);

/** A recorder over a disk that writes when it is told to. */
class World {
  readonly #store = newMemoryStore();
  /** What was recorded: of each record what tells it apart. */
  recorded: string[] = ["open"];
  acknowledged = 1;
  /** The batch that the disk was given, and what becomes of it. */
  #writing: { batch: JournalBatch; write: () => void; fail: (error: Error) => void } | undefined;
  #journal = MemoryJournal.open(this.#store);
  #recorder: Recorder | undefined;
  /** A disk that was told to fail fails at the next batch. */
  #isFailing = false;
  #next = 0;

  async begin(): Promise<void> {
    this.#recorder = await openSession(this.#journal, hasher);
    this.#slowDown();
  }

  #slowDown(): void {
    const journal = this.#journal;
    const append = journal.append.bind(journal);
    journal.append = async (batch) => {
      // A process that is gone may still have timers here. Its disk never answers.
      if (journal !== this.#journal) return await new Promise<never>(() => {});
      const isFailing = this.#isFailing;
      await new Promise<void>((write, fail) => {
        this.#writing = { batch, write, fail };
        if (isFailing) fail(new JournalFault("quota"));
      });
      this.#writing = undefined;
      await append(batch);
    };
  }

  async take(step: Step): Promise<void> {
    if (step.do === "append" || step.do === "soon") this.#record(step.do);
    else if (step.do === "write") this.#writing?.write();
    else if (step.do === "fail") this.#isFailing = true;
    else if (step.do === "crash") await this.crash(step.written);
    else if (step.do !== "turn") this.#ask(step.do);
    await turn();
  }

  #record(how: "append" | "soon"): void {
    const recorder = this.#recorder as Recorder;
    const entry = sampleEntry(this.#next++);
    const canRecord = !recorder.isClosed && recorder.fault === undefined;
    if (how === "append") this.#acknowledge(recorder.append(entry).then(({ seq }) => seq + 1));
    else if (canRecord) expect(recorder.appendSoon(entry)).toBe(this.recorded.length);
    else expect(() => recorder.appendSoon(entry)).toThrow();
    if (canRecord) this.recorded.push(JSON.stringify(entry.data));
    expect(recorder.size).toBe(this.recorded.length);
  }

  #ask(what: "flush" | "checkpoint" | "close"): void {
    const recorder = this.#recorder as Recorder;
    const { size } = recorder;
    if (what === "flush") this.#acknowledge(recorder.flush().then(() => size));
    if (what === "checkpoint") {
      this.#acknowledge(recorder.checkpoint().then((note) => Number(note.split("\n")[1])));
    }
    if (what === "close") {
      this.#acknowledge(recorder.close({ key: "keep" }).then((closed) => closed.size));
      if (recorder.size > size) this.recorded.push("close");
    }
  }

  /** A call that fails acknowledges nothing; whether it should have failed shows in what the log must hold. */
  #acknowledge(size: Promise<number>): void {
    const note = (now: number) => {
      this.acknowledged = Math.max(this.acknowledged, now);
    };
    size.then(note, () => {});
  }

  /** The next process finds what the disk has, and goes on with it, or finds the session closed. */
  async crash(written: number): Promise<void> {
    const batch = this.#writing?.batch;
    if (batch && this.#store.records.length === batch.first) {
      this.#store.records.push(...batch.records.slice(0, written));
    }
    this.check();
    this.recorded = this.recorded.slice(0, this.#store.records.length);
    // The one before is gone, and with it whoever waited: its journal never answers again.
    this.#store.isLocked = false;
    this.#writing = undefined;
    this.#isFailing = false;
    this.#journal = MemoryJournal.open(this.#store);
    this.#recorder = await Recorder.resume({ journal: this.#journal, hasher, clock: tickingClock() });
    expect(this.#recorder.size).toBe(this.recorded.length);
    this.#slowDown();
  }

  check(): void {
    const records = auditRecords(hasher, this.#store.records);
    expect(records.length).toBeGreaterThanOrEqual(this.acknowledged);
    const found = records.map(({ type, data }) => type.replace(/^session\./, "!") + JSON.stringify(data));
    const expected = this.recorded.slice(0, found.length);
    for (const [seq, text] of expected.entries()) {
      if (text === "open" || text === "close") expect(found[seq]?.startsWith(`!${text}`)).toBe(true);
      else expect(canonical(found[seq])).toBe(canonical(text));
    }
  }

  async end(): Promise<void> {
    await this.crash(0);
    const wasClosed = this.recorded.at(-1) === "close";
    this.#store.isLocked = false;
    const journal = MemoryJournal.open(this.#store);
    const closed = await closeInterrupted({ journal, hasher, clock: tickingClock(), key: "keep" });
    expect([closed.wasClosed, closed.size]).toEqual([wasClosed, this.recorded.length + (wasClosed ? 0 : 1)]);
    expect(await auditCheckpoint(hasher, closed.checkpoint ?? "", await linesOf(journal))).toBe(closed.size);
    this.check();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function canonical(text = ""): string {
  const data: object = JSON.parse(text.slice(text.indexOf("{")));
  return JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test("the log is what was recorded, and at least what was acknowledged", { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), async (steps) => {
    const world = new World();
    await world.begin();
    for (const next of steps) await world.take(next);
    await world.end();
  });
  await fc.assert(property, { numRuns: RUNS });
});
