import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { ownTurn } from "./turn";

test("each has a turn of its own, in order, and others come in between", async () => {
  const seen: string[] = [];
  const some = ["a", "b", "c"].map((name) => ownTurn().then(() => seen.push(name)));
  const other = (async () => {
    await nextTurn();
    await nextTurn();
    seen.push("other");
  })();
  await Promise.all([...some, other]);
  expect(seen.filter((name) => name !== "other")).toEqual(["a", "b", "c"]);
  expect(seen.indexOf("other")).toBeLessThan(seen.indexOf("c"));
});
