import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, joinBytes, utf8 } from "../../bytes";
import { holdsEquation, isGoodPublicKey, isGoodSignatureForm, isKeyEncoding } from "./rule";

const { Point } = ed25519;
const L = Point.Fn.ORDER;
const seed = new Uint8Array(32).fill(5);
const { scalar, pointBytes: publicKey } = ed25519.utils.getExtendedPublicKey(seed);
const message = utf8("a message");
const good = ed25519.sign(message, seed);
const torsion = ED25519_TORSION_SUBGROUP.map((hex) => Point.fromHex(hex));

const toNumber = (bytes: Uint8Array) => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
const toBytes = (value: bigint) =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
const bytesOf = (hex: string) => fromHex(hex) as Uint8Array;
const accepts = (key: Uint8Array, text: Uint8Array, signature: Uint8Array) =>
  isGoodPublicKey(key) && isGoodSignatureForm(signature) && holdsEquation(key, text, signature);

/** A signature with this R, whatever it is, that satisfies [8][S]B = [8]R + [8][k]A. */
function signWith(r: bigint, encodedR: Uint8Array, key: Uint8Array = publicKey): Uint8Array {
  const k = toNumber(sha512(joinBytes([encodedR, key, message]))) % L;
  return joinBytes([encodedR, toBytes((r + k * scalar) % L)]);
}

describe("keys", () => {
  test("every honest key is good", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(isGoodPublicKey(ed25519.getPublicKey(bytes))).toBe(true);
      }),
      { numRuns: Math.min(Number(process.env.PROPERTY_RUNS ?? 30), 2000) },
    );
  });

  test("none of small order is, nor one with a part of small order", () => {
    for (const point of torsion)
      expect(isKeyEncoding(point.toBytes()) || isGoodPublicKey(point.toBytes())).toBe(false);
    const honest = Point.fromBytes(publicKey);
    for (const point of torsion.slice(1)) {
      const mixed = honest.add(point).toBytes();
      expect([isKeyEncoding(mixed), isGoodPublicKey(mixed)]).toEqual([true, false]);
    }
  });

  test("nor a second encoding, nor what is no point, nor another length", () => {
    const p = 2n ** 255n - 19n;
    for (let y = p; y < 2n ** 255n; y++) {
      for (const sign of [0n, 1n << 255n]) expect(isGoodPublicKey(toBytes(y + sign))).toBe(false);
    }
    for (const y of [1n, p - 1n]) expect(isGoodPublicKey(toBytes(y + (1n << 255n)))).toBe(false); // -0
    expect(isGoodPublicKey(toBytes(2n))).toBe(false);
    for (const length of [0, 31, 33]) expect(isGoodPublicKey(new Uint8Array(length).fill(3))).toBe(false);
  });
});

describe("signatures", () => {
  test("S has one spelling", () => {
    expect(accepts(publicKey, message, good)).toBe(true);
    const s = toNumber(good.slice(32));
    for (const other of [s + L, L, 2n ** 255n, 2n ** 256n - 1n]) {
      expect(isGoodSignatureForm(joinBytes([good.slice(0, 32), toBytes(other)]))).toBe(false);
    }
    expect(isGoodSignatureForm(joinBytes([good.slice(0, 32), toBytes(L - 1n)]))).toBe(true);
    for (const length of [0, 63, 65, 72])
      expect(isGoodSignatureForm(new Uint8Array(length).fill(1))).toBe(false);
  });

  test("R is not of small order, in any of its encodings", () => {
    const p = 2n ** 255n - 19n;
    const encodings = torsion.map((point) => point.toBytes());
    for (const y of [0n, 1n])
      encodings.push(toBytes(p + y), toBytes(p + y + (1n << 255n)), toBytes(y + (1n << 255n)));
    encodings.push(toBytes(p - 1n + (1n << 255n)));
    for (const r of encodings) expect(isGoodSignatureForm(joinBytes([r, new Uint8Array(32)]))).toBe(false);
    // r = 0 gives an equation that holds, and a signature that some platforms take and others do not.
    const identity = signWith(0n, Point.ZERO.toBytes());
    expect(holdsEquation(publicKey, message, identity)).toBe(true);
    expect(accepts(publicKey, message, identity)).toBe(false);
  });

  test("the equation is the one without the cofactor", () => {
    const r = 123_456_789n;
    const plain = Point.BASE.multiply(r);
    expect(accepts(publicKey, message, signWith(r, plain.toBytes()))).toBe(true);
    for (const point of torsion.slice(1)) {
      const mixed = signWith(r, plain.add(point).toBytes());
      expect(ed25519.verify(mixed, message, publicKey, { zip215: false })).toBe(true); // the other school
      expect(isGoodSignatureForm(mixed)).toBe(true);
      expect(accepts(publicKey, message, mixed)).toBe(false);
    }
  });

  test("agree with the key, the message and every byte", () => {
    expect(holdsEquation(publicKey, utf8("another"), good)).toBe(false);
    expect(holdsEquation(ed25519.getPublicKey(new Uint8Array(32).fill(6)), message, good)).toBe(false);
    for (let at = 0; at < 64; at++) {
      expect(accepts(publicKey, message, good.with(at, (good[at] as number) ^ 4)), `byte ${at}`).toBe(false);
    }
  });

  test("the vector of RFC 8032, 7.1, test 2", () => {
    const key = bytesOf("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const signature = bytesOf(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    expect(accepts(key, Uint8Array.of(0x72), signature)).toBe(true);
  });
});
