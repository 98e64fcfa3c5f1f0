/** Names in a real folder that come, go and move. */
import fs from "node:fs";
import { FilesFault, FsError, type Located, type Walk } from "../../files";
import { changeEntry, onEntry, ours, told, writable } from "./acting";
import { checkBits } from "./arguments";
import { storedTarget } from "./links";
import { type DiskLocated, enterAll, type World } from "./place";

const EITHER: readonly Walk[] = ["follow", "link"];
const ENTRY: readonly Walk[] = ["entry"];

export class DiskNames {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  mkdir(located: Located, mode: number, recursive = false): string | undefined {
    checkBits(mode);
    const at = ours(this.#world, located, "mkdir", recursive ? ["follow", "entry"] : ENTRY);
    if (recursive) return this.#makeFolders(at, mode);
    changeEntry(this.#world, at, { syscall: "mkdir", path: at.shown }, (path) =>
      fs.mkdirSync(path, mode & 0o1777),
    );
    return undefined;
  }
  mkdtemp(located: Located): void {
    const at = ours(this.#world, located, "mkdtemp", ENTRY);
    changeEntry(this.#world, at, { syscall: "mkdtemp", path: at.shown }, (path) => fs.mkdirSync(path, 0o700));
  }
  rmdir(located: Located): void {
    const at = ours(this.#world, located, "rmdir", ENTRY);
    changeEntry(this.#world, at, { syscall: "rmdir", path: at.shown }, (path) => fs.rmdirSync(path));
  }
  unlink(located: Located): void {
    const at = ours(this.#world, located, "unlink", ENTRY);
    changeEntry(this.#world, at, { syscall: "unlink", path: at.shown }, (path) => fs.unlinkSync(path));
  }
  rename(source: Located, target: Located): void {
    const from = ours(this.#world, source, "rename", ENTRY);
    const to = ours(this.#world, target, "rename", ENTRY);
    const names = { syscall: "rename", path: from.shown, dest: to.shown };
    changeEntry(this.#world, from, names, (old) =>
      changeEntry(this.#world, to, names, (path) => fs.renameSync(old, path)),
    );
  }
  link(existing: Located, located: Located): void {
    const from = ours(this.#world, existing, "link", EITHER);
    const at = ours(this.#world, located, "link", ENTRY);
    const names = { syscall: "link", path: from.shown, dest: at.shown };
    if (from.kind === undefined && !from.fault) throw new FsError("ENOENT", "link", from.shown, at.shown);
    if (from.dots) throw new FsError(at.kind ? "EEXIST" : "EPERM", "link", from.shown, at.shown);
    // A second name is a way to write: whoever may not write the first may not have it.
    changeEntry(this.#world, from, names, (old) =>
      changeEntry(this.#world, at, names, (path) => fs.linkSync(old, path)),
    );
  }
  symlink(target: string, located: Located): void {
    const at = ours(this.#world, located, "symlink", ENTRY);
    const names = { syscall: "symlink", path: target, dest: at.shown };
    if (typeof target !== "string" || target.includes("\0"))
      throw new FilesFault("BAD_ARGUMENT", "No target.");
    const stored = target === "" ? "" : storedTarget(this.#world, target, at);
    if (stored === undefined) throw new FsError("EPERM", "symlink", target, at.shown);
    changeEntry(this.#world, at, names, (path) => fs.symlinkSync(stored, path));
  }
  readlink(located: Located): string {
    const at = ours(this.#world, located, "readlink", ["link"]);
    const names = { syscall: "readlink", path: at.shown };
    if (!at.fault && at.kind === undefined) throw new FsError("ENOENT", "readlink", at.shown);
    if (!at.fault && at.kind !== "symlink") throw new FsError("EINVAL", "readlink", at.shown);
    return onEntry(this.#world, at, names, (path) => fs.readlinkSync(path));
  }

  #makeFolders(at: DiskLocated, mode: number): string | undefined {
    const names = { syscall: "mkdir", path: at.shown };
    if (at.kind === "directory") return undefined;
    if (at.kind === undefined && at.isLinked) throw new FsError("ENOENT", "mkdir", at.shown);
    if (at.fault !== "ENOENT" || at.name === undefined) {
      changeEntry(this.#world, at, names, (path) => fs.mkdirSync(path, mode & 0o1777));
      return at.path;
    }
    writable(this.#world, at, names);
    return told(names, () => {
      // Each is entered from the one above it: from the root it would cost the square of how deep a guest goes.
      let held = enterAll(this.#world, at.folder);
      try {
        for (const name of [...at.missing, at.name as string]) {
          fs.mkdirSync(`${held.path}/${name}`, mode & 0o1777);
          const next = this.#world.folders.enter(held, name);
          held.release();
          held = next;
        }
      } finally {
        held.release();
      }
      return [this.#world.mount, ...at.folder, at.missing[0] ?? at.name].join("/");
    });
  }
}
