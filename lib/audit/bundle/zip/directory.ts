/**
 * Reads the directory at the end of a zip file and holds it against the headers before the files. A zip says most
 * things twice, and readers differ in which of the two they believe; an archive in which they differ is shown as one
 * thing to a reviewer and as another to a verifier. So here both must say the same, and every byte must belong to
 * something: files follow each other without gaps or overlaps, the directory follows them, and nothing is behind it.
 */
import { equalBytes, fromUtf8 } from "../../bytes";
import type { ArchivedFile, RandomAccess } from "../archive";
import { BundleFault } from "../fault";
import { broken, exactly, unsupported, wholeAt } from "./access";
import { readEnd } from "./end";
import { readExtras } from "./extras";
import * as zip from "./layout";

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
  if (size > zip.MOST_DIRECTORY_BYTES) throw broken("its directory is larger than that of any bundle");
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
    const name = directory.subarray(at + zip.CENTRAL.bytes, nameEnd);
    files.push(listOne(view, at, name, directory.subarray(nameEnd, end)));
    at = end;
  }
  if (at !== directory.length) throw broken("its directory has more files than it says");
  return files;
}

function listOne(view: DataView, at: number, rawName: Uint8Array, extras: Uint8Array): Listed {
  // Names are compared with those of a bundle later. Anything but ASCII would read differently in different tools.
  const name = fromUtf8(rawName);
  if (name === undefined || !/^[\x21-\x7e]{1,128}$/.test(name))
    throw new BundleFault("BAD_NAME", "A file of the zip has a name that no file of a bundle has.");
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const places = placesOf(view, at, extras);
  const file = { name, rawName, flags, method, crc: view.getUint32(at + 16, true), ...places };
  if ((flags & zip.ENCRYPTED) !== 0) throw unsupported(`${quote(file)} is encrypted`);
  const known = zip.HAS_DESCRIPTOR | zip.IS_UTF8 | zip.EFFORT;
  if ((flags & ~known) !== 0) throw unsupported(`${quote(file)} has unknown flags`);
  if (method !== zip.STORED && method !== zip.DEFLATED)
    throw unsupported(`${quote(file)} is packed in another way than deflate`);
  if (view.getUint16(at + 34, true) !== 0) throw unsupported("it is spread over several disks");
  if (method === zip.STORED && file.size !== file.packedSize) throw broken(`${quote(file)} has two sizes`);
  return file;
}

/** Sizes and place of a file: those that its fields are too small for stand, in this order, in an extra field. */
function placesOf(view: DataView, at: number, extras: Uint8Array) {
  const fields = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  const elsewhere = fields.filter((field) => field === zip.ELSEWHERE).length;
  const larger = [...readExtras(extras, elsewhere)];
  // A second way to say the same, which some readers do not know, is for what cannot be said in the first.
  if (elsewhere > 0 && larger.every((value) => value <= zip.MOST))
    throw broken("a file in it is told as a large one, and is none");
  const [size, packedSize, start] = fields.map((field) =>
    field === zip.ELSEWHERE ? (larger.shift() as number) : field,
  ) as [number, number, number];
  return { size, packedSize, at: start };
}

/** Where the content begins, once the header before it says what the directory says. */
async function checkLocal(source: RandomAccess, file: Listed): Promise<number> {
  const { at, rawName } = file;
  const header = await exactly(source, at, zip.LOCAL.bytes + rawName.length);
  const view = zip.viewOf(header);
  const isLater = (file.flags & zip.HAS_DESCRIPTOR) !== 0;
  const isLarge = !isLater && zip.isLarge(file);
  const told = (size: number) => (isLater ? 0 : isLarge ? zip.ELSEWHERE : size);
  const isSame =
    view.getUint32(0, true) === zip.LOCAL.signature &&
    view.getUint16(6, true) === file.flags &&
    view.getUint16(8, true) === file.method &&
    view.getUint32(14, true) === (isLater ? 0 : file.crc) &&
    view.getUint32(18, true) === told(file.packedSize) &&
    view.getUint32(22, true) === told(file.size) &&
    view.getUint16(26, true) === rawName.length &&
    equalBytes(header.subarray(zip.LOCAL.bytes), rawName);
  if (!isSame) throw differs(file);
  const extras = await exactly(source, at + header.length, view.getUint16(28, true));
  // Here always both sizes, also when only one of them is large.
  const [size, packedSize] = readExtras(extras, isLarge ? 2 : 0);
  if (isLarge && (size !== file.size || packedSize !== file.packedSize)) throw differs(file);
  return at + header.length + extras.length;
}

/** Where the next file begins. */
async function checkDescriptor(source: RandomAccess, file: Listed, at: number): Promise<number> {
  if ((file.flags & zip.HAS_DESCRIPTOR) === 0) return at;
  const isLarge = zip.isLarge(file);
  const length = isLarge ? zip.DESCRIPTOR.large : zip.DESCRIPTOR.bytes;
  const view = zip.viewOf(await exactly(source, at, length));
  const isSame =
    view.getUint32(0, true) === zip.DESCRIPTOR.signature &&
    view.getUint32(4, true) === file.crc &&
    (isLarge ? wholeAt(view, 8) : view.getUint32(8, true)) === file.packedSize &&
    (isLarge ? wholeAt(view, 16) : view.getUint32(12, true)) === file.size;
  if (!isSame) throw broken(`what follows ${quote(file)} says something else than the directory`);
  return at + length;
}

function differs(file: Listed): BundleFault {
  return broken(`the header of ${quote(file)} says something else than the directory`);
}

function quote({ name }: { readonly name: string }): string {
  return JSON.stringify(name);
}
