import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditFault, toHex, utf8 } from "../../bytes";
import { ODD_MESSAGE, oddSignatures } from "../testing/odd-signatures";
import {
  ed25519Verifier,
  generateSeedKey,
  generateSessionKey,
  generateStoredKey,
  keyOfSeed,
  type SigningKey,
  signEd25519,
} from "./ed25519";
import { fromPkcs8, toPkcs8 } from "./key-file";
import { platformEd25519, type Subtle } from "./web-crypto";

const { Point } = ed25519;
const nowhere = async () => undefined;
const message = utf8("a message");

describe("a session key", () => {
  test("of the platform cannot be read, and signs", async () => {
    const key = await generateSessionKey();
    expect(key.extractable).toBe(false);
    expect(key.secret).not.toBeInstanceOf(Uint8Array);
    expect(() => toPkcs8(key)).toThrow(AuditFault);
    const subtle = (globalThis as unknown as { crypto: { subtle: Subtle } }).crypto.subtle;
    await expect(subtle.exportKey("raw", key.secret as never)).rejects.toThrow();
    const signature = await signEd25519(key, message);
    expect(await ed25519Verifier(key.publicKey)(message, signature)).toBe(true);
    expect(await ed25519Verifier(key.publicKey, nowhere)(message, signature)).toBe(true);
  });

  test("survives being cloned, as a database does it", async () => {
    const key = await generateSessionKey();
    const stored: SigningKey = structuredClone(key);
    expect(await ed25519Verifier(key.publicKey)(message, await signEd25519(stored, message))).toBe(true);
  });

  test("that is to be stored can be read, wherever it is made", async () => {
    const withoutForm = { ...(await platformEd25519()) } as Subtle;
    const { subtle } = (globalThis as unknown as { crypto: { subtle: Subtle } }).crypto;
    withoutForm.generateKey = (...all) => subtle.generateKey(...all);
    withoutForm.exportKey = async (format, handle) =>
      format === "raw" ? subtle.exportKey("raw", handle) : new ArrayBuffer(83);
    for (const key of [await generateStoredKey(), await generateStoredKey(withoutForm)]) {
      expect([key.extractable, key.secret]).toEqual([true, expect.any(Uint8Array)]);
      expect(keyOfSeed(key.secret as Uint8Array)).toEqual(key);
    }
  });

  test("from a seed says that it can be read", async () => {
    const key = generateSeedKey();
    expect(key.extractable).toBe(true);
    expect(generateSeedKey().publicKey).not.toEqual(key.publicKey);
    expect(await ed25519Verifier(key.publicKey)(message, await signEd25519(key, message))).toBe(true);
    expect(() => keyOfSeed(new Uint8Array(31))).toThrow(AuditFault);
  });
});

test("platform and JavaScript sign the same bytes and give the same verdicts", async () => {
  const platform = (await platformEd25519()) as Subtle;
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.uint8Array({ maxLength: 300 }), fc.nat(511), async (seed, text, bit) => {
      const key = keyOfSeed(seed);
      const handle = await platform.importKey("pkcs8", toPkcs8(key), "Ed25519", false, ["sign"]);
      const signature = await signEd25519(key, text, nowhere);
      expect(toHex(await signEd25519(key, text))).toBe(toHex(signature));
      expect(toHex(await signEd25519({ ...key, secret: handle }, text))).toBe(toHex(signature));
      const changed = signature.with(bit >> 3, (signature[bit >> 3] as number) ^ (1 << (bit & 7)));
      for (const verify of [ed25519Verifier(key.publicKey), ed25519Verifier(key.publicKey, nowhere)]) {
        expect(await verify(text, signature)).toBe(true);
        expect(await verify(text, changed)).toBe(false);
        expect(await verify(Uint8Array.of(...text, 0), signature)).toBe(false);
      }
    }),
    { numRuns: Math.min(Number(process.env.PROPERTY_RUNS ?? 25), 2000) },
  );
}, 600_000);

describe("a verifier", () => {
  test("takes nothing by a key that the rule refuses, whatever the platform says", async () => {
    const identity = new Uint8Array(32).with(0, 1);
    const signature = await signEd25519(keyOfSeed(new Uint8Array(32)), message);
    const credulous = async () =>
      ({ verify: async () => true, importKey: async () => ({}) }) as unknown as Subtle;
    expect(await ed25519Verifier(identity, credulous)(message, signature)).toBe(false);
    const mixed = Point.fromBytes(keyOfSeed(new Uint8Array(32)).publicKey).add(
      Point.fromHex(ED25519_TORSION_SUBGROUP[1] as string),
    );
    expect(await ed25519Verifier(mixed.toBytes(), credulous)(message, signature)).toBe(false);
    expect(await ed25519Verifier(new Uint8Array(31), credulous)(message, signature)).toBe(false);
    expect(
      await ed25519Verifier(keyOfSeed(new Uint8Array(32)).publicKey, credulous)(message, new Uint8Array(64)),
    ).toBe(false);
  });

  test("judges by itself where the platform gives up", async () => {
    const key = keyOfSeed(new Uint8Array(32).fill(1));
    const signature = await signEd25519(key, message);
    const broken = async () => ({ importKey: () => Promise.reject(new Error("no")) }) as unknown as Subtle;
    expect(await ed25519Verifier(key.publicKey, broken)(message, signature)).toBe(true);
    expect(await ed25519Verifier(key.publicKey, broken)(utf8("another"), signature)).toBe(false);
  });

  test("is not changed through the bytes that it was given", async () => {
    const key = keyOfSeed(new Uint8Array(32).fill(1));
    const bytes = key.publicKey.slice();
    const verify = ed25519Verifier(bytes);
    bytes.fill(0);
    expect(await verify(message, await signEd25519(key, message))).toBe(true);
  });
});

test("platform and JavaScript agree on odd signatures, and take the honest one alone", async () => {
  const signatures = oddSignatures();
  const takenBy = async (platformOf?: () => Promise<Subtle | undefined>) => {
    const verdicts = signatures.map(({ publicKey, signature }) =>
      ed25519Verifier(publicKey, platformOf)(ODD_MESSAGE, signature),
    );
    return (await Promise.all(verdicts)).flatMap((ok, i) => (ok ? [i] : []));
  };
  expect(signatures).toHaveLength(256);
  expect(await takenBy()).toEqual([0]);
  expect(await takenBy(nowhere)).toEqual([0]);
});

test("keys in PKCS #8 are those of the platform", async () => {
  const key = keyOfSeed(new Uint8Array(32).fill(9));
  const read = fromPkcs8(toPkcs8(key));
  expect(read).toEqual({ ok: true, value: key });
});
