import { expect, it } from "vitest";
import { WorkQueue } from "./work-queue";

const CLOSED = expect.objectContaining({ trouble: "closed" });

it("begins each when the one before has ended, also when that failed", async () => {
  const queue = new WorkQueue();
  const seen: string[] = [];
  let release = () => {};
  const first = queue.next(async () => {
    seen.push("first begins");
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    throw new Error("first failed");
  });
  const second = queue.next(async () => {
    seen.push("second begins");
  });
  await expect.poll(() => seen).toEqual(["first begins"]);
  release();
  await expect(first).rejects.toThrow("first failed");
  await second;
  expect(seen).toEqual(["first begins", "second begins"]);
});

it("waits for what was taken before it closes, takes nothing more, and closes once", async () => {
  const queue = new WorkQueue();
  const seen: string[] = [];
  queue.assertOpen();
  const work = queue.next(async () => void seen.push("done"));
  const closing = queue.close().then((isFirst) => seen.push(`closed ${isFirst}`));
  expect(await queue.close()).toBe(false);
  await expect(queue.next(async () => {})).rejects.toThrow(CLOSED);
  expect(() => queue.assertOpen()).toThrow(CLOSED);
  await Promise.all([work, closing]);
  expect(seen).toEqual(["done", "closed true"]);
});
