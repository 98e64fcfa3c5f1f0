/**
 * Writes a zip file as a stream: the files in the order given, packed with deflate, with one fixed date and nothing
 * that depends on machine, user or time. The same files give the same bytes, on every platform: the packer is not the
 * platform's own, and it is fed in pieces of one size, however the content comes.
 */
import { Deflate } from "fflate";
import { AuditFault, joinBytes, utf8 } from "../../bytes";
import { crc32 } from "./crc32";
import * as zip from "./layout";

const PIECE = 65_536;
/** Half the memory of the default, which also depends on the length of the first piece. */
const EFFORT = { level: 6, mem: 8 } as const;
const FLAGS = zip.HAS_DESCRIPTOR;

export interface FileToWrite {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}
interface Written {
  readonly name: Uint8Array;
  readonly at: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
}

export async function* writeZip(
  files: AsyncIterable<FileToWrite> | Iterable<FileToWrite>,
): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let at = 0;
  for await (const file of files) {
    if (written.length === zip.MOST_FILES) throw tooLarge();
    const name = utf8(file.name);
    const local = localHeader(name);
    yield local;
    const packing = new Packing();
    for await (const piece of inPieces(file.content)) yield packing.push(piece, false);
    yield packing.push(new Uint8Array(0), true);
    const entry = { name, at, crc: packing.crc, packedSize: packing.packedSize, size: packing.size };
    at += local.length + entry.packedSize + zip.DESCRIPTOR.bytes;
    if (at > zip.MOST || entry.size > zip.MOST) throw tooLarge();
    written.push(entry);
    yield descriptor(entry);
  }
  const directory = joinBytes(written.map(centralHeader));
  yield directory;
  yield endRecord(written.length, directory.length, at);
}

class Packing {
  crc = 0;
  size = 0;
  packedSize = 0;
  #out: Uint8Array[] = [];
  readonly #deflate = new Deflate({ ...EFFORT }, (piece) => this.#out.push(piece));

  push(piece: Uint8Array, isLast: boolean): Uint8Array {
    this.crc = crc32(piece, this.crc);
    this.size += piece.length;
    this.#out = [];
    this.#deflate.push(piece, isLast);
    const packed = joinBytes(this.#out);
    this.packedSize += packed.length;
    return packed;
  }
}

/** The same bytes in pieces of one size. */
async function* inPieces(content: FileToWrite["content"]): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(PIECE);
  let filled = 0;
  for await (const bytes of content) {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + PIECE - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < PIECE) continue;
      yield piece;
      piece = new Uint8Array(PIECE);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

function localHeader(name: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(zip.LOCAL.bytes + name.length);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.LOCAL.signature, true);
  view.setUint16(4, zip.VERSION, true);
  view.setUint16(6, FLAGS, true);
  view.setUint16(8, zip.DEFLATED, true);
  view.setUint16(12, zip.DATE, true);
  view.setUint16(26, name.length, true);
  bytes.set(name, zip.LOCAL.bytes);
  return bytes;
}

function descriptor({ crc, packedSize, size }: Written): Uint8Array {
  const bytes = new Uint8Array(zip.DESCRIPTOR.bytes);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.DESCRIPTOR.signature, true);
  view.setUint32(4, crc, true);
  view.setUint32(8, packedSize, true);
  view.setUint32(12, size, true);
  return bytes;
}

function centralHeader({ name, at, crc, packedSize, size }: Written): Uint8Array {
  const bytes = new Uint8Array(zip.CENTRAL.bytes + name.length);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.CENTRAL.signature, true);
  view.setUint16(4, zip.VERSION, true);
  view.setUint16(6, zip.VERSION, true);
  view.setUint16(8, FLAGS, true);
  view.setUint16(10, zip.DEFLATED, true);
  view.setUint16(14, zip.DATE, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, packedSize, true);
  view.setUint32(24, size, true);
  view.setUint16(28, name.length, true);
  view.setUint32(42, at, true);
  bytes.set(name, zip.CENTRAL.bytes);
  return bytes;
}

function endRecord(count: number, size: number, at: number): Uint8Array {
  const bytes = new Uint8Array(zip.END.bytes);
  const view = zip.viewOf(bytes);
  view.setUint32(0, zip.END.signature, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, at, true);
  return bytes;
}

function tooLarge(): AuditFault {
  return new AuditFault("TOO_LARGE", "The bundle is too large for a zip file: export it as a folder.");
}
