import { expect, it } from "vitest";
import { pooledRandom } from "./pooled-random";

it("gives every byte of the source once, in pieces that belong to the caller", () => {
  let next = 0;
  const random = pooledRandom((pool) => {
    for (let i = 0; i < pool.length; i++) pool[i] = next++ % 251;
  });
  const pieces = Array.from({ length: 600 }, () => random(16));
  const seen = pieces.flatMap((piece) => [...piece]);
  expect(seen).toEqual(Array.from({ length: 9600 }, (_, i) => i % 251));
  pieces[0]?.fill(0);
  expect(random(16)).toHaveLength(16);
  expect(() => random(5000)).toThrow(RangeError);
});
