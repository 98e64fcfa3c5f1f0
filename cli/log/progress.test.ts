import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { Output } from "../io/output";
import type { ProcessIo } from "../io/process-io";
import { realFiles } from "../io/real-files";
import { PLAIN } from "../io/style";
import { ProgressLine } from "./progress";

function watched(isWatched: boolean) {
  const stream = new PassThrough();
  const io: ProcessIo = {
    cwd: "/",
    stdin: new PassThrough(),
    out: new Output(new PassThrough()),
    err: new Output(stream),
    files: realFiles("/"),
    style: PLAIN,
    errStyle: PLAIN,
    env: {},
    isTerminal: false,
    isWatched,
  };
  return { io, text: () => String(stream.read() ?? "") };
}

/** The clock is the test's own, so that nothing is waited for. */
function atTimes(times: readonly number[]) {
  let next = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => times[next++] ?? 0);
  return () => clock.mockRestore();
}

test("a line that is written over, not at once and not too often, and that is gone in the end", async () => {
  const { io, text } = watched(true);
  const restore = atTimes([0, 100, 600, 650, 900]);
  const line = new ProgressLine(io, 2_000_000);
  line.show({ bytes: 1, records: 1 });
  expect(text()).toBe("");
  line.show({ bytes: 1_000_000, records: 4_321 });
  expect(text()).toBe("\r\x1b[K4,321 records, 1 MB, 50 %");
  line.show({ bytes: 1_100_000, records: 4_400 });
  expect(text()).toBe("");
  line.show({ bytes: 2_000_000, records: 9_000 });
  expect(text()).toBe("\r\x1b[K9,000 records, 2 MB, 100 %");
  await line.end();
  expect(text()).toBe("\r\x1b[K");
  restore();
});

test("nothing where nobody watches, and no part of an unknown whole", async () => {
  const quiet = watched(false);
  const loud = watched(true);
  const restore = atTimes([0, 0, 9_000, 9_000]);
  const [hidden, shown] = [new ProgressLine(quiet.io, 10), new ProgressLine(loud.io, undefined)];
  hidden.show({ bytes: 5, records: 1 });
  shown.show({ bytes: 5_000_000, records: 1 });
  await hidden.end();
  restore();
  expect(quiet.text()).toBe("");
  expect(loud.text()).toBe("\r\x1b[K1 records, 5 MB");
});
