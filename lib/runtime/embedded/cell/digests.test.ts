import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { digests } from "./digests";

const NAMES = ["md5", "sha1", "SHA224", "sha256", "SHA-256", "sha384", "sha512", "sha512-256", "ripemd160"];
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("hex");

it("gives what Node gives, by the names that Node takes", () => {
  for (const name of NAMES) {
    for (const length of [0, 1, 63, 64, 65, 1000]) {
      const bytes = new Uint8Array(length).map((_, i) => i * 7);
      const key = bytes.subarray(0, length >> 1);
      expect(hex(digests.hash(name, bytes)), name).toBe(createHash(name).update(bytes).digest("hex"));
      expect(hex(digests.hmac(name, key, bytes)), name).toBe(
        createHmac(name, key).update(bytes).digest("hex"),
      );
    }
  }
});

it("knows nothing else", () => {
  expect([
    digests.hash("sha257", new Uint8Array()),
    digests.hmac("__proto__", new Uint8Array(), new Uint8Array()),
  ]).toEqual([undefined, undefined]);
});
