import { describe, expect, test } from "vitest";
import { Waker } from "./waker";

const LONG = 10 * 60_000;
const never = new AbortController().signal;

describe("a sleep", () => {
  test("is ended by whoever has something to do", async () => {
    const waker = new Waker();
    const slept = waker.sleep(LONG, 1, never);
    waker.wake();
    await slept;
  });

  test("does not begin where something was said before it", async () => {
    const waker = new Waker();
    waker.wake();
    await waker.sleep(LONG, 1, never);
  });

  test("is ended by its time", async () => {
    await new Waker().sleep(1, 1, never);
  });

  test("rejects with the reason of the signal, at once", async () => {
    const [controller, waker] = [new AbortController(), new Waker()];
    const slept = waker.sleep(LONG, LONG, controller.signal);
    controller.abort(new Error("enough"));
    await expect(slept).rejects.toThrow("enough");
    await expect(waker.sleep(LONG, LONG, controller.signal)).rejects.toThrow("enough");
  });
});
