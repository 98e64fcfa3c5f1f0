/**
 * The errors of a file system as a Node program sees them: code, number, call, paths, and the message byte for byte.
 * A guest compares all of them, and a message that differs from Node's tells it that it is in a sandbox.
 *
 * `FsError` is an answer to the guest. `FilesFault` never is: it says that the caller inside the sandbox broke the
 * interface, or that the world changed between deciding and acting. Whoever catches a fault denies.
 */
const KINDS = {
  EACCES: [-13, "permission denied"],
  EBADF: [-9, "bad file descriptor"],
  EBUSY: [-16, "resource busy or locked"],
  EEXIST: [-17, "file already exists"],
  EFBIG: [-27, "file too large"],
  EINVAL: [-22, "invalid argument"],
  EIO: [-5, "i/o error"],
  EISDIR: [-21, "illegal operation on a directory"],
  ELOOP: [-40, "too many symbolic links encountered"],
  EMFILE: [-24, "too many open files"],
  EMLINK: [-31, "too many links"],
  ENAMETOOLONG: [-36, "name too long"],
  ENOENT: [-2, "no such file or directory"],
  ENOSPC: [-28, "no space left on device"],
  ENOTDIR: [-20, "not a directory"],
  ENOTEMPTY: [-39, "directory not empty"],
  ENOTSUP: [-95, "operation not supported on socket"],
  ENXIO: [-6, "no such device or address"],
  EPERM: [-1, "operation not permitted"],
  EROFS: [-30, "read-only file system"],
  ESPIPE: [-29, "invalid seek"],
  ETXTBSY: [-26, "text file is busy"],
  EXDEV: [-18, "cross-device link not permitted"],
} as const;
export type FsCode = keyof typeof KINDS;
export const FS_CODES = Object.keys(KINDS) as FsCode[];

export function isFsCode(text: unknown): text is FsCode {
  return typeof text === "string" && Object.hasOwn(KINDS, text);
}

/** Negative, with Linux's numbers: what a guest sees does not depend on the machine that it runs on. */
export function errnoOf(code: FsCode): number {
  return KINDS[code][0];
}

/** The fields in the order in which Node adds them: `util.inspect` shows them in that order. */
export class FsError extends Error {
  readonly errno: number;
  readonly code: FsCode;
  readonly syscall: string;
  // Only declared: a field that is there with nothing in it would be seen by whoever lists them.
  declare readonly path?: string;
  declare readonly dest?: string;

  constructor(code: FsCode, syscall: string, path?: string, dest?: string) {
    const [errno, text] = KINDS[code];
    const from = path === undefined ? "" : ` '${path}'`;
    const to = dest === undefined ? "" : ` -> '${dest}'`;
    super(`${code}: ${text}, ${syscall}${from}${to}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    if (path !== undefined) this.path = path;
    if (dest !== undefined) this.dest = dest;
  }
}

export const FILES_FAULTS = {
  BAD_ARGUMENT: "An argument is not of the kind or in the range that the interface asks for.",
  FOREIGN: "The location, descriptor or snapshot belongs to another file system.",
  STALE: "What was located has changed since; it has to be located and decided again.",
  LEFT_HALF: "A change of several steps could not be finished or undone.",
} as const;
export type FilesFaultCode = keyof typeof FILES_FAULTS;

export class FilesFault extends Error {
  override readonly name = "FilesFault";
  readonly code: FilesFaultCode;

  constructor(code: FilesFaultCode, why: string = FILES_FAULTS[code]) {
    super(why);
    this.code = code;
  }
}
