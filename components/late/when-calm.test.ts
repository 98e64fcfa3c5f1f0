import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenCalm } from "./when-calm";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function asked() {
  const page = new EventTarget();
  const left = new AbortController();
  const seen = { isCalm: false };
  const calm = whenCalm(left.signal, page).then(() => {
    seen.isCalm = true;
  });
  return { page, left, seen, calm };
}

test("whoever goes on with something puts it off", async () => {
  const { page, seen } = asked();
  for (const sign of ["keydown", "wheel", "keydown"]) {
    await vi.advanceTimersByTimeAsync(2_500);
    page.dispatchEvent(new Event(sign));
  }
  await vi.advanceTimersByTimeAsync(2_500);
  expect(seen.isCalm).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(seen.isCalm).toBe(true);
});

test("whoever leaves the page waits no longer", async () => {
  const { left, calm, seen } = asked();
  left.abort();
  await calm;
  expect(seen.isCalm).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
