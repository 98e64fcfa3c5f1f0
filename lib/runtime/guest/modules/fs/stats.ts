/** What is known of a file, and of an entry in a folder. */
import type { Entry, Stat } from "../../../calls/protocol";
import { constants } from "./constants";

const NS_PER_MS = 1_000_000n;
const { S_IFMT, S_IFREG, S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO, S_IFLNK, S_IFSOCK } = constants;
const NUMBERS = ["dev", "mode", "nlink", "uid", "gid", "rdev", "blksize", "ino", "size", "blocks"] as const;
const TIMES = ["atime", "mtime", "ctime", "birthtime"] as const;

function kinds(isOf: (self: unknown, kind: number) => boolean) {
  return {
    isDirectory(this: unknown) {
      return isOf(this, S_IFDIR);
    },
    isFile(this: unknown) {
      return isOf(this, S_IFREG);
    },
    isBlockDevice(this: unknown) {
      return isOf(this, S_IFBLK);
    },
    isCharacterDevice(this: unknown) {
      return isOf(this, S_IFCHR);
    },
    isSymbolicLink(this: unknown) {
      return isOf(this, S_IFLNK);
    },
    isFIFO(this: unknown) {
      return isOf(this, S_IFIFO);
    },
    isSocket(this: unknown) {
      return isOf(this, S_IFSOCK);
    },
  };
}

export interface Stats extends ReturnType<typeof kinds> {
  readonly [name: string]: unknown;
}
type Fields = Record<string, unknown>;
const isMode = (self: unknown, kind: number) =>
  (Number((self as { mode: number | bigint }).mode) & S_IFMT) === kind;

export const Stats = function Stats(this: Fields) {} as unknown as { new (): Fields; prototype: object };
const BigIntStats = function BigIntStats(this: Fields) {} as unknown as { new (): Fields; prototype: object };
for (const Class of [Stats, BigIntStats]) Object.assign(Class.prototype, kinds(isMode));

/** Milliseconds with the fraction that the digits have. */
function millisecondsOf(ns: bigint): number {
  return Number(ns / NS_PER_MS) + Number(ns % NS_PER_MS) / 1e6;
}

export function statsOf(stat: Stat, isBig: boolean): Stats {
  const stats = new (isBig ? BigIntStats : Stats)();
  for (const name of NUMBERS) stats[name] = isBig ? BigInt(stat[name]) : stat[name];
  const times = TIMES.map((name) => ({ name, ns: BigInt(stat[`${name}Ns`]) }));
  for (const { name, ns } of times) stats[`${name}Ms`] = isBig ? ns / NS_PER_MS : millisecondsOf(ns);
  if (isBig) for (const { name, ns } of times) stats[`${name}Ns`] = ns;
  for (const { name, ns } of times) stats[name] = new Date(Number((ns + 500_000n) / NS_PER_MS));
  return stats as unknown as Stats;
}

const TYPES = { file: 1, directory: 2, symlink: 3, character: 6 } as const;
const TYPE_OF_KIND: Readonly<Record<number, number>> = {
  [S_IFREG]: 1,
  [S_IFDIR]: 2,
  [S_IFLNK]: 3,
  [S_IFIFO]: 4,
  [S_IFSOCK]: 5,
  [S_IFCHR]: 6,
  [S_IFBLK]: 7,
};
const TYPE = Symbol("type");

export class Dirent {
  name: unknown;
  parentPath: string;
  path: string;
  readonly [TYPE]: number;
  constructor(name: unknown, kind: Entry["kind"], path: string) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[TYPE] = TYPES[kind];
  }
}
Object.assign(
  Dirent.prototype,
  kinds((self, kind) => (self as Dirent)[TYPE] === TYPE_OF_KIND[kind]),
);
for (const name of Object.keys(Dirent.prototype))
  Object.defineProperty(Dirent.prototype, name, { enumerable: false });
