import { createPrivateKey } from "node:crypto";
import { expect, test } from "vitest";
import { pkcs8OfSeed, seedOfPkcs8 } from "./pkcs8";

const seed = Uint8Array.from({ length: 32 }, (_, i) => i);

test("a seed is found again, by others too, and in no other form", () => {
  const bytes = pkcs8OfSeed(seed);
  expect(seedOfPkcs8(bytes)).toEqual(seed);
  const key = createPrivateKey({ key: Buffer.from(bytes), format: "der", type: "pkcs8" });
  expect(new Uint8Array(key.export({ format: "der", type: "pkcs8" }))).toEqual(bytes);
  for (let at = 0; at < 16; at++) expect(seedOfPkcs8(bytes.with(at, 0xff))).toBeUndefined();
  for (const wrong of [bytes.subarray(1), bytes.subarray(0, 47), Uint8Array.of(...bytes, 0)])
    expect(seedOfPkcs8(wrong)).toBeUndefined();
});
