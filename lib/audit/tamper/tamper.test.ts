import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes } from "../bytes";
import { loadWasmHasher } from "../hash";
import { formatVkey } from "../note";
import { exitCode, verify } from "../verify";
import { COSIGNER, calls, linesOf, TestSession } from "../verify/testing/session";
import { CHANGES, type ChangeName, isChange } from "./changes";
import { type TamperedLog, tamper } from "./tamper";

const hasher = await loadWasmHasher();
const names = Object.keys(CHANGES) as ChangeName[];
/** Shared among the changes. */
const runs = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 300) / names.length);
const TIMEOUT_MS = 60_000 + runs * 100;
const cosigner = formatVkey(COSIGNER.vkey);

/** Random logs, of every length from the shortest that a change can be made in. */
const logs = fc.record({
  count: fc.integer({ min: 0, max: 12 }),
  number: fc.constantFrom(1, 2, 3),
  isClosed: fc.boolean(),
  picks: fc.infiniteStream(fc.nat()),
});

function pickFrom(picks: Iterator<number>): (below: number) => number {
  return (below) => (picks.next().value as number) % below;
}

const verdictOf = async (log: TamperedLog, keys: readonly string[]) => {
  const checkpoints = log.checkpoint ? [log.checkpoint] : [];
  return verify({ lines: [linesOf(log.records)] }, { hasher, keys, checkpoints });
};

describe("tampering, where a receipt exists", () => {
  test.each(names)(
    "%s is detected, and called what it is",
    async (change) => {
      await fc.assert(
        fc.asyncProperty(logs, async ({ count, number, isClosed, picks }) => {
          const session = new TestSession(hasher, { number, isClosed, entries: calls(count) });
          const other = new TestSession(hasher, { number: number + 1, entries: calls(count + 1) }).records;
          const log = { records: session.records, checkpoint: await session.receipt() };
          const changed = await tamper(log, change, {
            hasher,
            other,
            pick: pickFrom(picks[Symbol.iterator]()),
          });
          fc.pre(changed !== undefined && !isSame(log, changed));
          // By whatever the verifier knows of the keys.
          for (const keys of change === "forge" ? [[cosigner]] : [[cosigner], [session.vkey, cosigner]]) {
            const report = await verdictOf(changed as TamperedLog, keys);
            expect(CHANGES[change].codes, report.why).toContain(report.verdict);
            expect(exitCode(report)).not.toBe(0);
          }
        }),
        { numRuns: runs },
      );
    },
    TIMEOUT_MS,
  );

  test("what was not tampered with is OK", async () => {
    for (const count of [0, 1, 5]) {
      const session = new TestSession(hasher, { entries: calls(count) });
      const log = { records: session.records, checkpoint: await session.receipt() };
      expect((await verdictOf(log, [cosigner])).verdict).toBe("OK");
    }
  });
});

describe("tampering, where there is no checkpoint", () => {
  test("is never OK; a log whose end was cut off is unknown", async () => {
    const { records } = new TestSession(hasher);
    const other = new TestSession(hasher, { number: 2 }).records;
    for (const change of names) {
      for (let seed = 0; seed < 5; seed++) {
        const changed = await tamper({ records }, change, {
          hasher,
          other,
          pick: (below) => (seed * 7) % below,
        });
        if (!changed) continue;
        const { verdict } = await verdictOf(changed, [cosigner]);
        expect(verdict).not.toBe("OK");
        if (change === "truncate" || change === "delete-tail") expect(verdict).toBe("unknown");
      }
    }
  });

  test("changes of a checkpoint are not made", async () => {
    const { records } = new TestSession(hasher);
    for (const change of names.filter((name) => name.startsWith("checkpoint") || name === "forge"))
      expect(await tamper({ records }, change, { hasher, pick: () => 0 })).toBeUndefined();
  });
});

test("names are only those of the table", () => {
  expect(names.every(isChange)).toBe(true);
  expect(["", "toString", "Truncate"].some(isChange)).toBe(false);
});

/** A swap of two equal values, and the like, is no change. */
function isSame(a: TamperedLog, b: TamperedLog): boolean {
  const isEqual =
    a.checkpoint === b.checkpoint || equalBytes(a.checkpoint as Uint8Array, b.checkpoint ?? new Uint8Array());
  return isEqual && equalBytes(linesOf(a.records), linesOf(b.records));
}
