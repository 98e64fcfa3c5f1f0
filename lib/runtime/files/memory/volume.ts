/**
 * The state of one file system in memory and the few steps that every operation is made of: nodes, names, room, time
 * and rights. Operations check first and change afterwards, so one that fails has changed nothing.
 */
import type { FsCode } from "../errors";
import { FilesFault } from "../errors";
import { PERMISSIONS } from "../flags";
import type { FileKind } from "../types";
import { Descriptors } from "./descriptors";
import type { Device } from "./devices";
import { Feed } from "./feed";
import { Inode, ROOT_INO } from "./inode";
import { InodeTable } from "./inode-table";
import { checkedLimits, type Limits } from "./limits";

export interface VolumeOptions {
  /** Nanoseconds since 1970. The file system has no other clock. */
  readonly clock: () => bigint;
  readonly uid?: number;
  readonly gid?: number;
  readonly umask?: number;
  readonly limits?: Partial<Limits>;
  /** Shown in /dev under their names. */
  readonly devices?: Readonly<Record<string, Device>>;
}

export interface Mount {
  readonly ino: number;
  readonly isReadOnly: boolean;
}

/** What a snapshot keeps and restoring puts back. */
export interface VolumeState {
  readonly table: InodeTable;
  readonly fds: Descriptors;
  readonly mounts: ReadonlyMap<number, Mount>;
  readonly usedBytes: number;
}

export class Volume {
  readonly clock: () => bigint;
  readonly uid: number;
  readonly gid: number;
  readonly umask: number;
  readonly limits: Limits;
  readonly devices: ReadonlyMap<string, Device>;
  readonly feed = new Feed(this);
  table = new InodeTable();
  fds = new Descriptors();
  mounts = new Map<number, Mount>([[1, { ino: ROOT_INO, isReadOnly: false }]]);
  usedBytes = 0;
  /** Of nodes and chunks: what is of an older one is shared with a snapshot. */
  epoch = 1;
  /** Of names: while it stands still, what was located is where it was. */
  generation = 1;

  constructor(options: VolumeOptions) {
    this.clock = options.clock;
    this.uid = options.uid ?? 1000;
    this.gid = options.gid ?? 1000;
    this.umask = options.umask ?? 0o022;
    this.limits = checkedLimits(options.limits ?? {});
    this.devices = new Map(Object.entries(options.devices ?? {}));
    const root = this.newNode("directory", 0o755, 1);
    root.parent = ROOT_INO;
    root.nlink = 2;
  }

  /** /dev belongs to root: a guest reads and writes devices, and adds and removes none. */
  makeDevices(): void {
    if (this.devices.size === 0) return;
    const folder = this.newNode("directory", 0o755, 1);
    folder.uid = folder.gid = 0;
    this.link(this.node(ROOT_INO), "dev", folder);
    for (const name of this.devices.keys()) {
      const node = this.newNode("character", 0o666, 1);
      node.uid = node.gid = 0;
      node.target = name;
      this.link(folder, name, node);
    }
  }

  node(ino: number): Inode {
    const node = this.table.get(ino);
    if (node === undefined) throw new FilesFault("STALE", "The file is not there any more.");
    return node;
  }

  /** The node to be changed: no snapshot sees what is done to it. */
  own(ino: number): Inode {
    return this.table.own(ino, this.epoch);
  }

  /** Whether the fixed user may do all of `mask` (R_OK, W_OK, X_OK) with the node. */
  may(node: Inode, mask: number): boolean {
    const shift = node.uid === this.uid ? 6 : node.gid === this.gid ? 3 : 0;
    return ((node.mode >> shift) & mask) === mask;
  }

  isReadOnly(dev: number): boolean {
    return this.mounts.get(dev)?.isReadOnly === true;
  }

  isMountPoint(node: Inode): boolean {
    return node.kind === "directory" && this.mounts.get(node.dev)?.ino === node.ino;
  }

  /** Room for one more node; asked before any change. */
  noRoom(nodes: number): FsCode | undefined {
    return this.table.count + nodes > this.limits.files ? "ENOSPC" : undefined;
  }

  newNode(kind: FileKind, mode: number, dev: number): Inode {
    const node = new Inode(this.epoch, this.table.nextIno, kind);
    const now = this.clock();
    node.mode = mode & PERMISSIONS;
    node.dev = dev;
    node.uid = this.uid;
    node.gid = this.gid;
    node.atime = node.mtime = node.ctime = node.birthtime = now;
    this.table.add(node);
    return node;
  }

  /** Puts a name into a folder. The caller knows that it is free. */
  link(folder: Inode, name: string, node: Inode): void {
    const owned = this.own(folder.ino);
    owned.entries?.set(name, node.ino);
    node.nlink++;
    if (node.kind === "directory") {
      node.nlink = 2;
      node.name = name;
      node.parent = owned.ino;
      owned.nlink++;
    }
    owned.mtime = owned.ctime = node.ctime = this.clock();
    this.generation++;
  }

  /** Takes a name out of its folder; the node goes with its last name unless it is open. */
  unlink(folder: Inode, name: string, ino: number): Inode {
    const owned = this.own(folder.ino);
    const node = this.own(ino);
    owned.entries?.delete(name);
    if (node.kind === "directory") {
      owned.nlink--;
      node.nlink = 0;
    } else node.nlink--;
    owned.mtime = owned.ctime = node.ctime = this.clock();
    this.fds.renamed(ino, folder.ino, name, 0, "");
    this.generation++;
    this.dropIfUnused(node);
    return node;
  }

  dropIfUnused(node: Inode): void {
    if (node.nlink > 0 || this.fds.isOpen(node.ino)) return;
    this.usedBytes -= node.content?.stored ?? 0;
    this.table.remove(node.ino, this.epoch);
  }

  /** Of a folder that has a name, from the names above it. */
  folderPath(ino: number): string {
    let path = "";
    for (let node = this.node(ino); node.ino !== ROOT_INO; node = this.node(node.parent))
      path = `/${node.name}${path}`;
    return path === "" ? "/" : path;
  }

  pathOf(folder: number, name: string): string | undefined {
    if (folder === 0 || this.table.get(folder) === undefined) return undefined;
    const path = this.folderPath(folder);
    return path === "/" ? `/${name}` : `${path}/${name}`;
  }

  /** A copy-on-write copy: what changes from now on belongs to the next epoch. */
  state(): VolumeState {
    this.epoch++;
    return {
      table: new InodeTable(this.table),
      fds: new Descriptors(this.fds),
      mounts: new Map(this.mounts),
      usedBytes: this.usedBytes,
    };
  }

  putBack(state: VolumeState): void {
    this.epoch++;
    this.generation++;
    // Numbers stay unused across a restore: a watch or a location from before must not meet another file.
    const nextIno = Math.max(this.table.nextIno, state.table.nextIno);
    this.table = new InodeTable(state.table);
    this.table.nextIno = nextIno;
    this.fds = new Descriptors(state.fds);
    this.mounts = new Map(state.mounts);
    this.usedBytes = state.usedBytes;
  }
}
