import { expect, it } from "vitest";
import type { Process } from "@/lib/runtime/driver";
import { RunInput } from "./run-input";

function started() {
  const got: string[] = [];
  const decoder = new TextDecoder();
  const input = new WritableStream<Uint8Array>({
    write: (bytes) => void got.push(decoder.decode(bytes)),
    close: () => void got.push("(end)"),
  });
  const run = new RunInput();
  run.begin({ input } as Process);
  return { run, got };
}

it("is open from the first time that the agent reads to the end of one or the other", async () => {
  const { run, got } = started();
  expect(run.isOpen).toBe(false);
  run.reading(true);
  run.send("one\n");
  run.reading(false);
  expect(run.isOpen).toBe(true);
  run.end();
  run.send("late");
  expect(run.isOpen).toBe(false);
  await expect.poll(() => got).toEqual(["one\n", "(end)"]);
});

it("is not open when the run is over", () => {
  const { run } = started();
  run.reading(true);
  run.over();
  expect(run.isOpen).toBe(false);
});
