import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, linesOf } from "./lines";

async function read(chunks: readonly Uint8Array[], limit?: number): Promise<Line[]> {
  const all: Line[] = [];
  const stream = (async function* () {
    yield* chunks.map((chunk) => Buffer.from(chunk));
  })();
  for await (const lines of linesOf(stream, limit)) all.push(...lines);
  return all;
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...chunks, bytes.subarray(at)];
}

test("how the bytes arrive makes no difference", async () => {
  const text = fc.array(fc.constantFrom("a", "é", "\n", "\r", "😀", "{}"), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat({ max: 9 }), { maxLength: 30 }), async (parts, sizes) => {
      const whole = parts.join("");
      const expected = whole.split("\n");
      if (expected.at(-1) === "") expected.pop();
      expect(await read(cut(Buffer.from(whole), sizes))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("a line beyond the limit is told and skipped, however it arrives", async () => {
  const bytes = Buffer.from(`short\n${"x".repeat(50)}\nagain\n${"y".repeat(50)}`);
  const expected = ["short", { fault: "too-long" }, "again", { fault: "too-long" }];
  for (const size of [1, 7, 20, 200]) {
    const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
    expect(await read(cut(bytes, sizes), 20)).toEqual(expected);
  }
});

test("what is no text is told, and what stands beside it is read", async () => {
  const bytes = Buffer.concat([Buffer.from("a\nb"), Buffer.from([0xff]), Buffer.from("\nc\nd\n")]);
  expect(await read([bytes])).toEqual(["a", { fault: "not-text" }, "c", "d"]);
});

test("a byte order mark before the first line is no part of it", async () => {
  expect(await read([Buffer.from("\ufeff{}\n\ufeff{}\n")])).toEqual(["{}", "\ufeff{}"]);
  expect(await read([Buffer.from("\ufeff{}")])).toEqual(["{}"]);
});
