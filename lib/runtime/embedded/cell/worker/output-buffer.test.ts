import { expect, it } from "vitest";
import { OutputBuffer } from "./output-buffer";

const bytes = (text: string) => new TextEncoder().encode(text);

it("gathers what is written in one go, in order over both streams", async () => {
  const sent: string[] = [];
  const buffer = new OutputBuffer((stream, all) => sent.push(`${stream}:${new TextDecoder().decode(all)}`));
  for (const each of ["a", "b", "c"]) buffer.write("stdout", bytes(each));
  buffer.write("stderr", bytes("d"));
  buffer.write("stdout", bytes("e"));
  expect(sent).toEqual(["stdout:abc", "stderr:d"]);
  await Promise.resolve();
  expect(sent.at(-1)).toBe("stdout:e");
});

it("sends what is large at once", () => {
  const lengths: number[] = [];
  const buffer = new OutputBuffer((_, all) => lengths.push(all.length));
  for (let i = 0; i < 40; i++) buffer.write("stdout", new Uint8Array(10_000));
  expect(lengths.length).toBeGreaterThan(3);
  buffer.flush();
  expect(lengths.reduce((a, b) => a + b)).toBe(400_000);
});
