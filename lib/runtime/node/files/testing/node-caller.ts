/** Makes the same calls on the real file system, with a folder in the place of the root. */
import fs from "node:fs";
import { type Call, comparableStat, NO_FD, type Outcome, outcomeOf } from "../../../files/testing/call";

export class NodeCaller {
  readonly #root: string;
  readonly #slots = new Map<number, number>();

  constructor(root: string) {
    this.#root = root;
  }

  call(call: Call): Outcome {
    return outcomeOf(
      () => this.#perform(call),
      (text) => text.replaceAll(this.#root, ""),
    );
  }

  /** Open files of a run that is over would be missing to the next. */
  end(): void {
    for (const fd of this.#slots.values()) if (isOpen(fd)) fs.closeSync(fd);
    this.#slots.clear();
  }

  #path(path: string): string {
    return path.startsWith("/") ? this.#root + path : path;
  }

  #perform(call: Call): unknown {
    if (typeof call[1] === "number") return this.#performOnFd(call);
    const path = call[0] === "symlink" ? call[1] : this.#path(call[1]);
    switch (call[0]) {
      case "stat":
        return statOf(fs.statSync(path, { bigint: true }));
      case "lstat":
        return statOf(fs.lstatSync(path, { bigint: true }));
      case "readdir":
        return fs.readdirSync(path, { withFileTypes: true }).map((entry) => `${entry.name} ${kindOf(entry)}`);
      case "readlink":
        return fs.readlinkSync(path).replaceAll(this.#root, "");
      case "realpath":
        return fs.realpathSync.native(path).replaceAll(this.#root, "") || "/";
      case "readFile":
        return fs.readFileSync(path).toString();
      case "access":
        return fs.accessSync(path, call[2]);
      case "chmod":
        return fs.chmodSync(path, call[2]);
      case "truncate":
        return fs.truncateSync(path, call[2]);
      case "utimes":
        return fs.utimesSync(path, call[2], call[3]);
      case "lutimes":
        return fs.lutimesSync(path, call[2], call[3]);
      case "writeFile":
        return fs.writeFileSync(path, call[2], { flag: call[3] as unknown as string });
      case "copyFile":
        return fs.copyFileSync(path, this.#path(call[2]), call[3]);
      default:
        return this.#performOnEntry(call, path);
    }
  }

  #performOnEntry(call: Call, path: string): unknown {
    switch (call[0]) {
      case "mkdir":
        return fs.mkdirSync(path, { mode: call[2] });
      case "mkdirp":
        return fs.mkdirSync(path, { recursive: true }) === undefined;
      case "rmdir":
        return fs.rmdirSync(path);
      case "unlink":
        return fs.unlinkSync(path);
      case "rename":
        return fs.renameSync(path, this.#path(call[2]));
      case "link":
        return fs.linkSync(path, this.#path(call[2]));
      case "symlink":
        return fs.symlinkSync(this.#path(call[1]), this.#path(call[2]));
      default:
        throw new Error(`${call[0]} is not compared`);
    }
  }

  #performOnFd(call: Call): unknown {
    const slot = call[1] as number;
    const fd = this.#slots.get(slot) ?? NO_FD;
    switch (call[0]) {
      case "open":
        this.#slots.set(slot, fs.openSync(this.#path(call[2]), call[3], call[4]));
        return "open";
      case "close":
        return fs.closeSync(fd);
      case "fstat":
        return statOf(fs.fstatSync(fd, { bigint: true }));
      case "fsync":
        return fs.fsyncSync(fd);
      case "fdatasync":
        return fs.fdatasyncSync(fd);
      case "read": {
        const buffer = Buffer.alloc(call[2]);
        return buffer.subarray(0, fs.readSync(fd, buffer, 0, buffer.length, call[3])).toString();
      }
      case "write": {
        const bytes = Buffer.from(call[2]);
        return fs.writeSync(fd, bytes, 0, bytes.length, call[3]);
      }
      case "ftruncate":
        return fs.ftruncateSync(fd, call[2]);
      case "fchmod":
        return fs.fchmodSync(fd, call[2]);
      case "futimes":
        return fs.futimesSync(fd, call[2], call[3]);
      default:
        throw new Error(`${call[0]} is no call on a descriptor`);
    }
  }
}

function statOf(stat: fs.BigIntStats): unknown {
  return comparableStat({ ...stat, mode: Number(stat.mode), mtimeNs: stat.mtimeNs });
}
function kindOf(entry: fs.Dirent): string {
  return entry.isDirectory() ? "directory" : entry.isSymbolicLink() ? "symlink" : "file";
}
function isOpen(fd: number): boolean {
  try {
    fs.fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}
