/**
 * Calls on open files. Opening is what is decided; the result of it is recorded when the file is closed, with the hash of what
 * was left in it.
 */
import { FsError } from "../files/errors";
import { writes } from "../files/flags";
import type { FileAccess } from "./file-access";
import { opsOfOpen, shown, walkOfOpen } from "./files";
import { chain, type Handlers, NOTHING, nothing, type Result } from "./handler";

type DescriptorCall =
  | "fs.open"
  | "fs.close"
  | "fs.read"
  | "fs.write"
  | "fs.fstat"
  | "fs.ftruncate"
  | "fs.fsync"
  | "fs.futimes"
  | "fs.fchmod"
  | "fs.fchown";

/** Files above this are not read once more when they are closed: a loop over a large one would cost its square. */
const HASHED_LIMIT_BYTES = 256 * 1024;
const READ_LIMIT_BYTES = 64 * 1024 * 1024;

interface Open {
  readonly of: number;
  isChanged: boolean;
}

export interface Descriptors {
  readonly calls: Handlers<DescriptorCall>;
  /** Closes what is still open: the process that opened it has ended, and the session goes on. */
  release(): void;
}

export function descriptorCalls(access: FileAccess): Descriptors {
  const { files, mediator } = access.around;
  const open = new Map<number, Open>();

  const close = (fd: number): void => {
    const known = open.get(own(fd, "close"));
    open.delete(fd);
    const payload = known?.isChanged ? contentOf(access, fd) : undefined;
    files.close(fd);
    if (known) mediator.conclude(known.of, { ...(payload && { payload }) });
  };

  /** Several processes share the files: the number of another's descriptor is a guess, and opens nothing. */
  const own = (fd: number, syscall: string): number => {
    if (!open.has(fd)) throw new FsError("EBADF", syscall);
    return fd;
  };

  const changed = (fd: number, syscall: string, perform: () => void): Result | Promise<Result> =>
    nothing(
      access.translated({ syscall }, () => access.descriptor("fs.chmod", own(fd, syscall), syscall, perform)),
    );

  const calls: Handlers<DescriptorCall> = {
    "fs.open": (values) => {
      const flags = values.count(1);
      const mode = values.count(2);
      return chain(
        access.one({
          ops: opsOfOpen(flags),
          path: values.text(0),
          walk: walkOfOpen(flags),
          syscall: "open",
          isHeld: true,
          perform: (at, { of }) => {
            const fd = files.open(at, flags, mode);
            open.set(fd, { of, isChanged: writes(flags) });
            return fd;
          },
        }),
        (fd) => ({ value: fd }),
      );
    },
    "fs.close": (values) => done(access, "close", () => close(values.count(0))),
    "fs.read": (values) => {
      const fd = values.count(0);
      const length = Math.min(values.count(1), READ_LIMIT_BYTES);
      const position = values.countOrNull(2);
      return access.translated({ syscall: "read" }, (): Result => {
        const buffer = new Uint8Array(length);
        return { bytes: buffer.subarray(0, files.read(own(fd, "read"), buffer, 0, length, position)) };
      });
    },
    "fs.write": (values, bytes = new Uint8Array(0)) => {
      const fd = values.count(0);
      const position = values.countOrNull(1);
      return access.translated({ syscall: "write" }, (): Result => {
        return { value: files.write(own(fd, "write"), bytes, 0, bytes.length, position) };
      });
    },
    "fs.fstat": (values) =>
      access.translated({ syscall: "fstat" }, () => ({
        value: shown(files.fstat(own(values.count(0), "fstat"))),
      })),
    "fs.ftruncate": (values) =>
      done(access, "ftruncate", () => files.ftruncate(own(values.count(0), "ftruncate"), values.count(1))),
    "fs.fsync": (values) => done(access, "fsync", () => files.fsync(own(values.count(0), "fsync"))),
    "fs.futimes": (values) => {
      const [fd, atime, mtime] = [values.count(0), values.number(1), values.number(2)];
      return changed(fd, "futime", () => files.futimes(fd, atime, mtime));
    },
    "fs.fchmod": (values) => {
      const [fd, mode] = [values.count(0), values.count(1)];
      return changed(fd, "fchmod", () => files.fchmod(fd, mode));
    },
    "fs.fchown": (values) => {
      const [fd, uid, gid] = [values.count(0), values.number(1), values.number(2)];
      return changed(fd, "fchown", () => files.fchown(fd, uid, gid));
    },
  };
  return {
    calls,
    release: () => {
      for (const fd of [...open.keys()]) close(fd);
    },
  };
}

/** What stands in the file, where that is little. A file that only could be written cannot be read: then nothing. */
function contentOf({ around: { files } }: FileAccess, fd: number): Uint8Array | undefined {
  const { path, kind } = files.opened(fd, "close");
  if (path === undefined || kind !== "file") return undefined;
  const { size } = files.fstat(fd);
  if (size > HASHED_LIMIT_BYTES) return undefined;
  try {
    return files.readFile(files.locate(path, { walk: "follow" }));
  } catch {
    return undefined;
  }
}

function done(access: FileAccess, syscall: string, perform: () => void): Result | Promise<Result> {
  return access.translated({ syscall }, () => {
    perform();
    return NOTHING;
  });
}
