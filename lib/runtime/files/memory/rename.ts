/** rename(2): one name takes the place of another, at once, with every case in which it must not. */
import { type FsCode, FsError } from "../errors";
import { W_OK, X_OK } from "../flags";
import type { Located } from "../types";
import { ENTRY, removalFault } from "./entries";
import { type Inode, ROOT_INO } from "./inode";
import { checked, MemoryLocated, ours } from "./located";
import type { Volume } from "./volume";

export function rename(volume: Volume, source: Located, target: Located): void {
  const fail = (code: FsCode): never => {
    throw new FsError(code, "rename", source.shown, target.shown);
  };
  ours(volume, source);
  ours(volume, target);
  const early = folderFault(source) ?? folderFault(target) ?? busyFault(source) ?? busyFault(target);
  const broken = early ?? source.fault ?? (source.kind === undefined ? "ENOENT" : target.fault);
  if (broken) fail(broken);
  const from = checked(volume, source, "rename", ENTRY);
  const to = checked(volume, target, "rename", ENTRY);
  const fault = nameFault(volume, from, to);
  if (fault) fail(fault);
  const node = volume.node(from.ino);
  const old = to.ino === 0 ? undefined : volume.node(to.ino);
  // Two names of one file: nothing is to be done, and both stay.
  if (old === node) return;
  const right = rightsFault(volume, from, to, node, old);
  if (right) fail(right);
  move(volume, from, to, node, old);
}

/** Both folders are walked to before either name is looked at: a name that is too long is found last. */
function folderFault(at: Located): FsCode | undefined {
  return at instanceof MemoryLocated && at.isLastReached ? undefined : at.fault;
}
function busyFault(at: Located): FsCode | undefined {
  return at instanceof MemoryLocated && at.last !== "name" ? "EBUSY" : undefined;
}

/** What the names alone say. */
function nameFault(volume: Volume, from: MemoryLocated, to: MemoryLocated): FsCode | undefined {
  const fromFolder = volume.node(from.parent);
  const toFolder = volume.node(to.parent);
  if (fromFolder.dev !== toFolder.dev) return "EXDEV";
  if (volume.isReadOnly(fromFolder.dev)) return "EROFS";
  if (volume.node(from.ino).kind !== "directory" && (from.hasSlash || to.hasSlash)) return "ENOTDIR";
  if (isWithin(volume, to.parent, from.ino)) return "EINVAL";
  if (to.ino !== 0 && isWithin(volume, from.parent, to.ino)) return "ENOTEMPTY";
  return undefined;
}

/** Whether the folder is `ino` or lies below it. */
function isWithin(volume: Volume, folder: number, ino: number): boolean {
  for (let at = folder; ; at = volume.node(at).parent) {
    if (at === ino) return true;
    if (at === ROOT_INO) return false;
  }
}

function rightsFault(
  volume: Volume,
  from: MemoryLocated,
  to: MemoryLocated,
  node: Inode,
  old: Inode | undefined,
): FsCode | undefined {
  const toFolder = volume.node(to.parent);
  const isFolder = node.kind === "directory";
  const taken = removalFault(volume, volume.node(from.parent), node);
  if (taken) return taken;
  if (!volume.may(toFolder, W_OK | X_OK)) return "EACCES";
  if (old) {
    if (isFolder && old.kind !== "directory") return "ENOTDIR";
    if (!isFolder && old.kind === "directory") return "EISDIR";
    if (volume.isMountPoint(old)) return "EBUSY";
  }
  // A folder that changes its parent is written to: its `..` is another one.
  if (isFolder && from.parent !== to.parent && !volume.may(node, W_OK)) return "EACCES";
  return old?.entries && old.entries.size > 0 ? "ENOTEMPTY" : undefined;
}

function move(
  volume: Volume,
  from: MemoryLocated,
  to: MemoryLocated,
  node: Inode,
  old: Inode | undefined,
): void {
  const replaced = old && volume.unlink(volume.node(to.parent), to.name, old.ino);
  const source = volume.own(from.parent);
  const target = volume.own(to.parent);
  const moved = volume.own(node.ino);
  source.entries?.delete(from.name);
  target.entries?.set(to.name, node.ino);
  if (moved.kind === "directory") {
    moved.name = to.name;
    moved.parent = target.ino;
    source.nlink--;
    target.nlink++;
  }
  const now = volume.clock();
  source.mtime = source.ctime = target.mtime = target.ctime = moved.ctime = now;
  volume.fds.renamed(node.ino, source.ino, from.name, target.ino, to.name);
  volume.generation++;
  volume.feed.emit({
    what: "move",
    folder: target.ino,
    name: to.name,
    node: moved,
    fromFolder: source.ino,
    fromName: from.name,
    ...(replaced ? { replaced } : {}),
  });
}
