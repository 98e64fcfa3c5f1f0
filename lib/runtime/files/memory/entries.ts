/** Names that come and go. The order of the checks is Linux's: which error wins is part of what programs see. */
import { FilesFault, type FsCode, FsError } from "../errors";
import { R_OK, S_IFMT, W_OK, X_OK } from "../flags";
import { compareNames, isLongName, MAX_PATH_BYTES, utf8Length, wellFormed } from "../names";
import type { FolderEntry, Located, Walk } from "../types";
import type { Inode } from "./inode";
import { checked, type MemoryLocated, ours, recheck } from "./located";
import type { Volume } from "./volume";

export const ENTRY: readonly Walk[] = ["entry"];
const ANY: readonly Walk[] = ["follow", "link"];
/** What mkdir keeps of a mode: the rights and the sticky bit. */
const FOLDER_MODE = 0o1777;

/** Why a new name cannot be put there; undefined when it can. */
export function newNameFault(volume: Volume, at: MemoryLocated, isFolder: boolean): FsCode | undefined {
  if (at.last !== "name" || at.ino !== 0) return "EEXIST";
  if (at.hasSlash && !isFolder) return "ENOENT";
  const folder = volume.node(at.parent);
  if (volume.isReadOnly(folder.dev)) return "EROFS";
  if (!volume.may(folder, W_OK | X_OK)) return "EACCES";
  return undefined;
}

/** Why a name cannot be taken away: what unlink, rmdir and rename share. */
export function removalFault(volume: Volume, folder: Inode, node: Inode): FsCode | undefined {
  if (!volume.may(folder, W_OK | X_OK)) return "EACCES";
  return volume.isMountPoint(node) ? "EBUSY" : undefined;
}

export function mkdir(
  volume: Volume,
  located: Located,
  mode: number,
  isRecursive: boolean,
): string | undefined {
  checkMode(mode);
  if (isRecursive) return makeFolders(volume, located, mode);
  makeFolder(volume, checked(volume, located, "mkdir", ENTRY), mode, "mkdir");
  return undefined;
}

export function mkdtemp(volume: Volume, located: Located): void {
  makeFolder(volume, checked(volume, located, "mkdtemp", ENTRY), 0o700, "mkdtemp");
}

function makeFolder(volume: Volume, at: MemoryLocated, mode: number, syscall: string): void {
  const fault = newNameFault(volume, at, true) ?? volume.noRoom(1);
  if (fault) throw new FsError(fault, syscall, at.shown);
  addFolder(volume, volume.node(at.parent), at.name, mode);
}

function addFolder(volume: Volume, folder: Inode, name: string, mode: number): Inode {
  const node = volume.newNode("directory", mode & FOLDER_MODE & ~volume.umask, folder.dev);
  volume.link(folder, name, node);
  volume.feed.emit({ what: "create", folder: folder.ino, name, node });
  return node;
}

/** As `mkdir -p` does. A link to a folder at the end is a folder that is there. */
function makeFolders(volume: Volume, located: Located, mode: number): string | undefined {
  ours(volume, located);
  if (!located.canMake) {
    const at = checked(volume, located, "mkdir", ["entry", "follow"]);
    if (at.kind === "directory") return undefined;
    if (at.ino === 0 && at.inLastLink) throw new FsError("ENOENT", "mkdir", at.shown);
    makeFolder(volume, at, mode, "mkdir");
    return at.path;
  }
  if (located.generation !== volume.generation) recheck(volume, located);
  let folder = volume.node(located.parent);
  let first: string | undefined;
  // One after the other, as Node does: what could be made before one that cannot stays.
  for (const name of [...located.missing, located.name]) {
    const fault = isLongName(name) ? "ENAMETOOLONG" : newFolderFault(volume, folder);
    if (fault) throw new FsError(fault, "mkdir", located.shown);
    first ??= volume.pathOf(folder.ino, name);
    folder = addFolder(volume, folder, name, mode);
  }
  return first;
}

function newFolderFault(volume: Volume, folder: Inode): FsCode | undefined {
  if (volume.isReadOnly(folder.dev)) return "EROFS";
  return volume.may(folder, W_OK | X_OK) ? volume.noRoom(1) : "EACCES";
}

export function rmdir(volume: Volume, located: Located): void {
  const at = checked(volume, located, "rmdir", ENTRY);
  const node = at.ino === 0 ? undefined : volume.node(at.ino);
  const fault = rmdirFault(volume, at, node);
  if (fault || !node) throw new FsError(fault ?? "ENOENT", "rmdir", at.shown);
  const gone = volume.unlink(volume.node(at.parent), at.name, node.ino);
  volume.feed.emit({ what: "remove", folder: at.parent, name: at.name, node: gone });
}

function rmdirFault(volume: Volume, at: MemoryLocated, node: Inode | undefined): FsCode | undefined {
  if (at.last !== "name") return at.last === "dot" ? "EINVAL" : at.last === "dotdot" ? "ENOTEMPTY" : "EBUSY";
  const folder = volume.node(at.parent);
  if (volume.isReadOnly(folder.dev)) return "EROFS";
  if (node === undefined) return "ENOENT";
  if (!volume.may(folder, W_OK | X_OK)) return "EACCES";
  if (node.entries === undefined) return "ENOTDIR";
  if (volume.isMountPoint(node)) return "EBUSY";
  return node.entries.size > 0 ? "ENOTEMPTY" : undefined;
}

export function unlink(volume: Volume, located: Located): void {
  const at = checked(volume, located, "unlink", ENTRY);
  const node = at.ino === 0 ? undefined : volume.node(at.ino);
  const fault = unlinkFault(volume, at, node);
  if (fault || !node) throw new FsError(fault ?? "ENOENT", "unlink", at.shown);
  const gone = volume.unlink(volume.node(at.parent), at.name, node.ino);
  volume.feed.emit({ what: "remove", folder: at.parent, name: at.name, node: gone });
}

function unlinkFault(volume: Volume, at: MemoryLocated, node: Inode | undefined): FsCode | undefined {
  if (at.last !== "name") return "EISDIR";
  const folder = volume.node(at.parent);
  if (volume.isReadOnly(folder.dev)) return "EROFS";
  if (node === undefined) return "ENOENT";
  if (at.hasSlash) return node.kind === "directory" ? "EISDIR" : "ENOTDIR";
  if (!volume.may(folder, W_OK | X_OK)) return "EACCES";
  return node.kind === "directory" ? "EISDIR" : undefined;
}

export function link(volume: Volume, existing: Located, located: Located): void {
  const fail = (code: FsCode): never => {
    throw new FsError(code, "link", existing.shown, located.shown);
  };
  ours(volume, existing);
  ours(volume, located);
  if (existing.fault) fail(existing.fault);
  if (existing.kind === undefined) fail("ENOENT");
  if (located.fault) fail(located.fault);
  const from = checked(volume, existing, "link", ANY);
  const at = checked(volume, located, "link", ENTRY);
  const node = volume.node(from.ino);
  const fault = newNameFault(volume, at, false);
  if (fault === "EEXIST" || fault === "ENOENT" || fault === "EROFS") fail(fault);
  if (volume.node(at.parent).dev !== node.dev) fail("EXDEV");
  if (fault) fail(fault);
  if (node.kind === "directory") fail("EPERM");
  const owned = volume.own(node.ino);
  volume.link(volume.node(at.parent), at.name, owned);
  volume.feed.emit({ what: "link", folder: at.parent, name: at.name, node: owned });
}

export function symlink(volume: Volume, written: string, located: Located): void {
  const target = wellFormed(written, "target");
  const fail = (code: FsCode): never => {
    throw new FsError(code, "symlink", target, located.shown);
  };
  ours(volume, located);
  const bytes = utf8Length(target);
  if (target === "") fail("ENOENT");
  if (bytes >= MAX_PATH_BYTES) fail("ENAMETOOLONG");
  if (located.fault) fail(located.fault);
  const at = checked(volume, located, "symlink", ENTRY);
  const fault = newNameFault(volume, at, false) ?? volume.noRoom(1);
  if (fault) fail(fault);
  const folder = volume.node(at.parent);
  const node = volume.newNode("symlink", 0o777, folder.dev);
  node.target = target;
  node.linkSize = bytes;
  volume.link(folder, at.name, node);
  volume.feed.emit({ what: "create", folder: folder.ino, name: at.name, node });
}

export function readlink(volume: Volume, located: Located): string {
  const at = checked(volume, located, "readlink", ["link"]);
  if (at.ino === 0) throw new FsError("ENOENT", "readlink", at.shown);
  const node = volume.node(at.ino);
  if (node.kind !== "symlink") throw new FsError("EINVAL", "readlink", at.shown);
  return node.target;
}

export function readdir(volume: Volume, located: Located): FolderEntry[] {
  const at = checked(volume, located, "scandir", ["follow"]);
  const node = at.ino === 0 ? undefined : volume.node(at.ino);
  const closed = node && !volume.may(node, R_OK) ? "EACCES" : undefined;
  const fault = node === undefined ? "ENOENT" : node.entries ? closed : "ENOTDIR";
  if (fault || !node?.entries) throw new FsError(fault ?? "ENOENT", "scandir", at.shown);
  const found: FolderEntry[] = [];
  for (const [name, ino] of node.entries) found.push({ name, kind: volume.node(ino).kind });
  return found.sort((a, b) => compareNames(a.name, b.name));
}

export function checkMode(mode: number): void {
  if (!Number.isInteger(mode) || mode < 0 || mode > (S_IFMT | 0o7777))
    throw new FilesFault("BAD_ARGUMENT", "The mode is no set of permission bits.");
}
