/** The fields of a zip file (APPNOTE 6.3.10, section 4.3), where they are, and what a bundle has in them. */
export const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;
export const CENTRAL = { signature: 0x02014b50, bytes: 46 } as const;
export const END = { signature: 0x06054b50, bytes: 22 } as const;
/** Behind a file whose sizes were not known when it was begun. Those of a large file take eight bytes each. */
export const DESCRIPTOR = { signature: 0x08074b50, bytes: 16, large: 24 } as const;
/** Before the end where that one is too small; the locator, between the two, says where the other begins. */
export const LARGE_END = { signature: 0x06064b50, bytes: 56, follows: 44 } as const;
export const LOCATOR = { signature: 0x07064b50, bytes: 20 } as const;
/** An extra field with the sizes and places that their own fields are too small for, eight bytes each. */
export const LARGE_EXTRA = { id: 0x0001, head: 4, each: 8 } as const;

export const STORED = 0;
export const DEFLATED = 8;

/** Sizes follow in a descriptor; the name is UTF-8. Two more bits only say how hard the packer tried. */
export const HAS_DESCRIPTOR = 1 << 3;
export const IS_UTF8 = 1 << 11;
export const EFFORT = 0b110;
export const ENCRYPTED = (1 << 0) | (1 << 6) | (1 << 13);

/** Times in two ways, and the owner in one: what `zip` and the tools of desktops add. */
export const HARMLESS_EXTRAS: readonly number[] = [0x5455, 0x000a, 0x7875];

/** Deflate as it has been since PKZIP 2.0, and zip64. */
export const VERSION = 20;
export const LARGE_VERSION = 45;
/** The first day that the format has: what is packed has dates of its own, and a bundle is the same whenever it is made. */
export const DATE = (1 << 5) | 1;
/** Above it sizes and places do not fit into their fields, and those of zip64 are needed. */
export const MOST = 0xffff_fffe;
export const MOST_FILES = 0xfffe;
/** What stands in a field whose value is elsewhere. */
export const ELSEWHERE = 0xffff_ffff;
export const COUNT_ELSEWHERE = 0xffff;
/** Far above what the files of a bundle need; a directory is made and read as a whole. */
export const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;

/** Whether the sizes of a file take eight bytes each where they are told behind it, or before it in its own header. */
export function isLarge({
  size,
  packedSize,
}: {
  readonly size: number;
  readonly packedSize: number;
}): boolean {
  return size > MOST || packedSize > MOST;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
