/** Whole trees: removing and copying them. Each file and folder on the way is a call of its own, decided by itself. */
import { codedError, invalidArgType } from "../../core/errors";
import { ask } from "../../core/host";
import { constants } from "./constants";
import { joined } from "./listing";
import type { Operation } from "./operations";
import { statsOf } from "./stats";
import { type Options, optionsOf, pathOf } from "./values";

interface Fault {
  readonly code?: string;
}
const { COPYFILE_EXCL } = constants;
const EISDIR = 21;

function removeTree(path: string): void {
  for (const { name, kind } of ask("fs.readdir", [path])) {
    const child = joined(path, name);
    if (kind === "directory") removeTree(child);
    else ask("fs.unlink", [child]);
  }
  ask("fs.rmdir", [path]);
}

function systemError(code: string, text: string, syscall: string, path: string, errno: number): Error {
  const message = `${text}: ${syscall} returned EISDIR (is a directory) ${path}`;
  return Object.assign(codedError(Error, code, message), { errno, syscall, path, name: "SystemError" });
}

export const trees = {
  rm: (path, options) => {
    const at = pathOf(path);
    const { recursive = false, force = false } = optionsOf(options);
    if (typeof recursive !== "boolean") throw invalidArgType("options.recursive", "boolean", recursive);
    if (typeof force !== "boolean") throw invalidArgType("options.force", "boolean", force);
    return () => {
      try {
        const stats = statsOf(ask("fs.lstat", [at]), false);
        if (!stats.isDirectory()) ask("fs.unlink", [at]);
        else if (recursive) removeTree(at);
        else throw systemError("ERR_FS_EISDIR", "Path is a directory", "rm", at, EISDIR);
      } catch (error) {
        if (!force || (error as Fault).code !== "ENOENT") throw error;
      }
    };
  },
  rmdir: (path, options) => {
    const at = pathOf(path);
    const isTree = optionsOf(options).recursive === true;
    return () => (isTree ? removeTree(at) : ask("fs.rmdir", [at]));
  },
  cp: (from, to, options) => {
    const [source, target] = [pathOf(from, "src"), pathOf(to, "dest")];
    const table = optionsOf(options, { force: true });
    return () => {
      const stats = statsOf(ask("fs.lstat", [source]), false);
      if (stats.isDirectory() && table.recursive !== true) {
        throw Object.assign(
          systemError(
            "ERR_FS_EISDIR",
            "Recursive option not enabled, cannot copy a directory",
            "cp",
            source,
            EISDIR,
          ),
          {},
        );
      }
      if (`${target}/`.startsWith(`${source}/`) && stats.isDirectory()) {
        throw codedError(
          Error,
          "ERR_FS_CP_EINVAL",
          `Invalid src or dest: cp returned EINVAL (cannot copy ${source} to a subdirectory of self ${target}) ${target}`,
        );
      }
      copyTree(source, target, table);
    };
  },
} satisfies Record<string, Operation>;

function copyTree(from: string, to: string, options: Options): void {
  const { filter } = options;
  if (typeof filter === "function" && !filter(from, to)) return;
  const stats = statsOf(ask(options.dereference === true ? "fs.stat" : "fs.lstat", [from]), false);
  if (stats.isDirectory()) {
    ask("fs.mkdir", [to, 0o777, true]);
    for (const { name } of ask("fs.readdir", [from])) copyTree(joined(from, name), joined(to, name), options);
  } else if (stats.isSymbolicLink()) copyLink(from, to, options);
  else copyOne(from, to, options);
  if (options.preserveTimestamps === true && !stats.isSymbolicLink()) {
    ask("fs.utimes", [to, Number(stats.atimeMs) / 1000, Number(stats.mtimeMs) / 1000, true]);
  }
}

function copyOne(from: string, to: string, { force, errorOnExist }: Options): void {
  const parent = to.slice(0, Math.max(0, to.lastIndexOf("/")));
  if (parent !== "") ask("fs.mkdir", [parent, 0o777, true]);
  try {
    ask("fs.copyFile", [from, to, force === false ? COPYFILE_EXCL : 0]);
  } catch (error) {
    if ((error as Fault).code !== "EEXIST" || force !== false) throw error;
    if (errorOnExist !== true) return;
    throw codedError(
      Error,
      "ERR_FS_CP_EEXIST",
      `Target already exists: cp returned EEXIST (${to} already exists) ${to}`,
    );
  }
}

function copyLink(from: string, to: string, { verbatimSymlinks }: Options): void {
  const target = ask("fs.readlink", [from]);
  const isVerbatim = verbatimSymlinks === true || target.startsWith("/");
  const place = isVerbatim
    ? target
    : joined(ask("fs.realpath", [from.slice(0, from.lastIndexOf("/")) || "."]), target);
  try {
    ask("fs.unlink", [to]);
  } catch (error) {
    if ((error as Fault).code !== "ENOENT") throw error;
  }
  ask("fs.symlink", [place, to]);
}
