/**
 * Which Ed25519 keys and signatures are good: one rule for every realm. Verifiers of RFC 8032 disagree on odd points
 * (https://hdevalence.ca/blog/2020-10-04-its-25519am), and a log that verifies in one place and not in another is an
 * attack: whoever owns the key shows either face. The rule therefore leaves nothing to the platform:
 *
 *   A  is canonical, in the subgroup of prime order, and not its identity. An honest key always is. With the others,
 *      a signature may be good for several texts or for several keys. Encoding and small order are judged when the key
 *      is read, the subgroup, which costs a millisecond, once before the first signature.
 *   R  is canonical and not of small order, as WebCrypto demands.
 *   S  is below the group order L, or each signature would have a second spelling.
 *   [S]B = R + [k]A, without the cofactor: the equation of RFC 8032 that OpenSSL, BoringSSL and Go compute.
 *
 * Every verifier that keeps to RFC 8032 agrees with this for keys that were accepted here. Nothing here is secret.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { compareBytes, equalBytes, fromHex, joinBytes } from "../../bytes";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const { Point } = ed25519;
/** Big-endian, so that they compare like numbers. */
const P = bigEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
const L = bigEndian("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
/** The y of the eight points of small order; each is one of two points, told apart by the sign bit. */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000001",
  "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
  "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
  "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
].map(bigEndian);

function bigEndian(hex: string): Uint8Array {
  return fromHex(hex) as Uint8Array;
}

/** True for a canonical encoding of something that is no point of small order. Whether it is a point is not seen. */
function isPlainEncoding(bytes: Uint8Array): boolean {
  const y = bytes.toReversed();
  y[0] = (y[0] as number) & 0x7f;
  return compareBytes(y, P) < 0 && !SMALL_ORDER.some((small) => equalBytes(small, y));
}

/** True for the one encoding of a point that is not of small order: what can be asked of many keys at once. */
export function isKeyEncoding(bytes: Uint8Array): boolean {
  return pointOf(bytes) !== undefined;
}

/** True for a key that may verify. Costs a multiplication on the curve, about a millisecond. */
export function isGoodPublicKey(bytes: Uint8Array): boolean {
  return pointOf(bytes)?.isTorsionFree() === true;
}

function pointOf(bytes: Uint8Array) {
  if (bytes.length !== PUBLIC_KEY_BYTES || !isPlainEncoding(bytes)) return undefined;
  try {
    return Point.fromBytes(bytes);
  } catch {
    return undefined; // not on the curve
  }
}

/** What can be said of a signature without its key. Asked before every verification, by the platform or here. */
export function isGoodSignatureForm(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const s = signature.slice(32).reverse();
  return compareBytes(s, L) < 0 && isPlainEncoding(signature.slice(0, 32));
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** The equation itself, for a key and a signature that were found good: R is computed and compared as bytes. */
export function holdsEquation(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const r = signature.slice(0, 32);
  const order = Point.Fn.ORDER;
  const k = littleEndian(sha512(joinBytes([r, publicKey, message]))) % order;
  const s = littleEndian(signature.subarray(32));
  try {
    // L - k may stand for -k, because A is known to have the order L.
    const minusKa = Point.fromBytes(publicKey).multiplyUnsafe((order - k) % order);
    const computed = Point.BASE.multiplyUnsafe(s).add(minusKa);
    return equalBytes(computed.toBytes(), r);
  } catch {
    return false;
  }
}
