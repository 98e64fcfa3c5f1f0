import { expect, it, vi } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import type { ProcessOutput } from "@/lib/runtime/driver";
import { OutputText } from "../output/output-text";
import { readRun } from "./read-run";
import { Trace } from "./trace";

type Given = Parameters<typeof readRun>[0];

/** A run whose log and output are given from outside. */
function runOf(records: () => AsyncGenerator<{ records: Uint8Array[] }>) {
  let out!: ReadableStreamDefaultController<ProcessOutput>;
  let exit!: (code: number) => void;
  const output = new ReadableStream<ProcessOutput>({
    start(controller) {
      out = controller;
    },
  });
  const process = {
    output,
    exit: new Promise((resolve) => {
      exit = (code) => resolve({ code, reason: "exit" });
    }),
  };
  const run = { box: { records }, process } as unknown as Given;
  const shown = { trace: new Trace(), output: new OutputText() };
  const changed = vi.fn();
  return { out, exit, shown, changed, reading: readRun(run, shown, changed) };
}

const record = utf8(JSON.stringify({ seq: 0, type: "session.begin", data: {} }));
it("has ended when its exit is known and all that it printed is there", async () => {
  const { out, exit, shown, changed, reading } = runOf(async function* () {
    yield { records: [record] };
    yield { records: [record, record] };
  });
  await reading.records;
  expect([shown.trace.size, changed.mock.calls.length]).toEqual([3, 2]);
  exit(3);
  const early = await Promise.race([reading.ended, Promise.resolve("not yet")]);
  expect(early).toBe("not yet");
  out.enqueue({ stream: "stdout", bytes: utf8("last words\n") });
  out.close();
  expect(await reading.ended).toEqual({ code: 3, reason: "exit" });
  expect(shown.output.text).toBe("last words\n");
});

it("a log that fails is told by its own promise, whether or not somebody waits for it", async () => {
  const { out, exit, reading } = runOf(async function* () {
    yield { records: [record] };
    throw new Error("the disk is full");
  });
  out.close();
  exit(0);
  expect((await reading.ended).code).toBe(0);
  await expect(reading.records).rejects.toThrow("the disk is full");
});
