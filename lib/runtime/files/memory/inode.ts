/**
 * What a name stands for. One class for all kinds, so that the engine sees one shape. A node belongs to the epoch in
 * which it was made or copied: whoever wants to change it asks the volume for the copy of the current epoch.
 */
import { S_IFCHR, S_IFDIR, S_IFLNK, S_IFREG } from "../flags";
import type { FileKind } from "../types";
import { Content } from "./content";

export const ROOT_INO = 1;

const TYPE_BITS: Record<FileKind, number> = {
  file: S_IFREG,
  directory: S_IFDIR,
  symlink: S_IFLNK,
  character: S_IFCHR,
};

export class Inode {
  epoch: number;
  readonly ino: number;
  readonly kind: FileKind;
  /** The mount that it is part of. */
  dev = 1;
  /** Permission bits alone. */
  mode = 0;
  uid = 0;
  gid = 0;
  nlink = 0;
  atime = 0n;
  mtime = 0n;
  ctime = 0n;
  birthtime = 0n;
  /** Of a folder: its one name and the folder that it is in, so that a path can be told from a node. */
  name = "";
  parent = 0;
  entries: Map<string, number> | undefined;
  content: Content | undefined;
  /** Of a symbolic link; of a device its name among the devices. */
  target = "";
  /** Of a symbolic link: the bytes of its target. */
  linkSize = 0;

  constructor(epoch: number, ino: number, kind: FileKind) {
    this.epoch = epoch;
    this.ino = ino;
    this.kind = kind;
    if (kind === "directory") this.entries = new Map();
    if (kind === "file") this.content = new Content(epoch);
  }

  /** Of a folder, the map is copied whole; of a file, the list of chunks. */
  copy(epoch: number): Inode {
    const copy = new Inode(epoch, this.ino, this.kind);
    copy.dev = this.dev;
    copy.mode = this.mode;
    copy.uid = this.uid;
    copy.gid = this.gid;
    copy.nlink = this.nlink;
    copy.atime = this.atime;
    copy.mtime = this.mtime;
    copy.ctime = this.ctime;
    copy.birthtime = this.birthtime;
    copy.name = this.name;
    copy.parent = this.parent;
    copy.target = this.target;
    copy.linkSize = this.linkSize;
    if (this.entries) copy.entries = new Map(this.entries);
    if (this.content) copy.content = new Content(epoch, this.content);
    return copy;
  }

  get size(): number {
    if (this.content) return this.content.size;
    return this.kind === "directory" ? 4096 : this.kind === "symlink" ? this.linkSize : 0;
  }
  get statMode(): number {
    return TYPE_BITS[this.kind] | this.mode;
  }
}
