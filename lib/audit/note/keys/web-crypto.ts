/**
 * The part of WebCrypto that is used here, as it is found at run time: pages without a secure context have none, and
 * older browsers have one without Ed25519.
 *
 * Its verifier is used only after it answered two questions: that a good signature is good, and that one is bad which
 * satisfies the equation with the cofactor alone. A platform of the other school would accept what the rest refuses.
 */
import { fromHex, utf8 } from "../../bytes";

/** Opaque, and storable: IndexedDB keeps it without anybody seeing the key. */
export interface KeyHandle {
  readonly type: string;
  readonly extractable: boolean;
}

export interface Subtle {
  generateKey(
    algorithm: "Ed25519",
    extractable: boolean,
    usages: string[],
  ): Promise<{ readonly privateKey: KeyHandle; readonly publicKey: KeyHandle }>;
  importKey(
    format: "raw" | "pkcs8",
    bytes: Uint8Array,
    algorithm: "Ed25519",
    extractable: boolean,
    usages: string[],
  ): Promise<KeyHandle>;
  exportKey(format: "raw" | "pkcs8", key: KeyHandle): Promise<ArrayBuffer>;
  sign(algorithm: "Ed25519", key: KeyHandle, message: Uint8Array): Promise<ArrayBuffer>;
  verify(algorithm: "Ed25519", key: KeyHandle, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
}

const PROBE = {
  message: utf8("probe"),
  key: probe("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c"),
  good: probe(
    "8473d262f07a38c8becdb716e9bf8cb065c62145fdcbdc48782a8e7ca6670066cd77c22e8236e1727fee97532e58c0cd2c9696a096cace85087a4f035ab6520e",
  ),
  /** Its R has a part of order 8, which the cofactor would wipe out. */
  mixed: probe(
    "6a84d583f06569edb3f5ed77df65544b27d6948b4f0b2cb76f33dd8413b207193b1876e4b72e3ae0edd02bca457489f6083d4be5a66636ed8ab3caee9c9f0e01",
  ),
};

function probe(hex: string): Uint8Array {
  return fromHex(hex) as Uint8Array;
}

/** The platform's Ed25519, if it has one that agrees with the rule. */
export async function probeSubtle(subtle: Subtle | undefined): Promise<Subtle | undefined> {
  if (subtle === undefined) return undefined;
  try {
    const key = await subtle.importKey("raw", PROBE.key, "Ed25519", true, ["verify"]);
    const takesGood = await subtle.verify("Ed25519", key, PROBE.good, PROBE.message);
    const takesMixed = await subtle.verify("Ed25519", key, PROBE.mixed, PROBE.message);
    return takesGood && !takesMixed ? subtle : undefined;
  } catch {
    return undefined;
  }
}

let found: Promise<Subtle | undefined> | undefined;

/** The same for the realm in which this runs; probed once. */
export function platformEd25519(): Promise<Subtle | undefined> {
  found ??= probeSubtle((globalThis as { crypto?: { subtle?: Subtle } }).crypto?.subtle);
  return found;
}
