/**
 * Signatures at the points where verifiers of Ed25519 differ: keys and R with parts of small order, in all
 * combinations, made so that the equation with the cofactor always holds. Only the first is an honest one.
 */
import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { joinBytes, utf8 } from "../../bytes";

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
export const ODD_MESSAGE = utf8("an odd message");

export interface OddSignature {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

const toNumber = (bytes: Uint8Array) => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);

function sign(secret: bigint, r: bigint, publicKey: Uint8Array, encodedR: Uint8Array): OddSignature {
  const k = toNumber(sha512(joinBytes([encodedR, publicKey, ODD_MESSAGE]))) % ORDER;
  const s = (r + k * secret) % ORDER;
  const half = Uint8Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 255n));
  return { publicKey, signature: joinBytes([encodedR, half]) };
}

/** 256: eight parts of small order in the key and in R, each with and without a part of prime order. */
export function oddSignatures(): OddSignature[] {
  const torsion = ED25519_TORSION_SUBGROUP.map((hex) => Point.fromHex(hex));
  const multiple = (scalar: bigint) => (scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar));
  const made: OddSignature[] = [];
  for (const secret of [123_456_789n, 0n]) {
    for (const r of [987_654_321n, 0n]) {
      for (const inKey of torsion) {
        const publicKey = multiple(secret).add(inKey).toBytes();
        for (const inR of torsion) made.push(sign(secret, r, publicKey, multiple(r).add(inR).toBytes()));
      }
    }
  }
  return made;
}
