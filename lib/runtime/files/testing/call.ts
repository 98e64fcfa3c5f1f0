/**
 * File system calls as data, and what came of them as data, so that the same calls can be made on different file
 * systems and compared. Open files are named by slots, because numbers of descriptors are each system's own.
 */
export type Call =
  | readonly ["open", slot: number, path: string, flags: number, mode: number]
  | readonly ["close" | "fstat" | "fsync" | "fdatasync", slot: number]
  | readonly ["read", slot: number, length: number, position: number | null]
  | readonly ["write", slot: number, text: string, position: number | null]
  | readonly ["ftruncate" | "fchmod", slot: number, value: number]
  | readonly ["futimes", slot: number, atime: number, mtime: number]
  | readonly ["stat" | "lstat" | "readdir" | "mkdirp" | "mkdtemp", path: string]
  | readonly ["rmdir" | "unlink" | "readlink" | "realpath" | "readFile", path: string]
  | readonly ["access" | "mkdir" | "chmod" | "truncate", path: string, value: number]
  | readonly ["rename" | "link", from: string, to: string]
  | readonly ["symlink", target: string, path: string]
  | readonly ["utimes" | "lutimes", path: string, atime: number, mtime: number]
  | readonly ["copyFile", from: string, to: string, flags: number]
  | readonly ["writeFile", path: string, text: string, flags: number];

export interface Failure {
  readonly code: string;
  readonly errno: number;
  readonly syscall: string;
  readonly path: string | undefined;
  readonly dest: string | undefined;
  readonly message: string;
}
export type Outcome = { readonly value: unknown } | { readonly failure: Failure };

/** What has no file behind it: a number that no system hands out. */
export const NO_FD = 9_999;

export interface SeenStat {
  readonly mode: number;
  readonly size: bigint | number;
  readonly nlink: bigint | number;
  readonly mtimeNs: bigint;
}

/** 2001-09-09: times before it were set by the calls, later ones by a clock. */
const SET_BEFORE = 1_000_000_000_000_000_000n;
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;

/** Sizes and counts of links of folders differ between file systems of one machine already. */
export function comparableStat({ mode, size, nlink, mtimeNs }: SeenStat): unknown {
  const isFile = (mode & S_IFMT) === S_IFREG;
  const mtime = mtimeNs < SET_BEFORE ? `${mtimeNs}` : "clock";
  return isFile ? { mode, size: Number(size), nlink: Number(nlink), mtime } : { mode, mtime };
}

/** Runs a call; what it throws without an errno is the test's own fault and goes on. */
export function outcomeOf(call: () => unknown, clean: (text: string) => string = (text) => text): Outcome {
  try {
    return { value: call() };
  } catch (error) {
    if (!(error instanceof Error) || !("errno" in error)) throw error;
    const { code, errno, syscall, path, dest, message } = error as Error & Failure;
    const cleaned = (text: string | undefined) => (text === undefined ? undefined : clean(text));
    return {
      failure: { code, errno, syscall, path: cleaned(path), dest: cleaned(dest), message: clean(message) },
    };
  }
}
