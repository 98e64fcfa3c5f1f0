/** What file systems answer, as a recording has it. Each is read back strictly: a recording is anybody's file. */
import { z } from "zod";
import { fromBase64, toBase64 } from "../../audit/bytes";
import { FS_CODES } from "../files/errors";
import type { FileStat, FileSystemStat, FolderEntry, Located, OpenFile, WatchEvent } from "../files/types";
import type { Asked } from "./course";
import type { Json } from "./tape";

export type Written<Value> = Pick<Asked<Value>, "write" | "read">;

const kind = z.enum(["file", "directory", "symlink", "character"]);
const count = z.int();
const nanoseconds = z.string().regex(/^-?\d{1,20}$/);
const TIMES = ["atimeNs", "mtimeNs", "ctimeNs", "birthtimeNs"] as const;

const locatedSchema = z.strictObject({
  shown: z.string(),
  walk: z.enum(["follow", "link", "entry"]),
  path: z.string(),
  kind: kind.exactOptional(),
  fault: z.enum(FS_CODES).exactOptional(),
  missing: z.array(z.string()),
  leftTo: z.string().exactOptional(),
});
const numbers = ["dev", "ino", "mode", "nlink", "uid", "gid", "rdev", "size", "blksize", "blocks"] as const;
const statSchema = z.strictObject({
  ...(Object.fromEntries(numbers.map((name) => [name, count])) as Record<
    (typeof numbers)[number],
    typeof count
  >),
  ...(Object.fromEntries(TIMES.map((name) => [name, nanoseconds])) as Record<
    (typeof TIMES)[number],
    typeof nanoseconds
  >),
});
const systemSchema = z.strictObject({
  type: z.number(),
  bsize: z.number(),
  blocks: z.number(),
  bfree: z.number(),
  bavail: z.number(),
  files: z.number(),
  ffree: z.number(),
});

function of<Value>(schema: z.ZodType<Value>): Written<Value> {
  return {
    write: (value) => value as Json,
    read: (written) => {
      const read = schema.safeParse(written);
      return read.success ? read.data : undefined;
    },
  };
}

export const NUMBER = of(z.int());
export const TEXT = of(z.string());
/** Where a call may have nothing to say: its answer is a list of none or one. */
export const MAYBE_TEXT = of(z.array(z.string()).max(1));
/** Why the time of a process is over. */
export const WHY = of(z.enum(["cpu", "stopped"]));
/** Of what answers with nothing. */
export const DONE = of(z.literal(true));
export const ENTRIES: Written<readonly FolderEntry[]> = of(
  z.array(z.strictObject({ name: z.string(), kind })),
);
export const SYSTEM: Written<FileSystemStat> = of(systemSchema);
export const EVENT: Written<WatchEvent> = of(
  z.strictObject({ type: z.enum(["rename", "change"]), name: z.string() }),
);

export const BYTES: Written<Uint8Array<ArrayBuffer>> = {
  write: (bytes) => toBase64(bytes),
  read: (written) => (typeof written === "string" ? asOwn(fromBase64(written)) : undefined),
};

function asOwn(bytes: Uint8Array | undefined): Uint8Array<ArrayBuffer> | undefined {
  return bytes && new Uint8Array(bytes);
}

export const LOCATED: Written<Located> = {
  write: ({ shown, walk, path, kind: found, fault, missing, leftTo }) => ({
    shown,
    walk,
    path,
    ...(found !== undefined && { kind: found }),
    ...(fault !== undefined && { fault }),
    missing,
    ...(leftTo !== undefined && { leftTo }),
  }),
  read: (written) => {
    const read = locatedSchema.safeParse(written);
    return read.success ? { kind: undefined, fault: undefined, ...read.data } : undefined;
  },
};

export const OPENED: Written<OpenFile> = {
  write: ({ kind: found, flags, path }) => ({ kind: found, flags, ...(path !== undefined && { path }) }),
  read: (written) => {
    const read = z.strictObject({ kind, flags: count, path: z.string().exactOptional() }).safeParse(written);
    return read.success ? { path: undefined, ...read.data } : undefined;
  },
};

export const STAT: Written<FileStat> = {
  write: (stat) => ({
    ...Object.fromEntries(numbers.map((name) => [name, stat[name]])),
    ...Object.fromEntries(TIMES.map((name) => [name, `${stat[name]}`])),
  }),
  read: (written) => {
    const read = statSchema.safeParse(written);
    if (!read.success) return undefined;
    const { atimeNs, mtimeNs, ctimeNs, birthtimeNs, ...rest } = read.data;
    return {
      ...rest,
      atimeNs: BigInt(atimeNs),
      mtimeNs: BigInt(mtimeNs),
      ctimeNs: BigInt(ctimeNs),
      birthtimeNs: BigInt(birthtimeNs),
    };
  },
};
