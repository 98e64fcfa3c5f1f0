/** Named files, wherever they are: in a zip or in a folder. What reads bundles does not know which. */
export interface ArchivedFile {
  readonly name: string;
  /** As the archive says. What is read is never more. */
  readonly size: number;
  /** How many bytes it takes in the archive; the same as `size` where nothing is packed. */
  readonly packedSize: number;
}

export interface Archive {
  readonly files: readonly ArchivedFile[];
  /** The content, in pieces. Throws a BundleFault where it is not what the archive says of it. */
  read(file: ArchivedFile): AsyncIterable<Uint8Array>;
}

/** Bytes that can be read at any place, such as an open file. Gives fewer bytes than asked for only at the end. */
export interface RandomAccess {
  readonly size: number;
  read(at: number, length: number): Promise<Uint8Array>;
}

export function bytesAsAccess(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) };
}
