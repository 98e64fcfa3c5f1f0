/** What every journal must do. The same cases run against memory and files in Node and against IndexedDB in a browser. */
import { utf8 } from "../../bytes";
import { check, checkSame } from "./check";
import { appendSamples, type Case, checkTrouble, readAll, sampleRecords, textsOf } from "./places";
import { stateCases } from "./state-cases";

const recordCases: readonly Case[] = [
  {
    name: "a new journal is empty",
    async run(place) {
      const journal = await place.open();
      checkSame([journal.mode, journal.size, journal.discardedBytes], ["write", 0, 0], "a new journal");
      checkSame(await readAll(journal), [], "its records");
      await journal.close();
    },
  },
  {
    name: "what was appended is read back to the byte, now and after it was opened again",
    async run(place) {
      const first = await place.open();
      await appendSamples(first, 0, 3);
      await appendSamples(first, 3, 10);
      const expected = textsOf(sampleRecords(0, 10));
      checkSame(await readAll(first), expected, "at once");
      checkSame(first.size, 10, "size");
      await first.close();
      const second = await place.open();
      checkSame(await readAll(second), expected, "later");
      checkSame([second.size, second.discardedBytes], [10, 0], "size later");
      await appendSamples(second, 10, 12);
      checkSame(await readAll(second), textsOf(sampleRecords(0, 12)), "after more were appended");
      await second.close();
    },
  },
  {
    name: "reading begins at any record, and a long log is read in pieces",
    async run(place) {
      const journal = await place.open();
      const all = sampleRecords(0, 2_600, 300);
      for (let at = 0; at < all.length; at += 400)
        await appendSamples(journal, at, Math.min(at + 400, 2_600), 300);
      for (const from of [0, 1, 399, 400, 401, 1_023, 1_024, 1_025, 2_047, 2_599, 2_600, 9_999]) {
        checkSame(await readAll(journal, from), textsOf(all.slice(from)), `from ${from}`);
      }
      let pieces = 0;
      for await (const records of journal.read(0)) pieces += records.length > 0 ? 1 : 0;
      check(pieces > 1, "everything was read at once");
      await journal.close();
    },
  },
  {
    name: "a record of the largest size is kept",
    async run(place) {
      const journal = await place.open();
      const largest = utf8(`{"data":{"text":"${"x".repeat(16_384 - 19)}"}}`);
      await journal.append({ first: 0, records: [largest], closes: false });
      checkSame(await readAll(journal), textsOf([largest]), "read");
      await journal.close();
    },
  },
  {
    name: "a batch that does not begin where the log ends is refused, and leaves nothing behind",
    async run(place) {
      const journal = await place.open();
      await appendSamples(journal, 0, 2);
      for (const first of [0, 1, 3]) {
        await checkTrouble(
          "conflict",
          () => appendSamples(journal, first, first + 1),
          `a batch from ${first}`,
        );
      }
      await checkTrouble(
        "conflict",
        () => journal.append({ first: 2, records: [], closes: false }),
        "nothing",
      );
      checkSame(await readAll(journal), textsOf(sampleRecords(0, 2)), "what is there");
      await appendSamples(journal, 2, 3);
      await journal.close();
    },
  },
  {
    name: "what could not be read back as one record is refused",
    async run(place) {
      const journal = await place.open();
      for (const bad of ["", "a\nb", "\n"]) {
        const batch = { first: 0, records: [utf8("{}"), utf8(bad)], closes: false };
        await checkTrouble("damaged", () => journal.append(batch), JSON.stringify(bad));
      }
      checkSame([journal.size, await readAll(journal)], [0, []], "what is there");
      await journal.close();
    },
  },
  {
    name: "records are kept as they were, whatever becomes of the buffer that they came in",
    async run(place) {
      const journal = await place.open();
      const records = sampleRecords(0, 1);
      const appended = journal.append({ first: 0, records, closes: false });
      await appended;
      records[0]?.fill(0x20);
      for await (const read of journal.read(0)) read[0]?.fill(0x20);
      checkSame(await readAll(journal), textsOf(sampleRecords(0, 1)), "read");
      await journal.close();
    },
  },
  {
    name: "after the batch that closes the session nothing is appended",
    async run(place) {
      const journal = await place.open();
      await journal.append({ first: 0, records: sampleRecords(0, 2), closes: true });
      await checkTrouble("closed", () => appendSamples(journal, 2, 3), "appending");
      await journal.saveState({ checkpoint: "the last" });
      checkSame(await readAll(journal), textsOf(sampleRecords(0, 2)), "read");
      await journal.close();
    },
  },
  {
    name: "reading stops when it is told to",
    async run(place) {
      const journal = await place.open();
      for (let at = 0; at < 2_500; at += 500) await appendSamples(journal, at, at + 500, 1_000);
      const controller = new AbortController();
      let seen = 0;
      let stopped = false;
      try {
        for await (const records of journal.read(0, controller.signal)) {
          seen += records.length;
          controller.abort(new Error("enough"));
        }
      } catch (error) {
        stopped = error instanceof Error && error.message === "enough";
      }
      check(stopped && seen < 2_500, `${seen} records were read, stopped: ${stopped}`);
      await journal.close();
    },
  },
];

const writerCases: readonly Case[] = [
  {
    name: "there is one writer, and the next comes in when it is gone",
    async run(place) {
      const first = await place.open();
      await checkTrouble("locked", () => place.open(), "a second writer");
      await appendSamples(first, 0, 1);
      await checkTrouble("locked", () => place.open(), "a second writer later");
      await first.close();
      const second = await place.open();
      await appendSamples(second, 1, 2);
      await second.close();
    },
  },
  {
    name: "a reader sees what the writer has appended, and writes nothing",
    async run(place) {
      const writer = await place.open();
      await appendSamples(writer, 0, 3);
      const reader = await place.open("read");
      checkSame([reader.mode, reader.size], ["read", 3], "the reader");
      await appendSamples(writer, 3, 5);
      checkSame(await readAll(reader), textsOf(sampleRecords(0, 5)), "what it reads");
      await checkTrouble("read-only", () => appendSamples(reader, 5, 6), "appending");
      await checkTrouble("read-only", () => reader.saveState({ ackedSize: 1 }), "saving");
      await reader.close();
      await appendSamples(writer, 5, 6);
      await writer.close();
    },
  },
  {
    name: "closing waits for what is being appended, and ends every use",
    async run(place) {
      const journal = await place.open();
      const appended = appendSamples(journal, 0, 100, 300);
      await Promise.all([appended, journal.close()]);
      await journal.close();
      await checkTrouble("closed", () => appendSamples(journal, 100, 101), "appending");
      await checkTrouble("closed", () => readAll(journal), "reading");
      await checkTrouble("closed", () => journal.state(), "the state");
      await checkTrouble("closed", () => journal.saveState({ ackedSize: 1 }), "saving");
      const again = await place.open();
      checkSame(again.size, 100, "size");
      await again.close();
    },
  },
];

export const JOURNAL_CASES: readonly Case[] = [...recordCases, ...writerCases, ...stateCases];
