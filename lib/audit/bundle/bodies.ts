/**
 * Holds the bodies of a bundle against its records. A record names a body by SHA-256 of 16 bytes of salt and the bytes;
 * so a body can be erased later and every proof still holds, and whoever keeps one can show that it is the one.
 */
import { fromUtf8, toHex } from "../bytes";
import type { Hasher } from "../hash";
import { BundleFault } from "./fault";
import { readLines } from "./lines";
import type { Bundle } from "./read";

export const SALT_BYTES = 16;

export interface BodiesReport {
  /** Bodies that are there and are what a record names. */
  readonly confirmed: number;
  /** A sentence for each that is not. */
  readonly faults: readonly string[];
}

/** Reads the bundle once, and each body once. Throws a BundleFault for what cannot be unpacked. */
export async function checkBodies(bundle: Bundle, hasher: Hasher): Promise<BodiesReport> {
  if (bundle.bodies.length === 0) return { confirmed: 0, faults: [] };
  const named = await namedBodies(bundle);
  const faults: string[] = [];
  for (const sha256 of bundle.bodies) {
    const content = await bundle.body(sha256);
    if (!content?.ok) throw new BundleFault(content?.fault ?? "MISSING", content?.why);
    const { value } = content;
    const bytes = named.get(sha256);
    if (toHex(hasher.sha256(value)) !== sha256) faults.push(`Body ${sha256} is not what its name says.`);
    else if (bytes === undefined) faults.push(`Body ${sha256} is named by no record.`);
    else if (value.length !== SALT_BYTES + bytes)
      faults.push(`Body ${sha256} is named with ${bytes} bytes, and has ${value.length - SALT_BYTES}.`);
  }
  return { confirmed: bundle.bodies.length - faults.length, faults };
}

/** Every object of a record that is a body, in its canonical form. In a string its quotes would be escaped. */
const BODY = /\{"bytes":(\d{1,16}),"sha256":"([0-9a-f]{64})"\}/g;

async function namedBodies(bundle: Bundle): Promise<ReadonlyMap<string, number>> {
  const present = new Set(bundle.bodies);
  const named = new Map<string, number>();
  for await (const { bytes } of readLines(bundle.entries()))
    for (const [, length, sha256 = ""] of (fromUtf8(bytes) ?? "").matchAll(BODY))
      if (present.has(sha256)) named.set(sha256, Number(length));
  return named;
}
