/** What a recorder must do over every journal: the same cases run over memory, files and IndexedDB. */
import type { Hasher } from "../../hash";
import { closeInterrupted } from "../close-interrupted";
import { Recorder } from "../recorder";
import { auditCheckpoint, auditRecords } from "./audit";
import { check, checkSame, failureOf } from "./check";
import type { Case, Place } from "./places";
import { linesOf, openSession, sampleEntry, tickingClock } from "./sessions";

type RecorderCase = { readonly name: string; run(place: Place, hasher: Hasher): Promise<void> };

export function recorderCases(hasher: Hasher): Case[] {
  return CASES.map(({ name, run }) => ({ name, run: (place) => run(place, hasher) }));
}

const CASES: readonly RecorderCase[] = [
  {
    name: "a session is opened, recorded and closed, and its log holds",
    async run(place, hasher) {
      const journal = await place.open();
      const recorder = await openSession(journal, hasher);
      checkSame([journal.size, recorder.size, recorder.durableSize], [1, 1, 1], "after opening");
      for (let n = 1; n <= 20; n++) {
        if (n % 3 === 0) checkSame((await recorder.append(sampleEntry(n))).seq, n, "the number");
        else checkSame(recorder.appendSoon(sampleEntry(n)), n, "the number");
      }
      const checkpoint = await recorder.checkpoint();
      checkSame(await auditCheckpoint(hasher, checkpoint, await linesOf(journal)), 21, "the size signed");
      const closed = await recorder.close({ key: "destroy" });
      const lines = await linesOf(journal);
      const records = auditRecords(hasher, lines);
      checkSame([closed.size, records.length, records.at(-1)?.type], [22, 22, "session.close"], "the end");
      const expected = {
        "fs.read": { allow: 8, deny: 1 },
        "fs.read.result": { none: 3 },
        "fs.write": { allow: 6, deny: 2 },
        "session.open": { none: 1 },
      };
      checkSame(records.at(-1)?.data, { counts: expected, status: "complete" }, "the counts");
      checkSame(await auditCheckpoint(hasher, closed.checkpoint ?? "", lines), 22, "the last checkpoint");
      checkSame((await journal.state()).checkpoint, closed.checkpoint, "the checkpoint that is kept");
      checkSame(await journal.keys.load(), undefined, "the key");
      const late = await failureOf(() => recorder.append(sampleEntry(1)), "a record after the end");
      checkSame((late as { code: string }).code, "CLOSED", "a record after the end");
      await journal.close();
    },
  },
  {
    name: "a session that was interrupted is closed as that, with its own key, once",
    async run(place, hasher) {
      const first = await place.open();
      const recorder = await openSession(first, hasher);
      const acknowledged = await Promise.all([1, 2, 3, 4, 5].map((n) => recorder.append(sampleEntry(n))));
      await first.close(); // as if it had crashed: nobody closed the session

      const second = await place.open();
      const options = { journal: second, hasher, clock: tickingClock(), key: "keep" } as const;
      const closed = await closeInterrupted(options);
      checkSame([closed.size, closed.wasClosed], [7, false], "closed");
      const lines = await linesOf(second);
      const records = auditRecords(hasher, lines);
      checkSame(records[5]?.seq, acknowledged[4]?.seq, "the last that was acknowledged");
      checkSame(records.at(-1)?.data.status, "interrupted", "the status");
      checkSame(await auditCheckpoint(hasher, closed.checkpoint ?? "", lines), 7, "the checkpoint");

      const again = await closeInterrupted(options);
      checkSame(
        [again.size, again.wasClosed, again.checkpoint],
        [7, true, closed.checkpoint],
        "closed again",
      );
      await second.close();
    },
  },
  {
    name: "a session goes on where it was, over any number of openings",
    async run(place, hasher) {
      let journal = await place.open();
      let recorder = await openSession(journal, hasher);
      for (let round = 0; round < 5; round++) {
        for (let n = 0; n < 300; n++) recorder.appendSoon(sampleEntry(n));
        await recorder.flush();
        await journal.close();
        journal = await place.open();
        recorder = await Recorder.resume({ journal, hasher, clock: tickingClock() });
      }
      const { size, checkpoint } = await recorder.close({ key: "keep" });
      checkSame(size, 1_502, "the size");
      checkSame(
        await auditCheckpoint(hasher, checkpoint ?? "", await linesOf(journal)),
        1_502,
        "the checkpoint",
      );
      check((await journal.keys.load()) !== undefined, "the key was kept");
      await journal.close();
    },
  },
  {
    name: "many appends at once are durable, each in its place",
    async run(place, hasher) {
      const journal = await place.open();
      const recorder = await openSession(journal, hasher);
      const recorded = await Promise.all(
        Array.from({ length: 1_000 }, (_, n) => recorder.append(sampleEntry(n))),
      );
      checkSame(
        recorded.every(({ seq }, n) => seq === n + 1),
        true,
        "numbers in the order of the calls",
      );
      const lines = await linesOf(journal);
      const records = auditRecords(hasher, lines);
      checkSame(records.length, 1_001, "records");
      checkSame(records[2]?.prev, recorded[0]?.link, "links");
      await journal.close();
    },
  },
  {
    name: "whoever follows sees every record once, as it becomes durable, until the session is closed",
    async run(place, hasher) {
      const journal = await place.open();
      const recorder = await openSession(journal, hasher);
      const seen: string[] = [];
      const following = (async () => {
        for await (const { first, records } of recorder.follow()) {
          checkSame(first, seen.length, "the place of what is followed");
          check(first + records.length <= recorder.durableSize, "only what is durable is shown");
          seen.push(...records.map((record) => new TextDecoder().decode(record)));
        }
      })();
      let published = 1;
      recorder.subscribe(({ first, records }) => {
        checkSame(first, published, "the place of what is published");
        published += records.length;
      });
      for (let n = 0; n < 50; n++) await recorder.append(sampleEntry(n));
      await recorder.close({ key: "keep" });
      await following;
      checkSame([seen.length, published], [52, 52], "how many were seen");
      const decoder = new TextDecoder();
      checkSame(
        seen,
        (await linesOf(journal)).map((line) => decoder.decode(line)),
        "what was seen",
      );
      await journal.close();
    },
  },
];
