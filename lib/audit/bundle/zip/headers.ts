/**
 * What is written around the packed files, as bytes: of each file what is before, behind and in the directory, and the
 * end. A value that its field is too small for goes where zip64 has it, and only then: small bundles have none of that.
 */
import { joinBytes } from "../../bytes";
import * as zip from "./layout";

export interface Written {
  readonly name: Uint8Array;
  /** Where its header begins. */
  readonly at: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
}
export interface WrittenDirectory {
  readonly count: number;
  readonly size: number;
  readonly at: number;
}

/** Before the content nothing is known of it: whether it is large is first said behind it, and in the directory. */
export function localHeader(name: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(zip.LOCAL.bytes + name.length);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.LOCAL.signature, true);
  view.setUint16(4, zip.VERSION, true);
  view.setUint16(6, zip.HAS_DESCRIPTOR, true);
  view.setUint16(8, zip.DEFLATED, true);
  view.setUint16(12, zip.DATE, true);
  view.setUint16(26, name.length, true);
  bytes.set(name, zip.LOCAL.bytes);
  return bytes;
}

export function descriptor(file: Written): Uint8Array {
  const isLarge = zip.isLarge(file);
  const bytes = new Uint8Array(isLarge ? zip.DESCRIPTOR.large : zip.DESCRIPTOR.bytes);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.DESCRIPTOR.signature, true);
  view.setUint32(4, file.crc, true);
  if (isLarge) {
    view.setBigUint64(8, BigInt(file.packedSize), true);
    view.setBigUint64(16, BigInt(file.size), true);
  } else {
    view.setUint32(8, file.packedSize, true);
    view.setUint32(12, file.size, true);
  }
  return bytes;
}

export function centralHeader({ name, at, crc, packedSize, size }: Written): Uint8Array {
  const extra = largeExtra([size, packedSize, at].filter((value) => value > zip.MOST));
  const version = extra.length === 0 ? zip.VERSION : zip.LARGE_VERSION;
  const bytes = new Uint8Array(zip.CENTRAL.bytes);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.CENTRAL.signature, true);
  view.setUint16(4, version, true);
  view.setUint16(6, version, true);
  view.setUint16(8, zip.HAS_DESCRIPTOR, true);
  view.setUint16(10, zip.DEFLATED, true);
  view.setUint16(14, zip.DATE, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, fitted(packedSize), true);
  view.setUint32(24, fitted(size), true);
  view.setUint16(28, name.length, true);
  view.setUint16(30, extra.length, true);
  view.setUint32(42, fitted(at), true);
  return joinBytes([bytes, name, extra]);
}

function largeExtra(values: readonly number[]): Uint8Array {
  if (values.length === 0) return new Uint8Array(0);
  const { id, head, each } = zip.LARGE_EXTRA;
  const bytes = new Uint8Array(head + each * values.length);
  const view = zip.viewOf(bytes);
  view.setUint16(0, id, true);
  view.setUint16(2, each * values.length, true);
  for (const [i, value] of values.entries()) view.setBigUint64(head + each * i, BigInt(value), true);
  return bytes;
}

/** The end, and before it the larger one where it is needed. */
export function endRecords(directory: WrittenDirectory): Uint8Array {
  const { count, size, at } = directory;
  const bytes = new Uint8Array(zip.END.bytes);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.END.signature, true);
  view.setUint16(8, Math.min(count, zip.COUNT_ELSEWHERE), true);
  view.setUint16(10, Math.min(count, zip.COUNT_ELSEWHERE), true);
  view.setUint32(12, fitted(size), true);
  view.setUint32(16, fitted(at), true);
  const isLarge = count > zip.MOST_FILES || size > zip.MOST || at > zip.MOST;
  return isLarge ? joinBytes([largeEnd(directory), bytes]) : bytes;
}

function largeEnd({ count, size, at }: WrittenDirectory): Uint8Array {
  const bytes = new Uint8Array(zip.LARGE_END.bytes + zip.LOCATOR.bytes);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.LARGE_END.signature, true);
  view.setBigUint64(4, BigInt(zip.LARGE_END.follows), true);
  view.setUint16(12, zip.LARGE_VERSION, true);
  view.setUint16(14, zip.LARGE_VERSION, true);
  view.setBigUint64(24, BigInt(count), true);
  view.setBigUint64(32, BigInt(count), true);
  view.setBigUint64(40, BigInt(size), true);
  view.setBigUint64(48, BigInt(at), true);
  const locator = zip.LARGE_END.bytes;
  view.setUint32(locator, zip.LOCATOR.signature, true);
  view.setBigUint64(locator + 8, BigInt(at + size), true);
  view.setUint32(locator + 16, 1, true);
  return bytes;
}

function fitted(value: number): number {
  return Math.min(value, zip.ELSEWHERE);
}
