/** Total reader of images: any value in, an image or a reason out. Nothing of what it was given is kept unchecked. */
import { isName, MAX_PATH_BYTES, utf8Length } from "../names";
import type { FileKind } from "../types";
import { IMAGE_FORMAT, type Image, type ImageDescriptor, type ImageExtent, type ImageNode } from "./image";
import { ROOT_INO } from "./inode";
import type { Limits } from "./limits";

export type ImageFault =
  | "NOT_AN_IMAGE"
  | "UNKNOWN_FORMAT"
  | "BAD_NODE"
  | "BAD_TREE"
  | "BAD_DESCRIPTOR"
  | "TOO_LARGE";
export type ReadImage =
  | { readonly ok: true; readonly value: Image }
  | { readonly ok: false; readonly fault: ImageFault };

type Fields = Readonly<Record<string, unknown>>;
const KINDS: readonly FileKind[] = ["file", "directory", "symlink", "character"];
const MAX_TIME = 2n ** 63n;
const FIRST_FD = 3;

/** Carries the reason out of the depths; it does not leave this module. */
class Refusal extends Error {
  readonly fault: ImageFault;
  constructor(fault: ImageFault) {
    super(fault);
    this.fault = fault;
  }
}
function need(condition: boolean, fault: ImageFault): asserts condition {
  if (!condition) throw new Refusal(fault);
}

export function readImage(value: unknown, limits: Limits): ReadImage {
  try {
    return { ok: true, value: read(value, limits) };
  } catch (error) {
    // A getter or a proxy of somebody else's may throw whatever it likes: that is no image either.
    return { ok: false, fault: error instanceof Refusal ? error.fault : "NOT_AN_IMAGE" };
  }
}

function read(value: unknown, limits: Limits): Image {
  const { format, nextIno, mounts, nodes, descriptors } = fieldsOf(value, "NOT_AN_IMAGE");
  need(format === IMAGE_FORMAT, "UNKNOWN_FORMAT");
  need(isCount(nextIno) && Array.isArray(nodes) && Array.isArray(mounts), "NOT_AN_IMAGE");
  need(Array.isArray(descriptors), "NOT_AN_IMAGE");
  need(nodes.length <= limits.files && descriptors.length <= limits.descriptors, "TOO_LARGE");
  const all = nodes.map((node) => readNode(node, nextIno, limits));
  const byIno = new Map(all.map((node) => [node.ino, node]));
  need(byIno.size === all.length, "BAD_TREE");
  const open = descriptors.map((entry) => readDescriptor(entry, byIno));
  need(new Set(open.map(({ fd }) => fd)).size === open.length, "BAD_DESCRIPTOR");
  checkTree(byIno, open);
  const devices = readMounts(mounts, byIno);
  need(
    all.every(({ dev }) => devices.some((mount) => mount.dev === dev)),
    "BAD_TREE",
  );
  let stored = 0;
  for (const { extents = [] } of all) for (const { bytes } of extents) stored += bytes.length;
  need(stored <= limits.bytes, "TOO_LARGE");
  return { format, nextIno, mounts: devices, nodes: all, descriptors: open };
}

function fieldsOf(value: unknown, fault: ImageFault): Fields {
  need(typeof value === "object" && value !== null, fault);
  return value as Fields;
}
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readNode(value: unknown, nextIno: number, limits: Limits): ImageNode {
  const { ino, kind, dev, mode, uid, gid, times, ...rest } = fieldsOf(value, "BAD_NODE");
  need(isCount(ino) && ino >= ROOT_INO && ino < nextIno, "BAD_NODE");
  need(isCount(dev) && isCount(mode) && mode <= 0o7777 && isCount(uid) && isCount(gid), "BAD_NODE");
  need(KINDS.includes(kind as FileKind), "BAD_NODE");
  need(Array.isArray(times) && times.length === 4 && times.every(isTime), "BAD_NODE");
  const [accessed, modified, changed, made] = times as [bigint, bigint, bigint, bigint];
  const base = {
    ino,
    kind: kind as FileKind,
    dev,
    mode,
    uid,
    gid,
    times: [accessed, modified, changed, made] as const,
  };
  if (kind === "directory") return { ...base, entries: readEntries(rest.entries) };
  if (kind === "file") return { ...base, ...readContent(rest, limits) };
  const target = rest.target;
  need(typeof target === "string" && target !== "" && !target.includes("\0"), "BAD_NODE");
  need(utf8Length(target) < MAX_PATH_BYTES, "BAD_NODE");
  return { ...base, target };
}
const isTime = (time: unknown): boolean => typeof time === "bigint" && time < MAX_TIME && time >= -MAX_TIME;

function readEntries(value: unknown): (readonly [string, number])[] {
  need(Array.isArray(value), "BAD_NODE");
  const entries = value.map((entry: unknown) => {
    need(Array.isArray(entry) && entry.length === 2, "BAD_NODE");
    const [name, ino] = entry as unknown[];
    need(isName(name) && isCount(ino), "BAD_NODE");
    return [name, ino] as const;
  });
  need(new Set(entries.map(([name]) => name)).size === entries.length, "BAD_NODE");
  return entries;
}

function readContent(fields: Fields, limits: Limits): { size: number; extents: ImageExtent[] } {
  const { size, extents } = fields;
  need(isCount(size) && Array.isArray(extents), "BAD_NODE");
  need(size <= limits.fileBytes, "TOO_LARGE");
  let end = 0;
  const read = extents.map((extent: unknown) => {
    const { offset, bytes } = fieldsOf(extent, "BAD_NODE");
    need(isCount(offset) && bytes instanceof Uint8Array, "BAD_NODE");
    need(offset >= end && offset + bytes.length <= size, "BAD_NODE");
    end = offset + bytes.length;
    return { offset, bytes: bytes as Uint8Array<ArrayBuffer> };
  });
  return { size, extents: read };
}

function readDescriptor(value: unknown, nodes: ReadonlyMap<number, ImageNode>): ImageDescriptor {
  const { fd, ino, flags, position, folder, name } = fieldsOf(value, "BAD_DESCRIPTOR");
  // A number far out would make a list that long.
  need(isCount(fd) && fd >= FIRST_FD && fd < 1 << 20, "BAD_DESCRIPTOR");
  need(isCount(ino) && nodes.has(ino) && isCount(flags) && isCount(position), "BAD_DESCRIPTOR");
  need(isCount(folder) && typeof name === "string", "BAD_DESCRIPTOR");
  const named = folder === 0 ? name === "" : nodes.get(folder)?.entries?.some(([entry]) => entry === name);
  need(
    named === true || (nodes.get(ino)?.kind === "directory" && (name === "" || isName(name))),
    "BAD_DESCRIPTOR",
  );
  return { fd, ino, flags, position, folder, name };
}

/** From the root every folder is reached once, and every node that is not reached is open. */
function checkTree(nodes: ReadonlyMap<number, ImageNode>, open: readonly ImageDescriptor[]): void {
  need(nodes.get(ROOT_INO)?.kind === "directory", "BAD_TREE");
  const reached = new Set([ROOT_INO]);
  const waiting = [ROOT_INO];
  for (let ino = waiting.pop(); ino !== undefined; ino = waiting.pop()) {
    for (const [, child] of nodes.get(ino)?.entries ?? []) {
      const node = nodes.get(child);
      need(node !== undefined, "BAD_TREE");
      // A second way to a folder would be a loop, or a hard link to a folder.
      need(node.kind !== "directory" || !reached.has(child), "BAD_TREE");
      if (node.kind === "directory") waiting.push(child);
      reached.add(child);
    }
  }
  const held = new Set(open.map(({ ino }) => ino));
  for (const { ino, entries = [] } of nodes.values())
    if (!reached.has(ino)) need(held.has(ino) && entries.length === 0, "BAD_TREE");
}

function readMounts(mounts: readonly unknown[], nodes: ReadonlyMap<number, ImageNode>): Image["mounts"] {
  const read = mounts.map((mount) => {
    const { dev, ino, isReadOnly } = fieldsOf(mount, "BAD_TREE");
    need(isCount(dev) && isCount(ino) && typeof isReadOnly === "boolean", "BAD_TREE");
    const node = nodes.get(ino);
    need(node?.kind === "directory" && node.dev === dev, "BAD_TREE");
    return { dev, ino, isReadOnly };
  });
  need(read.length > 0 && new Set(read.map(({ dev }) => dev)).size === read.length, "BAD_TREE");
  return read;
}
