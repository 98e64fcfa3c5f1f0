/** Makes calls on a `Files` as a mediator does: every path is located once, in the way that its call takes it. */
import { COPYFILE_EXCL, followsOnOpen, O_CREAT, O_EXCL } from "../flags";
import type { Files, Located, Walk } from "../types";
import { type Call, comparableStat, NO_FD, type Outcome, outcomeOf } from "./call";

const DECODER = new TextDecoder();
const ENCODER = new TextEncoder();

export class FilesCaller {
  readonly #files: Files;
  readonly #slots = new Map<number, number>();

  constructor(files: Files) {
    this.#files = files;
  }

  call(call: Call): Outcome {
    return outcomeOf(() => this.#perform(call));
  }

  at(path: string, walk: Walk): Located {
    return this.#files.locate(path, { walk });
  }

  #fd(slot: number): number {
    return this.#slots.get(slot) ?? NO_FD;
  }

  #perform(call: Call): unknown {
    switch (call[0]) {
      case "open": {
        const [, slot, path, flags, mode] = call;
        const fd = this.#files.open(this.at(path, followsOnOpen(flags) ? "follow" : "link"), flags, mode);
        this.#slots.set(slot, fd);
        return "open";
      }
      case "close":
      case "fstat":
      case "fsync":
      case "fdatasync":
      case "read":
      case "write":
      case "ftruncate":
      case "fchmod":
      case "futimes":
        return this.#performOnFd(call);
      case "mkdir":
      case "mkdirp":
      case "mkdtemp":
      case "rmdir":
      case "unlink":
      case "rename":
      case "link":
      case "symlink":
        return this.#performOnEntry(call);
      default:
        return this.#performOnNode(call);
    }
  }

  #performOnFd(call: Call): unknown {
    const files = this.#files;
    const fd = this.#fd(call[1] as number);
    switch (call[0]) {
      case "close":
        return files.close(fd);
      case "fstat":
        return comparableStat(files.fstat(fd));
      case "fsync":
      case "fdatasync":
        return files.fsync(fd, call[0] === "fdatasync");
      case "read": {
        const buffer = new Uint8Array(call[2]);
        return DECODER.decode(buffer.subarray(0, files.read(fd, buffer, 0, buffer.length, call[3])));
      }
      case "write": {
        const bytes = ENCODER.encode(call[2]);
        return files.write(fd, bytes, 0, bytes.length, call[3]);
      }
      case "ftruncate":
        return files.ftruncate(fd, call[2]);
      case "fchmod":
        return files.fchmod(fd, call[2]);
      case "futimes":
        return files.futimes(fd, call[2], call[3]);
      default:
        throw new Error(`${call[0]} is no call on a descriptor`);
    }
  }

  #performOnEntry(call: Call): unknown {
    const files = this.#files;
    switch (call[0]) {
      case "mkdir":
        return files.mkdir(this.at(call[1], "entry"), call[2]);
      case "mkdirp":
        return files.mkdir(this.at(call[1], "follow"), 0o777, true) === undefined;
      case "mkdtemp":
        return files.mkdtemp(this.at(call[1], "entry"));
      case "rmdir":
        return files.rmdir(this.at(call[1], "entry"));
      case "unlink":
        return files.unlink(this.at(call[1], "entry"));
      case "rename":
        return files.rename(this.at(call[1], "entry"), this.at(call[2], "entry"));
      case "link":
        return files.link(this.at(call[1], "link"), this.at(call[2], "entry"));
      case "symlink":
        return files.symlink(call[1], this.at(call[2], "entry"));
      default:
        throw new Error(`${call[0]} is no call on an entry`);
    }
  }

  #performOnNode(call: Call): unknown {
    const files = this.#files;
    switch (call[0]) {
      case "stat":
        return comparableStat(files.stat(this.at(call[1], "follow")));
      case "lstat":
        return comparableStat(files.stat(this.at(call[1], "link")));
      case "access":
        return files.access(this.at(call[1], "follow"), call[2]);
      case "readdir":
        return files.readdir(this.at(call[1], "follow")).map(({ name, kind }) => `${name} ${kind}`);
      case "readlink":
        return files.readlink(this.at(call[1], "link"));
      case "realpath":
        return files.realpath(this.at(call[1], "follow"));
      case "chmod":
        return files.chmod(this.at(call[1], "follow"), call[2]);
      case "utimes":
      case "lutimes":
        return files.utimes(this.at(call[1], call[0] === "utimes" ? "follow" : "link"), call[2], call[3]);
      case "truncate":
        return files.truncate(this.at(call[1], "follow"), call[2]);
      default:
        return this.#performOnWhole(call);
    }
  }

  #performOnWhole(call: Call): unknown {
    const files = this.#files;
    switch (call[0]) {
      case "readFile":
        return DECODER.decode(files.readFile(this.at(call[1], "follow")));
      case "writeFile": {
        const [, path, text, flags] = call;
        const at = this.at(path, followsOnOpen(flags) ? "follow" : "link");
        return files.writeFile(at, ENCODER.encode(text), { flags });
      }
      case "copyFile": {
        const [, from, to, flags] = call;
        const isExclusive = (flags & COPYFILE_EXCL) !== 0;
        const walk = followsOnOpen(isExclusive ? O_CREAT | O_EXCL : 0) ? "follow" : "link";
        return files.copyFile(this.at(from, "follow"), this.at(to, walk), flags);
      }
      default:
        throw new Error(`${call[0]} is no call on a whole file`);
    }
  }
}
