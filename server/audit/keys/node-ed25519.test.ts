/** The same signatures and the same verdicts as by the platform that the rest of the log uses. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { keyOfSeed, makeVerifierKey, SIGNATURE_TYPE, verifierOf } from "@/lib/audit/note";
import { signEd25519 } from "@/lib/audit/note/keys";
import { ODD_MESSAGE, oddSignatures } from "@/lib/audit/note/testing/odd-signatures";
import { noteVerifier, signerOf } from "./node-ed25519";

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("signs the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.uint8Array(), async (seed, message) => {
      const key = keyOfSeed(seed);
      expect(signerOf(key)(message)).toEqual(await signEd25519(key, message));
    }),
    { numRuns: 20 },
  );
});

test("takes and refuses the same signatures, whole and changed", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.uint8Array(), fc.nat(63), fc.nat(8), async (seed, message, at, bit) => {
      const key = keyOfSeed(seed);
      const vkey = makeVerifierKey("a/b", SIGNATURE_TYPE.ed25519, key.publicKey);
      const signature = signerOf(key)(message);
      if (bit < 8) signature[at] = (signature[at] as number) ^ (1 << bit);
      const verdict = await noteVerifier(vkey).verify(message, signature);
      expect(verdict).toBe(await verifierOf(vkey).verify(message, signature));
      expect(verdict).toBe(bit === 8);
    }),
    { numRuns: 20 },
  );
});

test("verifies nothing by a key of another type", async () => {
  const key = keyOfSeed(new Uint8Array(32).fill(5));
  const cosigner = makeVerifierKey("a/b", SIGNATURE_TYPE.cosignature, key.publicKey);
  expect(await noteVerifier(cosigner).verify(utf8("x"), signerOf(key)(utf8("x")))).toBe(false);
});

test("refuses every odd key and signature that verifiers disagree on", async () => {
  const odd = oddSignatures();
  expect(odd.length).toBe(256);
  for (const { publicKey, signature } of odd) {
    const vkey = { name: "a/b", keyId: "00000000", type: SIGNATURE_TYPE.ed25519, publicKey };
    const verdict = await noteVerifier(vkey).verify(ODD_MESSAGE, signature);
    expect(verdict).toBe(await verifierOf(vkey).verify(ODD_MESSAGE, signature));
  }
});
