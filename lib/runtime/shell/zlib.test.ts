import { gunzipSync as nodeGunzip, gzipSync as nodeGzip } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { gunzipSync, gzipSync } from "./zlib";

it("packs and unpacks as Node does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.constantFrom(-1, 1, 6, 9), (bytes, level) => {
      expect(new Uint8Array(nodeGunzip(gzipSync(bytes, { level })))).toEqual(new Uint8Array(bytes));
      expect(gunzipSync(nodeGzip(bytes))).toEqual(new Uint8Array(bytes));
    }),
  );
});

it("does not unpack more than it may, nor what is none", () => {
  const bomb = nodeGzip(new Uint8Array(5_000_000));
  expect(() => gunzipSync(bomb, { maxOutputLength: 1000 })).toThrow(RangeError);
  // One that lies about its size gets no more than it said.
  const liar = Uint8Array.from(bomb);
  liar.set([16, 0, 0, 0], liar.length - 4);
  expect(gunzipSync(liar, { maxOutputLength: 1000 }).length).toBeLessThanOrEqual(1000);
  expect(() => gunzipSync(new Uint8Array([1, 2, 3]))).toThrow();
});
