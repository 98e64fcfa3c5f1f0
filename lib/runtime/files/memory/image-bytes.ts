/**
 * An image as bytes, for storing: a mark, the length of a JSON text, the text, and the bytes of all files one after the
 * other. Reading is total, and it copies nothing: files are views of what was read until they are restored.
 */
import type { Image, ImageNode } from "./image";
import type { Limits } from "./limits";
import { type ReadImage, readImage } from "./read-image";

/** "AEGISFS" and a zero. */
const MARK = Uint8Array.of(0x41, 0x45, 0x47, 0x49, 0x53, 0x46, 0x53, 0);
const HEADER_BYTES = MARK.length + 4;
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function encodeImage(image: Image): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const nodes = image.nodes.map((node) => ({
    ...node,
    times: node.times.map(String),
    ...(node.extents
      ? { extents: node.extents.map(({ offset, bytes }) => [offset, parts.push(bytes) && bytes.length]) }
      : {}),
  }));
  const text = new TextEncoder().encode(JSON.stringify({ ...image, nodes }));
  let length = HEADER_BYTES + text.length;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  all.set(MARK);
  new DataView(all.buffer).setUint32(MARK.length, text.length);
  all.set(text, HEADER_BYTES);
  let at = HEADER_BYTES + text.length;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function decodeImage(bytes: Uint8Array, limits: Limits): ReadImage {
  try {
    const value = decode(bytes);
    return value === undefined ? { ok: false, fault: "NOT_AN_IMAGE" } : readImage(value, limits);
  } catch {
    // No UTF-8, no JSON, or JSON of another shape: what was to be a list is something else.
    return { ok: false, fault: "NOT_AN_IMAGE" };
  }
}

function decode(bytes: Uint8Array): unknown {
  if (bytes.length < HEADER_BYTES || MARK.some((byte, i) => bytes[i] !== byte)) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(MARK.length);
  const start = HEADER_BYTES + length;
  if (start > bytes.length) return undefined;
  const image = JSON.parse(DECODER.decode(bytes.subarray(HEADER_BYTES, start))) as { nodes: StoredNode[] };
  let at = start;
  const take = (count: unknown): Uint8Array | undefined => {
    if (!Number.isSafeInteger(count) || (count as number) < 0) return undefined;
    at += count as number;
    return at > bytes.length ? undefined : bytes.subarray(at - (count as number), at);
  };
  const nodes = image.nodes.map((node) => ({
    ...node,
    times: node.times.map(timeOf),
    ...(node.extents
      ? { extents: node.extents.map(([offset, count]) => ({ offset, bytes: take(count) })) }
      : {}),
  }));
  // Bytes that belong to nothing would make two different texts the same image.
  return at === bytes.length ? { ...image, nodes } : undefined;
}

/** Longer texts are no time, and turning them into a number takes longer than their length. */
const timeOf = (text: string): bigint | undefined => (text.length <= 20 ? BigInt(text) : undefined);

interface StoredNode extends Omit<ImageNode, "times" | "extents"> {
  readonly times: readonly string[];
  readonly extents?: readonly (readonly [number, number])[];
}
