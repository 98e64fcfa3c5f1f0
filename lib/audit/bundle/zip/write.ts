/**
 * Writes a zip file as a stream: the files in the order given, packed with deflate, with one fixed date and nothing
 * that depends on machine, user or time. The same files give the same bytes, on every platform: the packer is not the
 * platform's own, and it is fed in pieces of one size, however the content comes. Memory does not grow with the content,
 * but with the number of files. Beyond 4 GiB, or 65,534 files, the fields of zip64 are written, and nowhere else.
 */
import { Deflate } from "fflate";
import { AuditFault, joinBytes, utf8 } from "../../bytes";
import { crc32 } from "./crc32";
import { centralHeader, descriptor, endRecords, localHeader } from "./headers";
import { MOST_DIRECTORY_BYTES } from "./layout";

const PIECE = 65_536;
/** Half the memory of the default, which also depends on the length of the first piece. */
const EFFORT = { level: 6, mem: 8 } as const;

export interface FileToWrite {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export async function* writeZip(
  files: AsyncIterable<FileToWrite> | Iterable<FileToWrite>,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let [at, size] = [0, 0];
  for await (const file of files) {
    const name = utf8(file.name);
    const local = localHeader(name);
    yield local;
    const packing = new Packing();
    for await (const piece of inPieces(file.content)) yield packing.push(piece, false);
    yield packing.push(new Uint8Array(0), true);
    const entry = { name, at, crc: packing.crc, packedSize: packing.packedSize, size: packing.size };
    const behind = descriptor(entry);
    yield behind;
    const listed = centralHeader(entry);
    directory.push(listed);
    at += local.length + entry.packedSize + behind.length;
    size += listed.length;
    // What nobody could read back is not begun to be written any further.
    if (size > MOST_DIRECTORY_BYTES) throw tooLarge();
  }
  yield joinBytes(directory);
  yield endRecords({ count: directory.length, size, at });
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

function tooLarge(): AuditFault {
  return new AuditFault("TOO_LARGE", "The bundle has too many files for a zip file: export it as a folder.");
}
