/** A zip file as an archive. */
import type { Archive, RandomAccess } from "../archive";
import { BundleFault, type Read, reading } from "../fault";
import { crc32 } from "./crc32";
import { readDirectory, type ZippedFile } from "./directory";
import { Inflater } from "./inflate";
import { DEFLATED } from "./layout";

/** So much packed data is looked at once: small, because a thousand times as much can come out of it. */
const READ_AT_ONCE = 16_384;

export function openZip(source: RandomAccess): Promise<Read<Archive>> {
  return reading(async () => {
    const files = await readDirectory(source);
    const byName = new Map(files.map((file) => [file.name, file]));
    return {
      files,
      read(file) {
        const zipped = byName.get(file.name);
        if (!zipped) throw new TypeError(`${file.name} is of another archive.`);
        return checked(zipped, unpack(source, zipped));
      },
    };
  });
}

/** Hands on what was unpacked as long as it can be what the archive says it is. */
async function* checked(file: ZippedFile, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  let crc = 0;
  for await (const piece of pieces) {
    size += piece.length;
    // At once, not at the end: what lies about its size may never end.
    if (size > file.size) throw lies(file, "it unpacks to more bytes than the archive says");
    crc = crc32(piece, crc);
    yield piece;
  }
  if (size !== file.size) throw lies(file, "it unpacks to fewer bytes than the archive says");
  if (crc !== file.crc) throw lies(file, "its checksum is wrong");
}

async function* unpack(source: RandomAccess, file: ZippedFile): AsyncGenerator<Uint8Array> {
  const inflater = file.method === DEFLATED ? new Inflater() : undefined;
  let done = 0;
  do {
    const length = Math.min(READ_AT_ONCE, file.packedSize - done);
    const packed = await source.read(file.content + done, length);
    if (packed.length !== length) throw lies(file, "it is cut off");
    done += length;
    if (inflater) yield* inflater.push(packed, done === file.packedSize);
    else if (length > 0) yield packed;
  } while (done < file.packedSize);
}

function lies({ name }: ZippedFile, why: string): BundleFault {
  return new BundleFault("BAD_CONTENT", `${JSON.stringify(name)} cannot be unpacked: ${why}.`);
}
