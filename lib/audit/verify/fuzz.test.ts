/** Any bytes at all: a report, in time, and for the records the one that the simplest verifier gives. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stopwatch } from "../../testing/stopwatch";
import { fromUtf8, toHex, utf8 } from "../bytes";
import { RECORDS, SESSION_NOTE, TLOG_PROOF, VKEYS } from "../testing/worked-example";
import { VERDICTS } from "../verdicts";
import { hasher, proof, receipt, session } from "./testing/check";
import { mutationsOf } from "./testing/inputs";
import { referenceCheck } from "./testing/reference";
import { calls, linesOf, TestSession } from "./testing/session";
import { verify } from "./verify";

const runs = Number(process.env.PROPERTY_RUNS ?? 1000);
/** One input may take so long and no longer, whatever is in it; a busy machine is given three chances. */
const MOST_MS = 100;
const CHANCES = 3;
const TIMEOUT_MS = 60_000 + runs * 50;

const logs = [
  linesOf(RECORDS.map(utf8)),
  session.lines,
  new TestSession(hasher, { number: 2, entries: calls(12), isClosed: false }).lines,
];
const notes = [receipt, utf8(SESSION_NOTE)];
const proofs = [proof, utf8(TLOG_PROOF)];
const known = new Set<string>([...Object.keys(VERDICTS), "unknown"]);

/** The quickest of a few: what is slow because of its bytes is slow each time. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let chance = 0; chance < CHANCES && best > MOST_MS; chance++) {
    const time = stopwatch();
    await work();
    best = Math.min(best, time());
  }
  return best;
}

describe("any bytes", () => {
  test(
    "as records: the verdict, the place and the root are those of the simplest verifier",
    async () => {
      await fc.assert(
        fc.asyncProperty(mutationsOf(logs), fc.integer({ min: 1, max: 700 }), async (bytes, cut) => {
          const expected = referenceCheck(hasher, bytes);
          const lines = Array.from({ length: Math.ceil(bytes.length / cut) }, (_, i) =>
            bytes.subarray(i * cut, (i + 1) * cut),
          );
          const report = await verify({ lines }, { hasher });
          expect(report.verdict).toBe(expected.code ?? "unknown");
          expect(report.summary.size).toBe(expected.size);
          expect(report.summary.root).toBe(toHex(expected.root));
          expect(await quickest(() => verify({ lines: [bytes] }, { hasher }))).toBeLessThan(MOST_MS);
        }),
        { numRuns: runs },
      );
    },
    TIMEOUT_MS,
  );

  test(
    "as evidence: a verdict of the table, and OK only for the text that was signed",
    async () => {
      const keys = [session.vkey, VKEYS.session, VKEYS.cosigner, VKEYS.workspace];
      await fc.assert(
        fc.asyncProperty(
          mutationsOf(notes),
          mutationsOf(proofs),
          fc.boolean(),
          async (note, path, withPath) => {
            const options = { hasher, keys, checkpoints: [note], ...(withPath ? { proof: path } : {}) };
            const report = await verify({ lines: [session.lines] }, options);
            expect(known).toContain(report.verdict);
            if (report.verdict === "OK")
              expect(fromUtf8(note)?.startsWith(session.checkpointText())).toBe(true);
          },
        ),
        { numRuns: Math.ceil(runs / 5) },
      );
    },
    TIMEOUT_MS,
  );

  test("a megabyte without a line feed, of digits, of braces, of quotes", async () => {
    for (const filler of ["0", "{", '"', "[", "\\", " "]) {
      const bytes = utf8(`{"data":${filler.repeat(1_000_000)}`);
      const report = await verify({ lines: [bytes] }, { hasher });
      expect(report).toMatchObject({ verdict: "PARSE", summary: { size: 0 } });
      expect(await quickest(() => verify({ lines: [bytes] }, { hasher }))).toBeLessThan(MOST_MS);
    }
  });
});
