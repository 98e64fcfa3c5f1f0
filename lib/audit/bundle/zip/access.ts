/** How the parts of a zip file are read, and what is said of one that cannot be right. */
import type { RandomAccess } from "../archive";
import { BundleFault } from "../fault";

export async function exactly(source: RandomAccess, at: number, length: number): Promise<Uint8Array> {
  const isInside = at >= 0 && at + length <= source.size;
  const bytes = isInside ? await source.read(at, length) : new Uint8Array(0);
  if (bytes.length !== length) throw broken("it points beyond its end");
  return bytes;
}

/** A number of eight bytes. One that a number here cannot hold is no size and no place of anything. */
export function wholeAt(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken("it points beyond its end");
  return Number(value);
}

export function broken(why: string): BundleFault {
  return new BundleFault("BAD_ARCHIVE", `The zip file contradicts itself: ${why}.`);
}
export function unsupported(why: string): BundleFault {
  return new BundleFault("UNSUPPORTED", `The zip file is not one of a bundle: ${why}.`);
}
