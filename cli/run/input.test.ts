import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { Input } from "./input";

const text = (chunk: IteratorResult<Uint8Array>) =>
  chunk.done ? undefined : Buffer.from(chunk.value).toString();
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("comes whole, in order and to its end", async () => {
  const all = "abcdefgh".repeat(50_000);
  const input = new Input(() =>
    Readable.from([...(all.match(/.{1,7001}/g) ?? [])].map((part) => Buffer.from(part))),
  );
  let seen = "";
  for await (const chunk of input.chunks()) {
    seen += Buffer.from(chunk).toString();
    await turn();
  }
  expect(seen).toBe(all);
});

test("is not opened before it is read, and not read while it is held", async () => {
  let opened = 0;
  const stream = new PassThrough();
  const input = new Input(() => {
    opened += 1;
    return stream;
  });
  const chunks = input.chunks();
  expect(opened).toBe(0);
  const first = chunks.next();
  stream.write("one");
  expect(text(await first)).toBe("one");

  const releases = [input.hold(), input.hold()];
  const second = chunks.next();
  stream.write("two");
  for (let i = 0; i < 5; i++) await turn();
  expect(stream.readableLength).toBe(3);
  for (const release of releases) release();
  expect(text(await second)).toBe("two");

  const third = chunks.next();
  const release = input.hold();
  stream.write("three");
  for (let i = 0; i < 5; i++) await turn();
  expect(stream.readableLength).toBe(5);
  release();
  expect(text(await third)).toBe("three");
  input.close();
  expect(text(await chunks.next())).toBeUndefined();
});

test("says that it failed", async () => {
  const stream = new PassThrough();
  const next = new Input(() => stream).chunks().next();
  stream.destroy(new Error("gone"));
  await expect(next).rejects.toThrow("gone");
});
