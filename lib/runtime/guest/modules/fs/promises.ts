/** The module `fs/promises`. */
import { Buffer } from "../../buffer/buffer";
import { constants } from "./constants";
import { openFolder } from "./dir";
import { later, promiseForm } from "./forms";
import { FileHandle } from "./handle";
import { operations } from "./operations";
import { trees } from "./tree";
import { watchChanges } from "./watch";

/** Those that name a path: on a descriptor there are the methods of a handle. */
const NAMES = [
  "access",
  "appendFile",
  "chmod",
  "chown",
  "copyFile",
  "lchown",
  "link",
  "lstat",
  "lutimes",
  "mkdir",
  "mkdtemp",
  "readFile",
  "readdir",
  "readlink",
  "realpath",
  "rename",
  "stat",
  "statfs",
  "symlink",
  "truncate",
  "unlink",
  "utimes",
  "writeFile",
] as const;

export const promises: Record<string, unknown> = {};
for (const name of NAMES) promises[name] = promiseForm(name, operations[name]);
promises.rm = promiseForm("rm", trees.rm);
promises.rmdir = promiseForm("rmdir", trees.rmdir);
promises.cp = promiseForm("cp", trees.cp);
promises.opendir = promiseForm("opendir", openFolder);
promises.watch = watchChanges;
promises.constants = constants;
promises.open = async (path: unknown, flags?: unknown, mode?: unknown) => {
  const open = operations.open(path, flags ?? "r", mode);
  return new FileHandle(Number(await later(open)));
};

type Whole = (path: unknown, ...rest: unknown[]) => Promise<unknown>;
for (const name of ["readFile", "writeFile", "appendFile"] as const) {
  const plain = promises[name] as Whole;
  promises[name] = Object.defineProperty(
    async (path: unknown, ...rest: unknown[]) => {
      if (path instanceof FileHandle) return path[name](...rest);
      const [first, ...more] = name === "readFile" ? [undefined, ...rest] : rest;
      // Pieces that come one after the other are written as one.
      const data = name === "readFile" ? undefined : await wholeOf(first);
      return name === "readFile" ? plain(path, ...more) : plain(path, data, ...more);
    },
    "name",
    { value: name },
  );
}

async function wholeOf(data: unknown): Promise<unknown> {
  const isPieces =
    typeof data === "object" && data !== null && (Symbol.asyncIterator in data || Symbol.iterator in data);
  if (!isPieces || ArrayBuffer.isView(data)) return data;
  const parts: Uint8Array[] = [];
  for await (const piece of data as AsyncIterable<string | Uint8Array>) {
    parts.push(typeof piece === "string" ? Buffer.from(piece) : piece);
  }
  return Buffer.concat(parts);
}
