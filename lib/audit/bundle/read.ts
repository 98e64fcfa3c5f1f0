/**
 * Opens a bundle: checks that its files are those of a bundle, reads the small ones, and leaves the records to be
 * streamed. Says nothing about whether the log is valid; that is for the verifier, to which all of it goes.
 *
 * Guarantees: total on any archive (a refusal with a sentence); what it keeps in memory is bounded.
 */
import { joinBytes } from "../bytes";
import type { Archive, ArchivedFile } from "./archive";
import { BundleFault, type Read, reading } from "./fault";
import { BODIES, CHECKPOINT, checkFiles, ENTRIES, POLICY, PROOF } from "./files";

export interface Bundle {
  readonly entriesSize: number;
  /** The records, line by line, as bytes in pieces of any length. Throws a BundleFault for what cannot be unpacked. */
  entries(): AsyncIterable<Uint8Array>;
  /** As they are in the bundle; nothing of them was looked at. */
  readonly checkpoint?: Uint8Array;
  readonly proof?: Uint8Array;
  readonly policy?: Uint8Array;
  /** The hashes of the bodies that are there, in the order of the archive. */
  readonly bodies: readonly string[];
  /** Salt and bytes; undefined for a body that is not there. */
  body(sha256: string): Promise<Read<Uint8Array> | undefined>;
}

export function openBundle(archive: Archive): Promise<Read<Bundle>> {
  return reading(async () => {
    const files = checkFiles(archive);
    const whole = async (name: string) => {
      const file = files.get(name);
      return file && readWhole(archive, file);
    };
    const entries = files.get(ENTRIES) as ArchivedFile;
    const [checkpoint, proof, policy] = [await whole(CHECKPOINT), await whole(PROOF), await whole(POLICY)];
    return {
      entriesSize: entries.size,
      entries: () => archive.read(entries),
      ...(checkpoint && { checkpoint }),
      ...(proof && { proof }),
      ...(policy && { policy }),
      bodies: [...files.keys()]
        .filter((name) => name.startsWith(BODIES))
        .map((name) => name.slice(BODIES.length)),
      async body(sha256) {
        const file = files.get(BODIES + sha256);
        return file && reading(() => readWhole(archive, file));
      },
    };
  });
}

async function readWhole(archive: Archive, file: ArchivedFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of archive.read(file)) {
    size += piece.length;
    if (size > file.size) throw new BundleFault("TOO_LARGE", `"${file.name}" grew while it was read.`);
    pieces.push(piece.slice());
  }
  return joinBytes(pieces);
}
