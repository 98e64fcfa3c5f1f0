import { expect, test } from "vitest";
import { fetchAll } from "./fetch-all";
import { Late } from "./late";

const never = new AbortController().signal;

test("fetches one after the other, what comes to be named on the way too, and goes on after a failure", async () => {
  const all = new Set<Late<unknown>>();
  const order: string[] = [];
  const named = (name: string, then?: () => void) =>
    new Late(async () => {
      order.push(name);
      then?.();
    }, all);
  named("first", () => named("of the first"));
  new Late(async () => {
    order.push("broken");
    throw new Error("no such chunk");
  }, all);
  named("last");
  await fetchAll(never, all, async () => order.push("idle"));
  expect(order).toEqual(["idle", "first", "idle", "broken", "idle", "last", "idle", "of the first"]);
});

test("whoever leaves the page waits for no more of it", async () => {
  const all = new Set<Late<unknown>>();
  const left = new AbortController();
  let fetched = 0;
  for (let each = 0; each < 3; each++)
    new Late(async () => {
      fetched++;
      left.abort();
    }, all);
  await fetchAll(left.signal, all, async () => {});
  expect(fetched).toBe(1);
});
