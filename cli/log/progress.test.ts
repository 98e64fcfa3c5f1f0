import { expect, test, vi } from "vitest";
import { ProgressLine } from "./progress";

/** The last row of standard error, as it was written anew again and again. */
function watched(isWatched: boolean) {
  const rows: string[] = [];
  return { io: { isWatched, rewrite: (text: string) => void rows.push(text) }, rows };
}

/** The clock is the test's own, so that nothing is waited for. */
function atTimes(times: readonly number[]) {
  let next = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => times[next++] ?? 0);
  return () => clock.mockRestore();
}

test("a line that is written over, not at once and not too often, and that is gone in the end", () => {
  const { io, rows } = watched(true);
  const restore = atTimes([0, 100, 600, 650, 900]);
  const line = new ProgressLine(io, 2_000_000);
  line.show({ bytes: 1, records: 1 });
  expect(rows.splice(0)).toEqual([]);
  line.show({ bytes: 1_000_000, records: 4_321 });
  expect(rows.splice(0)).toEqual(["4,321 records, 1 MB, 50 %"]);
  line.show({ bytes: 1_100_000, records: 4_400 });
  expect(rows.splice(0)).toEqual([]);
  line.show({ bytes: 2_000_000, records: 9_000 });
  expect(rows.splice(0)).toEqual(["9,000 records, 2 MB, 100 %"]);
  line.end();
  expect(rows.splice(0)).toEqual([""]);
  restore();
});

test("nothing where nobody watches, and no part of an unknown whole", () => {
  const quiet = watched(false);
  const loud = watched(true);
  const restore = atTimes([0, 0, 9_000, 9_000]);
  const [hidden, shown] = [new ProgressLine(quiet.io, 10), new ProgressLine(loud.io, undefined)];
  hidden.show({ bytes: 5, records: 1 });
  shown.show({ bytes: 5_000_000, records: 1 });
  hidden.end();
  restore();
  expect(quiet.rows).toEqual([]);
  expect(loud.rows).toEqual(["1 records, 5 MB"]);
});
