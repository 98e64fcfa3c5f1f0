import { expect, test } from "vitest";
import { Late } from "./late";

/** Fails as often as it is told to. */
function made(failures = 0) {
  const asked: number[] = [];
  const load = async () => {
    asked.push(asked.length);
    if (asked.length <= failures) throw new Error("no such chunk");
    return { asked: asked.length };
  };
  const all = new Set<Late<unknown>>();
  return { late: new Late(load, all), asked, all };
}

test("is fetched once, whoever asks, and is there for good", async () => {
  const { late, asked, all } = made();
  expect(late.state).toEqual({ at: "waiting" });
  expect([...all]).toEqual([late]);
  const [one, other] = await Promise.all([late.fetch(), late.fetch()]);
  expect(one).toBe(other);
  expect(await late.fetch()).toBe(one);
  expect(asked).toHaveLength(1);
  expect(late.state).toEqual({ at: "here", value: one });
});

test("tells whoever looks how it stands, and a failure is over with the next try", async () => {
  const { late } = made(1);
  const seen: string[] = [];
  const leave = late.subscribe(() => seen.push(late.state.at));
  await expect(late.fetch()).rejects.toThrow("no such chunk");
  expect(late.state.at).toBe("failed");
  expect(await late.fetch()).toEqual({ asked: 2 });
  leave();
  expect(seen).toEqual(["waiting", "failed", "waiting", "here"]);
});

test("a failure that nobody saw, or that was left, meets nobody who comes later", async () => {
  const { late } = made(2);
  await expect(late.fetch()).rejects.toThrow();
  expect(late.state.at).toBe("waiting");
  const leave = late.subscribe(() => {});
  await expect(late.fetch()).rejects.toThrow();
  expect(late.state.at).toBe("failed");
  leave();
  expect(late.state.at).toBe("waiting");
  expect(await late.fetch()).toEqual({ asked: 3 });
});
