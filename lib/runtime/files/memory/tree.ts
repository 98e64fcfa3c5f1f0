/** Whole trees as plain maps: what a run begins with, what it leaves, what goes into an archive. */
import { FilesFault, FsError } from "../errors";
import { PERMISSIONS } from "../flags";
import { compareNames, isName, MAX_PATH_BYTES, utf8Length, wellFormed } from "../names";
import type { FileKind } from "../types";
import { type Inode, ROOT_INO } from "./inode";
import { resizeNode, writeNode } from "./io";
import { locate } from "./locate";
import type { Volume } from "./volume";

export type TreeEntry =
  | string
  | Uint8Array
  | { readonly symlink: string }
  | { readonly folder: true; readonly mode?: number }
  | { readonly content: string | Uint8Array; readonly mode?: number };
/** Paths below the folder that it is mounted at, with `/` between names; folders on the way need no entry. */
export type Tree = Readonly<Record<string, TreeEntry>>;

export interface MountOptions {
  /** Given: the folder becomes a mount of its own, which names do not leave by rename or link. */
  readonly isReadOnly?: boolean;
}

const ENCODER = new TextEncoder();

/** All of it or nothing: a tree that does not fit or is not well-formed leaves the volume as it was. */
export function mountTree(volume: Volume, path: string, tree: Tree, options: MountOptions): void {
  const before = volume.state();
  try {
    const top = makePath(volume, ROOT_INO, namesOf(path));
    if (options.isReadOnly !== undefined) becomeMount(volume, top, options.isReadOnly);
    for (const [below, entry] of Object.entries(tree)) addEntry(volume, top, below, entry);
  } catch (error) {
    volume.putBack(before);
    throw error;
  }
}

function namesOf(path: string): string[] {
  const names = wellFormed(path, "path").split("/").filter(Boolean);
  const wrong = names.find((name) => !isName(name));
  if (wrong !== undefined) throw new FilesFault("BAD_ARGUMENT", `A tree cannot have the name "${wrong}".`);
  return names;
}

function makePath(volume: Volume, from: number, names: readonly string[]): Inode {
  let folder = volume.node(from);
  for (const name of names) {
    const ino = folder.entries?.get(name);
    const node = ino === undefined ? add(volume, folder, name, "directory", 0o755) : volume.node(ino);
    if (node.kind !== "directory") throw new FilesFault("BAD_ARGUMENT", `"${name}" is no folder.`);
    folder = node;
  }
  return folder;
}

function becomeMount(volume: Volume, top: Inode, isReadOnly: boolean): void {
  if (volume.isMountPoint(top)) {
    volume.mounts.set(top.dev, { ino: top.ino, isReadOnly });
    return;
  }
  if (top.entries && top.entries.size > 0)
    throw new FilesFault("BAD_ARGUMENT", "Only an empty folder becomes a mount.");
  const dev = Math.max(...volume.mounts.keys()) + 1;
  volume.own(top.ino).dev = dev;
  volume.mounts.set(dev, { ino: top.ino, isReadOnly });
}

function add(volume: Volume, folder: Inode, name: string, kind: FileKind, mode: number): Inode {
  if (volume.noRoom(1)) throw new FsError("ENOSPC", "mount", name);
  const node = volume.newNode(kind, mode, volume.node(folder.ino).dev);
  volume.link(folder, name, node);
  volume.feed.emit({ what: "create", folder: folder.ino, name, node });
  return volume.node(node.ino);
}

function addEntry(volume: Volume, top: Inode, path: string, entry: TreeEntry): void {
  const names = namesOf(path);
  const name = names.pop();
  if (name === undefined) throw new FilesFault("BAD_ARGUMENT", "An entry of a tree has no name.");
  const folder = makePath(volume, top.ino, names);
  if (typeof entry === "object" && "folder" in entry) {
    const made = makePath(volume, folder.ino, [name]);
    if (entry.mode !== undefined) volume.own(made.ino).mode = entry.mode & PERMISSIONS;
  } else if (typeof entry === "object" && "symlink" in entry) addLink(volume, folder, name, entry.symlink);
  else addFile(volume, folder, name, entry);
}

function addLink(volume: Volume, folder: Inode, name: string, written: string): void {
  const target = wellFormed(written, "target");
  const bytes = utf8Length(target);
  if (target === "" || bytes >= MAX_PATH_BYTES || folder.entries?.has(name))
    throw new FilesFault("BAD_ARGUMENT", `The link "${name}" cannot be made.`);
  const node = volume.own(add(volume, folder, name, "symlink", 0o777).ino);
  node.target = target;
  node.linkSize = bytes;
}

function addFile(
  volume: Volume,
  folder: Inode,
  name: string,
  entry: Exclude<TreeEntry, { symlink: string } | { folder: true }>,
): void {
  const { content, mode } =
    typeof entry === "string" || entry instanceof Uint8Array ? { content: entry, mode: 0o644 } : entry;
  const bytes = typeof content === "string" ? ENCODER.encode(content) : content;
  if (!(bytes instanceof Uint8Array)) throw new FilesFault("BAD_ARGUMENT", `"${name}" has no content.`);
  const ino = folder.entries?.get(name);
  const node = ino === undefined ? add(volume, folder, name, "file", mode ?? 0o644) : volume.node(ino);
  if (node.content === undefined) throw new FilesFault("BAD_ARGUMENT", `"${name}" is no file.`);
  const { limits } = volume;
  if (bytes.length > limits.fileBytes) throw new FsError("EFBIG", "mount", name);
  if (volume.usedBytes - node.content.stored + bytes.length > limits.bytes)
    throw new FsError("ENOSPC", "mount", name);
  resizeNode(volume, node.ino, 0);
  if (bytes.length > 0) writeNode(volume, node.ino, bytes, 0, folder.ino, name);
  if (mode !== undefined) volume.own(node.ino).mode = mode & PERMISSIONS;
}

/** Of the file of that very name, not of what a link leads to. */
export function peekFile(volume: Volume, path: string): Uint8Array<ArrayBuffer> | undefined {
  const { ino } = locate(volume, path, { walk: "link" });
  return ino === 0 ? undefined : volume.table.get(ino)?.content?.whole();
}

export interface Walked {
  /** Below the folder where the walk began, without a slash at its beginning. */
  readonly path: string;
  readonly kind: FileKind;
  readonly mode: number;
  readonly mtimeNs: bigint;
  readonly size: number;
  /** A copy of the bytes of a file, made when it is called. */
  read(): Uint8Array<ArrayBuffer>;
  /** Of a symbolic link. */
  readonly target: string | undefined;
}

/**
 * Everything below a folder, folders before what is in them, by name. It belongs to whoever owns the file system: no
 * rights are asked. Files that are added while it goes on may be missing; it goes on over a snapshot without that.
 */
export function* walkTree(volume: Volume, path: string): Generator<Walked> {
  const top = locate(volume, path, { walk: "follow" });
  const table = volume.table;
  const start = top.ino === 0 ? undefined : table.get(top.ino);
  if (start?.entries === undefined) throw new FsError(start ? "ENOTDIR" : "ENOENT", "walk", path);
  const open = [{ node: start, path: "" }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.path !== "") yield walked(at.node, at.path);
    const names = [...(at.node.entries ?? [])].sort(([a], [b]) => compareNames(b, a));
    for (const [name, ino] of names) {
      const node = table.get(ino);
      if (node) open.push({ node, path: at.path === "" ? name : `${at.path}/${name}` });
    }
  }
}

function walked(node: Inode, path: string): Walked {
  const { kind, mode, mtime: mtimeNs, size, content } = node;
  const read = (): Uint8Array<ArrayBuffer> => content?.whole() ?? new Uint8Array(0);
  return { path, kind, mode, mtimeNs, size, read, target: kind === "symlink" ? node.target : undefined };
}

/** The same as a map that `mountTree` takes; devices are left out, and hard links come out as files of their own. */
export function exportTree(volume: Volume, path: string): Record<string, TreeEntry> {
  const tree: [string, TreeEntry][] = [];
  for (const { path: below, kind, mode, read, target } of walkTree(volume, path)) {
    if (kind === "directory") tree.push([below, { folder: true, mode }]);
    else if (target !== undefined) tree.push([below, { symlink: target }]);
    else if (kind === "file") tree.push([below, { content: read(), mode }]);
  }
  // Names like `__proto__` are names: fromEntries defines properties, assignment would not.
  return Object.fromEntries(tree);
}
