/** What takes one change of a file system back. Made before the change, applied in reverse order, each on what the next one left. */
import { FsError } from "../files/errors";
import { O_CREAT, O_TRUNC, O_WRONLY, PERMISSIONS } from "../files/flags";
import type { FileStat, Files, Located, Walk } from "../files/types";

export interface Undo {
  /** What it holds of the past. */
  readonly bytes: number;
  /** It puts something into the state that it was in, whether or not that has changed. */
  readonly isState?: true;
  apply(files: Files): void;
}

/** Cutting a file opens it for both. */
const OWNER_CHANGES = 0o600;
const OWNER_READS = 0o400;
/** Of a file with several names: more than this is not looked through for another one. */
const MOST_LOOKED_AT = 20_000;
const MICRO_PER_NS = 1000n;
const MICROS = 1e6;

const at = (files: Files, path: string, walk: Walk = "link"): Located => files.locate(path, { walk });

export function unmake(path: string): Undo {
  return { bytes: path.length, apply: (files) => files.unlink(at(files, path, "entry")) };
}

export function unmakeFolder(path: string): Undo {
  return { bytes: path.length, apply: (files) => files.rmdir(at(files, path, "entry")) };
}

/** Those of them that are there, the innermost first. */
export function unmakeThere(paths: readonly string[]): Undo {
  return {
    bytes: paths.length * (paths.at(-1)?.length ?? 0),
    isState: true,
    apply: (files) => {
      for (const path of paths.toReversed()) {
        const place = at(files, path, "entry");
        if (place.kind === "directory") files.rmdir(place);
      }
    },
  };
}

export function moveBack(from: string, to: string): Undo {
  return {
    bytes: from.length + to.length,
    apply: (files) => files.rename(at(files, to, "entry"), at(files, from, "entry")),
  };
}

/** Mode, owner and times of what is there. */
export function keepAttributes(files: Files, path: string): Undo {
  const stat = files.stat(at(files, path));
  return {
    bytes: path.length,
    isState: true,
    apply: (under) => {
      const place = at(under, path);
      const now = under.stat(place);
      if (place.kind !== "symlink") {
        if (now.uid !== stat.uid || now.gid !== stat.gid) under.chown(at(under, path), stat.uid, stat.gid);
        under.chmod(at(under, path, "follow"), stat.mode & PERMISSIONS);
      }
      putTimes(under, path, stat);
    },
  };
}

/** Of a file that only grows: how long it was. */
export function keepLength(files: Files, path: string): Undo {
  const stat = files.stat(at(files, path));
  return {
    bytes: path.length,
    isState: true,
    apply: (under) => {
      writable(under, path, () => under.truncate(at(under, path, "follow"), stat.size));
      putTimes(under, path, stat);
    },
  };
}

export function keepContent(files: Files, path: string): Undo {
  const stat = files.stat(at(files, path));
  const bytes = readable(files, path, () => files.readFile(at(files, path, "follow")));
  return {
    bytes: bytes.length + path.length,
    isState: true,
    apply: (under) => {
      writable(under, path, () => under.writeFile(at(under, path, "follow"), bytes));
      putTimes(under, path, stat);
    },
  };
}

/** All of what is about to lose its name. */
export function keepEntry(files: Files, path: string, root: string): Undo {
  const place = at(files, path);
  switch (place.kind) {
    case "directory": {
      const { mode } = files.stat(place);
      return {
        bytes: path.length,
        apply: (under) => {
          under.mkdir(at(under, path, "entry"), mode & PERMISSIONS);
          under.chmod(at(under, path, "follow"), mode & PERMISSIONS);
        },
      };
    }
    case "symlink": {
      const target = files.readlink(place);
      return {
        bytes: path.length + target.length,
        apply: (under) => under.symlink(target, at(under, path, "entry")),
      };
    }
    default:
      return keepFile(files, path, root);
  }
}

function keepFile(files: Files, path: string, root: string): Undo {
  const stat = files.stat(at(files, path));
  const other = stat.nlink > 1 ? otherName(files, path, stat, root) : undefined;
  // Another name holds the very file; a copy of it would be another one.
  if (other !== undefined) {
    return {
      bytes: path.length + other.length,
      apply: (under) => under.link(at(under, other), at(under, path, "entry")),
    };
  }
  const bytes = readable(files, path, () => files.readFile(at(files, path, "follow")));
  return {
    bytes: bytes.length + path.length,
    apply: (under) => {
      const flags = O_WRONLY | O_CREAT | O_TRUNC;
      under.writeFile(at(under, path, "follow"), bytes, { flags, mode: 0o600 });
      under.chmod(at(under, path, "follow"), stat.mode & PERMISSIONS);
      putTimes(under, path, stat);
    },
  };
}

function otherName(files: Files, path: string, { dev, ino }: FileStat, root: string): string | undefined {
  const waiting = [root];
  let looked = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const { name, kind } of listed(files, folder)) {
      if (++looked > MOST_LOOKED_AT) return undefined;
      const each = folder === "/" ? `/${name}` : `${folder}/${name}`;
      if (kind === "directory") waiting.push(each);
      if (kind !== "file" || each === path) continue;
      const stat = files.stat(at(files, each));
      if (stat.ino === ino && stat.dev === dev) return each;
    }
  }
  return undefined;
}

function listed(files: Files, folder: string) {
  try {
    return files.readdir(at(files, folder, "follow"));
  } catch (thrown) {
    if (thrown instanceof FsError) return [];
    throw thrown;
  }
}

function putTimes(files: Files, path: string, { atimeNs, mtimeNs }: FileStat): void {
  files.utimes(at(files, path), seconds(atimeNs), seconds(mtimeNs));
}

/** As calls take them; what is below a microsecond they do not hold. */
function seconds(nanoseconds: bigint): number {
  return Number(nanoseconds / MICRO_PER_NS) / MICROS;
}

/** A file may be open for what its mode does not give any more. */
function writable<Value>(files: Files, path: string, work: () => Value): Value {
  return withMode(files, path, OWNER_CHANGES, work);
}
function readable<Value>(files: Files, path: string, work: () => Value): Value {
  return withMode(files, path, OWNER_READS, work);
}

function withMode<Value>(files: Files, path: string, bits: number, work: () => Value): Value {
  const mode = files.stat(at(files, path, "follow")).mode & PERMISSIONS;
  if ((mode & bits) === bits) return work();
  files.chmod(at(files, path, "follow"), mode | bits);
  try {
    return work();
  } finally {
    files.chmod(at(files, path, "follow"), mode);
  }
}
