/** Calls that name a path: which operation of the policy each one is, and what it does once that is allowed. */
import type { FsOneOp } from "../../policy";
import { temporaryName } from "../files";
import { followsOnOpen, O_CREAT, O_RDONLY, O_TRUNC, reads, writes } from "../files/flags";
import type { FileStat, Files, Located } from "../files/types";
import type { FileAccess, OnePath } from "./file-access";
import { chain, type Handlers, NOTHING, nothing, type Result } from "./handler";
import type { Stat } from "./protocol";
import type { Values } from "./values";

const NEW_FILE_MODE = 0o666;

type PathCall =
  | "fs.stat"
  | "fs.lstat"
  | "fs.access"
  | "fs.readdir"
  | "fs.mkdir"
  | "fs.mkdtemp"
  | "fs.rmdir"
  | "fs.unlink"
  | "fs.rename"
  | "fs.link"
  | "fs.symlink"
  | "fs.readlink"
  | "fs.realpath"
  | "fs.chmod"
  | "fs.chown"
  | "fs.utimes"
  | "fs.truncate"
  | "fs.copyFile"
  | "fs.statfs"
  | "fs.readFile"
  | "fs.writeFile";

const COPYFILE_EXCL = 1;

export function pathCalls(access: FileAccess): Handlers<PathCall> {
  return { ...lookCalls(access), ...contentCalls(access), ...nameCalls(access), ...attributeCalls(access) };
}

function value<Value>(access: FileAccess, call: OnePath<Value>): Result | Promise<Result> {
  return chain(access.one(call), (answer): Result => (answer === undefined ? NOTHING : { value: answer }));
}

/** Looking without reading. */
function lookCalls(access: FileAccess) {
  const { files } = access.around;
  const look = (
    values: Values,
    syscall: string,
    walk: "follow" | "link",
    perform: (at: Located) => unknown,
  ) => value(access, { ops: ["fs.stat"], path: values.text(0), walk, syscall, perform });
  return {
    "fs.stat": (values) => look(values, "stat", "follow", (at) => shown(files.stat(at))),
    "fs.lstat": (values) => look(values, "lstat", "link", (at) => shown(files.stat(at))),
    "fs.access": (values) => {
      const mode = values.count(1);
      return look(values, "access", "follow", (at) => files.access(at, mode));
    },
    "fs.readlink": (values) => look(values, "readlink", "link", (at) => files.readlink(at)),
    "fs.realpath": (values) => look(values, "realpath", "follow", (at) => files.realpath(at)),
    "fs.statfs": (values) => look(values, "statfs", "follow", (at) => files.statfs(at)),
    "fs.readdir": (values) =>
      value(access, {
        ops: ["fs.list"],
        path: values.text(0),
        walk: "follow",
        syscall: "scandir",
        perform: (at) => files.readdir(at),
      }),
  } satisfies Partial<Handlers>;
}

/** Whole files, the way most of them are read and written. */
function contentCalls(access: FileAccess) {
  const { files } = access.around;
  return {
    "fs.readFile": (values) => {
      const path = values.text(0);
      const flags = values.count(1);
      return chain(
        access.one({
          ops: opsOfOpen(flags),
          path,
          walk: walkOfOpen(flags),
          syscall: "open",
          perform: (at) => (flags === O_RDONLY ? files.readFile(at) : readByOpening(files, at, flags)),
          outcome: (bytes) => ({ payload: bytes }),
        }),
        (bytes) => ({ bytes }),
      );
    },
    "fs.writeFile": (values, bytes = new Uint8Array(0)) => {
      const path = values.text(0);
      const flags = values.count(1);
      const mode = values.count(2);
      return value(access, {
        ops: opsOfOpen(flags),
        path,
        walk: walkOfOpen(flags),
        syscall: "open",
        payload: bytes,
        perform: (at) => files.writeFile(at, bytes, { flags, mode }),
      });
    },
    "fs.truncate": (values) => {
      const length = values.count(1);
      return value(access, {
        ops: ["fs.write"],
        path: values.text(0),
        walk: "follow",
        syscall: "open",
        perform: (at) => files.truncate(at, length),
      });
    },
  } satisfies Partial<Handlers>;
}

/** With flags that say more than "read": they make the file, or follow no link, as opening it does. */
function readByOpening(files: Files, at: Located, flags: number): Uint8Array<ArrayBuffer> {
  const fd = files.open(at, flags, NEW_FILE_MODE);
  try {
    const buffer = new Uint8Array(files.fstat(fd).size);
    return buffer.subarray(0, files.read(fd, buffer, 0, buffer.length, 0));
  } finally {
    files.close(fd);
  }
}

/** Making, moving and removing names. */
function nameCalls(access: FileAccess) {
  const { files, random } = access.around;
  const entry = (op: FsOneOp, path: string, syscall: string, perform: (at: Located) => unknown) =>
    value(access, { ops: [op], path, walk: "entry", syscall, perform });
  return {
    "fs.mkdir": (values) => {
      const mode = values.count(1);
      const isRecursive = values.flag(2);
      return value(access, {
        ops: ["fs.write"],
        path: values.text(0),
        // Made as far as it is missing: what is there may be a link to a folder.
        walk: isRecursive ? "follow" : "entry",
        syscall: "mkdir",
        makesFolders: isRecursive,
        perform: (at) => files.mkdir(at, mode, isRecursive),
      });
    },
    "fs.mkdtemp": (values) => {
      const prefix = values.text(0);
      const path = temporaryName(prefix, random);
      return value(access, {
        ops: ["fs.write"],
        path,
        shown: `${prefix}XXXXXX`,
        walk: "entry",
        syscall: "mkdtemp",
        perform: (at) => {
          files.mkdtemp(at);
          return path;
        },
      });
    },
    "fs.rmdir": (values) => entry("fs.delete", values.text(0), "rmdir", (at) => files.rmdir(at)),
    "fs.unlink": (values) => entry("fs.delete", values.text(0), "unlink", (at) => files.unlink(at)),
    "fs.rename": (values) =>
      nothing(
        access.two({
          op: "fs.rename",
          path: values.text(0),
          to: values.text(1),
          walks: ["entry", "entry"],
          syscall: "rename",
          perform: (from, to) => files.rename(from, to),
        }),
      ),
    "fs.link": (values) =>
      nothing(
        access.two({
          op: "fs.link",
          path: values.text(0),
          to: values.text(1),
          walks: ["link", "entry"],
          syscall: "link",
          perform: (from, to) => files.link(from, to),
        }),
      ),
    "fs.copyFile": (values) => {
      const mode = values.count(2);
      return nothing(
        access.two({
          op: "fs.copy",
          path: values.text(0),
          to: values.text(1),
          // A target that must be new is not looked for behind a link.
          walks: ["follow", (mode & COPYFILE_EXCL) === 0 ? "follow" : "link"],
          syscall: "copyfile",
          perform: (from, to) => files.copyFile(from, to, mode),
        }),
      );
    },
    "fs.symlink": (values) => nothing(access.symlink(values.text(0), values.text(1))),
  } satisfies Partial<Handlers>;
}

function attributeCalls(access: FileAccess) {
  const { files } = access.around;
  const change = (path: string, follow: boolean, syscall: string, perform: (at: Located) => void) =>
    value(access, { ops: ["fs.chmod"], path, walk: follow ? "follow" : "link", syscall, perform });
  return {
    "fs.chmod": (values) => {
      const mode = values.count(1);
      return change(values.text(0), true, "chmod", (at) => files.chmod(at, mode));
    },
    "fs.chown": (values) => {
      const [uid, gid, follow] = [values.number(1), values.number(2), values.flag(3)];
      return change(values.text(0), follow, follow ? "chown" : "lchown", (at) => files.chown(at, uid, gid));
    },
    "fs.utimes": (values) => {
      const [atime, mtime, follow] = [values.number(1), values.number(2), values.flag(3)];
      return change(values.text(0), follow, follow ? "utime" : "lutime", (at) =>
        files.utimes(at, atime, mtime),
      );
    },
  } satisfies Partial<Handlers>;
}

/** Opening for both asks for both; making and emptying a file is writing it. */
export function opsOfOpen(flags: number): FsOneOp[] {
  const changes = writes(flags) || (flags & (O_CREAT | O_TRUNC)) !== 0;
  return [...(reads(flags) ? (["fs.read"] as const) : []), ...(changes ? (["fs.write"] as const) : [])];
}

export function walkOfOpen(flags: number): "follow" | "link" {
  return followsOnOpen(flags) ? "follow" : "link";
}

/** Times as digits: a number of JSON does not hold nanoseconds. */
export function shown(stat: FileStat): Stat {
  const { atimeNs, mtimeNs, ctimeNs, birthtimeNs, ...numbers } = stat;
  return {
    ...numbers,
    atimeNs: `${atimeNs}`,
    mtimeNs: `${mtimeNs}`,
    ctimeNs: `${ctimeNs}`,
    birthtimeNs: `${birthtimeNs}`,
  };
}
