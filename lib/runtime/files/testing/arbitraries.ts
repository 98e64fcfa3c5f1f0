/** Random calls. The alphabet is tiny on purpose: with few names, calls meet the same files all the time. */
import fc from "fast-check";
import {
  COPYFILE_EXCL,
  O_APPEND,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
} from "../flags";
import type { Call } from "./call";

const name = fc.constantFrom("a", "b", "c", "d", "é", "n".repeat(256), "m".repeat(255));
const plainName = fc.constantFrom("a", "b", "c", "d");
const slot = fc.nat({ max: 3 });
const text = fc.constantFrom("", "x", "hello", "y".repeat(70_000), "ü€");
const position = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(0, 1, 7, 70_000));
const length = fc.constantFrom(0, 1, 5, 70_000, 140_000);
/** Node answers a read of nothing itself, without asking whether the file is open. */
const readLength = fc.constantFrom(1, 5, 70_000, 140_000);
const mode = fc.constantFrom(0o777, 0o755, 0o644, 0o600, 0o500, 0o444, 0o300, 0o111, 0);
const seconds = fc.constantFrom(0, 1, 1.5, 1234567.123456, 0.000001, 99_999_999);

/** The folder that everything happens in: deep, so that no chain of links climbs out of the world above it. */
export function pathsIn(folder: string): fc.Arbitrary<string> {
  const names = fc.oneof(
    { weight: 12, arbitrary: fc.array(plainName, { minLength: 1, maxLength: 3 }) },
    { weight: 2, arbitrary: fc.array(name, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: plainName.map((one) => [one, "..", one]) },
    { weight: 1, arbitrary: plainName.map((one) => [".", one, "."]) },
    { weight: 1, arbitrary: plainName.map((one) => [one, ".."]) },
  );
  const end = fc.oneof({ weight: 8, arbitrary: fc.constant("") }, fc.constantFrom("/", "//"));
  return fc.tuple(names, end).map(([parts, last]) => `${folder}/${parts.join("/")}${last}`);
}

const openFlags = fc
  .tuple(
    fc.constantFrom(O_RDONLY, O_WRONLY, O_RDWR),
    fc.subarray([O_CREAT, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_NOFOLLOW, O_DIRECTORY]),
  )
  .map(([access, rest]) => rest.reduce((all, flag) => all | flag, access))
  // What the pair means depends on the kernel.
  .filter((flags) => (flags & (O_CREAT | O_DIRECTORY)) !== (O_CREAT | O_DIRECTORY));
const writeFlags = fc.constantFrom(
  O_WRONLY | O_CREAT | O_TRUNC,
  O_WRONLY | O_CREAT | O_APPEND,
  O_WRONLY | O_CREAT | O_EXCL,
  O_RDWR,
);

export function callsIn(folder: string): fc.Arbitrary<Call> {
  const path = pathsIn(folder);
  const target = fc.oneof(
    plainName,
    fc.tuple(plainName, plainName).map((names) => names.join("/")),
    plainName.map((one) => `../${one}`),
    path,
    fc.constantFrom("", ".", "a/", "t".repeat(4096)),
  );
  const kind = <Name extends Call[0]>(...names: Name[]) => fc.constantFrom(...names);
  const onFd = fc.oneof(
    fc.tuple(kind("close", "fstat", "fsync", "fdatasync"), slot),
    fc.tuple(kind("read"), slot, readLength, position),
    fc.tuple(kind("write"), slot, text, position),
    fc.tuple(kind("ftruncate"), slot, length),
    fc.tuple(kind("fchmod"), slot, mode),
    fc.tuple(kind("futimes"), slot, seconds, seconds),
  );
  const onNames = fc.oneof(
    fc.tuple(kind("stat", "lstat", "readdir", "rmdir", "unlink"), path),
    // Node makes a folder to leave it again by `..`, which is ENOENT here; C libraries resolve dots in paths of their
    // own way, without the right to search the folder.
    fc.tuple(
      kind("mkdirp", "realpath"),
      path.filter((text) => !/\/\.{1,2}(\/|$)/.test(text)),
    ),
    fc.tuple(kind("readlink", "readFile"), path),
    fc.tuple(kind("mkdir"), path, fc.constantFrom(0o777, 0o777, 0o755, 0o500)),
    fc.tuple(kind("rename", "rename", "link"), path, path),
    fc.tuple(kind("symlink"), target, path),
  );
  const onNodes = fc.oneof(
    fc.tuple(kind("access"), path, fc.nat({ max: 7 })),
    fc.tuple(kind("chmod"), path, mode),
    fc.tuple(kind("truncate"), path, length),
    fc.tuple(kind("utimes", "lutimes"), path, seconds, seconds),
    fc.tuple(kind("copyFile"), path, path, fc.constantFrom(0, COPYFILE_EXCL)),
    fc.tuple(kind("writeFile", "writeFile"), path, text, writeFlags),
    fc.tuple(kind("open", "open"), slot, path, openFlags, mode),
  );
  return fc.oneof(
    { weight: 2, arbitrary: onFd },
    { weight: 3, arbitrary: onNames },
    { weight: 3, arbitrary: onNodes },
  ) as fc.Arbitrary<Call>;
}
