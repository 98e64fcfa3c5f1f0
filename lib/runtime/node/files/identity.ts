/** Which file something is, and of what kind. */
import type { Stats } from "node:fs";
import type { FileKind } from "../../files";

/** Sockets, FIFOs and devices are no files of a workspace: opening one can block, or act on the machine. */
export function kindOf(stat: Stats): FileKind | undefined {
  if (stat.isFile()) return "file";
  if (stat.isDirectory()) return "directory";
  return stat.isSymbolicLink() ? "symlink" : undefined;
}

/** Which file it is, not what it is called. */
export interface Identity {
  readonly dev: number;
  readonly ino: number;
  /** Numbers are used again, for the next file that is made as a rule: its kind and its age tell them apart. */
  readonly kind: FileKind | undefined;
  readonly made: number;
}

export function identityOf(stat: Stats): Identity {
  return { dev: stat.dev, ino: stat.ino, kind: kindOf(stat), made: stat.birthtimeMs };
}
export function isSame(a: Identity, b: Identity): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.kind === b.kind && a.made === b.made;
}
