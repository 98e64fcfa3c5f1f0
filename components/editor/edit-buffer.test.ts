import { afterEach, expect, it, vi } from "vitest";
import { EditBuffer } from "./edit-buffer";

function makeBuffer() {
  const written: [string, string][] = [];
  return { written, buffer: new EditBuffer((path, text) => written.push([path, text])) };
}

afterEach(() => {
  vi.useRealTimers();
});

/** Keys at these distances; answers after how long it was written, from the last one on. */
function typeAt(gaps: readonly number[]): number {
  vi.useFakeTimers();
  const { buffer, written } = makeBuffer();
  for (const gap of gaps) {
    vi.advanceTimersByTime(gap);
    buffer.note("a", () => "text");
  }
  for (let ms = 0; ms < 10_000; ms++) {
    if (written.length > 0) return ms;
    vi.advanceTimersByTime(1);
  }
  return Number.POSITIVE_INFINITY;
}

it("takes for a pause what is longer than the time between two keys", () => {
  expect(typeAt([1000])).toBe(80);
  expect(typeAt([1000, 900, 800])).toBe(0); // it was written between them
  expect(typeAt(Array(20).fill(30))).toBe(80);
  const fast = typeAt(Array(20).fill(75));
  expect(fast).toBeGreaterThan(100);
  expect(fast).toBeLessThan(130);
  expect(typeAt(Array(20).fill(199))).toBeLessThan(330);
  expect(typeAt([...Array(20).fill(75), 110, 75])).toBeGreaterThan(100); // a breath
});

it("begins anew with the rhythm after a pause", () => {
  vi.useFakeTimers();
  const { buffer, written } = makeBuffer();
  for (const gap of [...Array(20).fill(75), 400, 400]) {
    vi.advanceTimersByTime(gap);
    buffer.note("a", () => "text");
  }
  const before = written.length;
  vi.advanceTimersByTime(80);
  expect(written.length).toBe(before + 1);
});

it("writes what somebody has typed who never pauses", () => {
  vi.useFakeTimers();
  const { buffer, written } = makeBuffer();
  for (let ms = 0; ms < 20_000; ms += 75) {
    buffer.note("a", () => String(ms));
    vi.advanceTimersByTime(75);
  }
  expect(written.length).toBeGreaterThanOrEqual(3);
  expect(written.length).toBeLessThan(10);
});

it("writes once what many keys have made", async () => {
  const { buffer, written } = makeBuffer();
  let text = "";
  for (const key of "typed") {
    text += key;
    buffer.note("a", () => text);
  }
  expect(written).toEqual([]);
  expect(buffer.isPending).toBe(true);
  await expect.poll(() => written).toEqual([["a", "typed"]]);
  expect(buffer.isPending).toBe(false);
});

it("writes at once where it is asked to, and nothing twice", () => {
  const { buffer, written } = makeBuffer();
  buffer.note("a", () => "1");
  buffer.note("b", () => "2");
  buffer.settle();
  buffer.settle();
  expect(written).toEqual([
    ["a", "1"],
    ["b", "2"],
  ]);
});

it("leaves what somebody else has written", () => {
  const { buffer, written } = makeBuffer();
  buffer.note("a", () => "1");
  buffer.drop("a");
  buffer.settle();
  expect(written).toEqual([]);
});

it("tells of what is typed as soon as it is not written, once", () => {
  vi.useFakeTimers();
  const begun: boolean[] = [];
  const buffer: EditBuffer = new EditBuffer(
    () => {},
    () => begun.push(buffer.isPending),
  );
  for (let key = 0; key < 5; key++) buffer.note("a", () => "text");
  expect(begun).toEqual([true]);
  buffer.settle();
  buffer.note("a", () => "text");
  buffer.drop("a");
  buffer.note("b", () => "text");
  expect(begun).toEqual([true, true, true]);
});
