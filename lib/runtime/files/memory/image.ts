/**
 * A whole file system as plain data: what a structured clone carries, and what is read back with everything checked.
 * Writing shares the bytes of files with the file system: clone or encode it before anything changes.
 *
 * Guarantees: `readImage` is total. What it accepts is one tree, with every node reachable or open, every count of links
 * right, and every name and size within what the system itself would make.
 */
import { PERMISSIONS } from "../flags";
import type { FileKind } from "../types";
import { type Description, Descriptors } from "./descriptors";
import { Inode } from "./inode";
import { InodeTable } from "./inode-table";
import type { Mount, VolumeState } from "./volume";

export const IMAGE_FORMAT = 1;

export interface ImageExtent {
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export interface ImageNode {
  readonly ino: number;
  readonly kind: FileKind;
  readonly dev: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Accessed, modified, changed, made; nanoseconds since 1970. */
  readonly times: readonly [bigint, bigint, bigint, bigint];
  readonly entries?: readonly (readonly [name: string, ino: number])[];
  readonly size?: number;
  readonly extents?: readonly ImageExtent[];
  readonly target?: string;
}
export interface ImageDescriptor {
  readonly fd: number;
  readonly ino: number;
  readonly flags: number;
  readonly position: number;
  readonly folder: number;
  readonly name: string;
}
export interface Image {
  readonly format: typeof IMAGE_FORMAT;
  readonly nextIno: number;
  readonly mounts: readonly { readonly dev: number; readonly ino: number; readonly isReadOnly: boolean }[];
  readonly nodes: readonly ImageNode[];
  readonly descriptors: readonly ImageDescriptor[];
}

export function toImage(state: VolumeState): Image {
  return {
    format: IMAGE_FORMAT,
    nextIno: state.table.nextIno,
    mounts: [...state.mounts].map(([dev, { ino, isReadOnly }]) => ({ dev, ino, isReadOnly })),
    nodes: [...state.table.nodes()].map(imageNode),
    descriptors: [...state.fds.entries()].map(([fd, description]) => ({ fd, ...description })),
  };
}

function imageNode(node: Inode): ImageNode {
  const { ino, kind, dev, mode, uid, gid, entries, content } = node;
  return {
    ino,
    kind,
    dev,
    mode,
    uid,
    gid,
    times: [node.atime, node.mtime, node.ctime, node.birthtime],
    ...(entries ? { entries: [...entries] } : {}),
    ...(content ? { size: content.size, extents: [...content.extents()] } : {}),
    ...(entries || content ? {} : { target: node.target }),
  };
}

/** Of an image that `readImage` has accepted. The bytes are copied. */
export function fromImage(image: Image, epoch: number, linkBytes: (target: string) => number): VolumeState {
  const table = new InodeTable();
  let usedBytes = 0;
  for (const entry of image.nodes) {
    const node = nodeOf(entry, epoch, linkBytes);
    usedBytes += node.content?.stored ?? 0;
    table.add(node);
  }
  for (const { ino, entries = [] } of image.nodes) nameChildren(table, ino, entries);
  table.nextIno = image.nextIno;
  const fds = new Descriptors();
  for (const { fd, ...rest } of image.descriptors) fds.put(fd, { ...rest } satisfies Description);
  const mounts = new Map<number, Mount>();
  for (const { dev, ino, isReadOnly } of image.mounts) mounts.set(dev, { ino, isReadOnly });
  return { table, fds, mounts, usedBytes };
}

function nodeOf(entry: ImageNode, epoch: number, linkBytes: (target: string) => number): Inode {
  const node = new Inode(epoch, entry.ino, entry.kind);
  node.dev = entry.dev;
  node.mode = entry.mode & PERMISSIONS;
  node.uid = entry.uid;
  node.gid = entry.gid;
  [node.atime, node.mtime, node.ctime, node.birthtime] = entry.times;
  node.target = entry.target ?? "";
  if (entry.kind === "symlink") node.linkSize = linkBytes(node.target);
  for (const { offset, bytes } of entry.extents ?? []) node.content?.write(bytes, offset);
  node.content?.resize(entry.size ?? 0);
  if (entry.entries) node.entries = new Map(entry.entries);
  if (entry.ino === 1) node.parent = 1;
  return node;
}

/** Counts of links are not stored but counted, so that they cannot be wrong. */
function nameChildren(table: InodeTable, ino: number, entries: readonly (readonly [string, number])[]): void {
  const folder = table.get(ino);
  if (folder === undefined) return;
  // A removed folder that is still open has none; its own two are `.` and its name.
  if (ino === 1) folder.nlink += 2;
  for (const [name, child] of entries) {
    const node = table.get(child);
    if (node === undefined) continue;
    if (node.kind === "directory") {
      node.name = name;
      node.parent = ino;
      node.nlink += 2;
      folder.nlink++;
    } else node.nlink++;
  }
}
