import { ed25519 } from "@noble/curves/ed25519.js";
import { expect, test } from "vitest";
import { fromHex } from "../../bytes";
import { platformEd25519, probeSubtle, type Subtle } from "./web-crypto";

const real = (globalThis as unknown as { crypto: { subtle: Subtle } }).crypto.subtle;

/** A platform whose verifier is the one given: what other realms have or may have. */
function platformWith(verify: Subtle["verify"]): Subtle {
  return { ...real, importKey: real.importKey.bind(real), verify };
}

test("the platform of this realm keeps to the rule, and is probed once", async () => {
  expect(await probeSubtle(real)).toBe(real);
  expect(await platformEd25519()).toBe(real);
  expect(platformEd25519()).toBe(platformEd25519());
});

test("one that multiplies by the cofactor is not used", async () => {
  const publicKey = fromHex("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c") as Uint8Array;
  const cofactored = platformWith(async (_algorithm, _key, signature, message) =>
    ed25519.verify(signature, message, publicKey, { zip215: false }),
  );
  expect(await probeSubtle(cofactored)).toBeUndefined();
});

test("nor one that takes everything, nothing, or does not know Ed25519", async () => {
  expect(await probeSubtle(undefined)).toBeUndefined();
  expect(await probeSubtle(platformWith(async () => true))).toBeUndefined();
  expect(await probeSubtle(platformWith(async () => false))).toBeUndefined();
  const without = { ...real, importKey: () => Promise.reject(new Error("NotSupportedError")) };
  expect(await probeSubtle(without)).toBeUndefined();
});
