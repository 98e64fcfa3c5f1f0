/**
 * Reads the directory at the end of a zip file and holds it against the headers before the files. A zip says most
 * things twice, and readers differ in which of the two they believe; an archive in which they differ is shown as one
 * thing to a reviewer and as another to a verifier. So here both must say the same, and every byte must belong to
 * something: files follow each other without gaps or overlaps, the directory follows them, and nothing is behind it.
 */
import { equalBytes, fromUtf8 } from "../../bytes";
import type { ArchivedFile, RandomAccess } from "../archive";
import { BundleFault } from "../fault";
import * as zip from "./layout";

/** Far above what the files of a bundle need; a directory is read as a whole. */
const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;

export interface ZippedFile extends ArchivedFile {
  readonly method: number;
  readonly crc: number;
  /** Where its local header begins, and, once that was read, its content. */
  readonly at: number;
  readonly content: number;
}
type Listed = Omit<ZippedFile, "content"> & { readonly flags: number; readonly rawName: Uint8Array };

export async function readDirectory(source: RandomAccess): Promise<ZippedFile[]> {
  const { count, size, at } = await readEnd(source);
  if (size > MOST_DIRECTORY_BYTES) throw broken("its directory is larger than that of any bundle");
  const directory = await exactly(source, at, size);
  const listed = listFiles(directory, count);
  const files: ZippedFile[] = [];
  let next = 0;
  for (const file of listed) {
    if (file.at !== next) throw broken(`${quote(file)} does not begin where the file before it ends`);
    const content = await checkLocal(source, file);
    next = await checkDescriptor(source, file, content + file.packedSize);
    const { name, size: unpacked, packedSize, method, crc } = file;
    files.push({ name, size: unpacked, packedSize, method, crc, at: file.at, content });
  }
  if (next !== at) throw broken("its directory does not follow its last file");
  return files;
}

/** The end of the directory is the end of the file: with a comment there could be two ends, and two directories. */
async function readEnd(source: RandomAccess) {
  if (source.size < zip.END.bytes)
    throw new BundleFault("NOT_A_ZIP", "This is no zip file: it is too short.");
  const end = zip.viewOf(await exactly(source, source.size - zip.END.bytes, zip.END.bytes));
  if (end.getUint32(0, true) !== zip.END.signature) {
    throw new BundleFault(
      "NOT_A_ZIP",
      "This is no zip file, it was cut off, or something follows its directory.",
    );
  }
  const count = end.getUint16(10, true);
  const size = end.getUint32(12, true);
  const at = end.getUint32(16, true);
  if (end.getUint16(4, true) !== 0 || end.getUint16(6, true) !== 0 || end.getUint16(8, true) !== count)
    throw unsupported("it is spread over several disks");
  if (count > zip.MOST_FILES || size > zip.MOST || at > zip.MOST) throw unsupported("it is a zip64 file");
  if (end.getUint16(20, true) !== 0 || at + size !== source.size - zip.END.bytes)
    throw broken("its directory does not end where the file ends");
  return { count, size, at };
}

function listFiles(directory: Uint8Array, count: number): Listed[] {
  const view = zip.viewOf(directory);
  const files: Listed[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + zip.CENTRAL.bytes > directory.length || view.getUint32(at, true) !== zip.CENTRAL.signature)
      throw broken("its directory has fewer files than it says");
    const nameEnd = at + zip.CENTRAL.bytes + view.getUint16(at + 28, true);
    const end = nameEnd + view.getUint16(at + 30, true);
    if (end > directory.length) throw broken("a file in its directory is cut off");
    if (view.getUint16(at + 32, true) !== 0) throw unsupported("a file in it has a comment");
    files.push(listOne(view, at, directory.subarray(at + zip.CENTRAL.bytes, nameEnd)));
    checkExtras(directory.subarray(nameEnd, end));
    at = end;
  }
  if (at !== directory.length) throw broken("its directory has more files than it says");
  return files;
}

function listOne(view: DataView, at: number, rawName: Uint8Array): Listed {
  // Names are compared with those of a bundle later. Anything but ASCII would read differently in different tools.
  const name = fromUtf8(rawName);
  if (name === undefined || !/^[\x21-\x7e]{1,128}$/.test(name))
    throw new BundleFault("BAD_NAME", "A file of the zip has a name that no file of a bundle has.");
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const file = { name, rawName, flags, method, packedSize, size, crc: view.getUint32(at + 16, true) };
  const start = view.getUint32(at + 42, true);
  if ((flags & zip.ENCRYPTED) !== 0) throw unsupported(`${quote(file)} is encrypted`);
  const known = zip.HAS_DESCRIPTOR | zip.IS_UTF8 | zip.EFFORT;
  if ((flags & ~known) !== 0) throw unsupported(`${quote(file)} has unknown flags`);
  if (method !== zip.STORED && method !== zip.DEFLATED)
    throw unsupported(`${quote(file)} is packed in another way than deflate`);
  if (packedSize > zip.MOST || size > zip.MOST || start > zip.MOST) throw unsupported("it is a zip64 file");
  if (view.getUint16(at + 34, true) !== 0) throw unsupported("it is spread over several disks");
  if (method === zip.STORED && size !== packedSize) throw broken(`${quote(file)} has two sizes`);
  return { ...file, at: start };
}

/** Where the content begins, once the header before it says what the directory says. */
async function checkLocal(source: RandomAccess, file: Listed): Promise<number> {
  const { at, rawName } = file;
  const header = await exactly(source, at, zip.LOCAL.bytes + rawName.length);
  const view = zip.viewOf(header);
  const isLater = (file.flags & zip.HAS_DESCRIPTOR) !== 0;
  const isSame =
    view.getUint32(0, true) === zip.LOCAL.signature &&
    view.getUint16(6, true) === file.flags &&
    view.getUint16(8, true) === file.method &&
    view.getUint32(14, true) === (isLater ? 0 : file.crc) &&
    view.getUint32(18, true) === (isLater ? 0 : file.packedSize) &&
    view.getUint32(22, true) === (isLater ? 0 : file.size) &&
    view.getUint16(26, true) === rawName.length &&
    equalBytes(header.subarray(zip.LOCAL.bytes), rawName);
  if (!isSame) throw broken(`the header of ${quote(file)} says something else than the directory`);
  const extras = await exactly(source, at + header.length, view.getUint16(28, true));
  checkExtras(extras);
  return at + header.length + extras.length;
}

/** Dates and owners are let through, and looked at by nobody. An extra can also carry another name or another size. */
function checkExtras(extras: Uint8Array): void {
  const view = zip.viewOf(extras);
  for (let at = 0; at < extras.length; ) {
    const end = at + 4 <= extras.length ? at + 4 + view.getUint16(at + 2, true) : Number.POSITIVE_INFINITY;
    if (end > extras.length) throw broken("an extra field of a file is cut off");
    if (!zip.HARMLESS_EXTRAS.includes(view.getUint16(at, true)))
      throw unsupported("a file in it has an extra field that is neither date nor owner");
    at = end;
  }
}

/** Where the next file begins. */
async function checkDescriptor(source: RandomAccess, file: Listed, at: number): Promise<number> {
  if ((file.flags & zip.HAS_DESCRIPTOR) === 0) return at;
  const view = zip.viewOf(await exactly(source, at, zip.DESCRIPTOR.bytes));
  const isSame =
    view.getUint32(0, true) === zip.DESCRIPTOR.signature &&
    view.getUint32(4, true) === file.crc &&
    view.getUint32(8, true) === file.packedSize &&
    view.getUint32(12, true) === file.size;
  if (!isSame) throw broken(`what follows ${quote(file)} says something else than the directory`);
  return at + zip.DESCRIPTOR.bytes;
}

async function exactly(source: RandomAccess, at: number, length: number): Promise<Uint8Array> {
  const bytes = at + length <= source.size ? await source.read(at, length) : new Uint8Array(0);
  if (bytes.length !== length) throw broken("it points beyond its end");
  return bytes;
}

function quote({ name }: { readonly name: string }): string {
  return JSON.stringify(name);
}
function broken(why: string): BundleFault {
  return new BundleFault("BAD_ARCHIVE", `The zip file contradicts itself: ${why}.`);
}
function unsupported(why: string): BundleFault {
  return new BundleFault("UNSUPPORTED", `The zip file is not one of a bundle: ${why}.`);
}
