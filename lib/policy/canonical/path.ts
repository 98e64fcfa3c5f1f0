/**
 * The one place where a path gets its canonical form: absolute, no empty, `.` or `..` segment, no slash at the end.
 *
 * Guarantees: total, idempotent, linear; what it returns is what must be opened. Nothing is decoded: `%2e%2e` and
 * `..\\` are plain names on POSIX, and decoding them "to be safe" is itself the classic hole.
 * Does not: follow symlinks (the file system does, and asks again), fold case, or normalise Unicode.
 */
import { BAD, CANONICAL, PATH_LIMIT_UNITS, PathScan } from "./path-scan";
import { Refusal } from "./refusal";

/** Where an agent works when the request does not say. */
export const DEFAULT_CWD = "/workspace";

const scratch = new PathScan();

/**
 * The canonical path, or why there is none. `..` above the root stays at the root, as POSIX has it. `scan` is filled
 * with the segments of the result, for whoever matches it next.
 */
export function canonicalPath(
  path: string,
  cwd: string = DEFAULT_CWD,
  scan: PathScan = scratch,
): string | Refusal {
  if (path.length === 0) return new Refusal("the path is empty");
  if (path.length > PATH_LIMIT_UNITS) return new Refusal(`the path is longer than ${PATH_LIMIT_UNITS} units`);
  const state = scan.read(path);
  if (state === CANONICAL) return path;
  if (state === BAD) return new Refusal("the path has a control character or a broken surrogate");
  if (path.startsWith("/")) return finish(resolve(path), scan);
  // A relative working directory would make the result depend on who looks: it must stand by itself.
  if (cwd.length > PATH_LIMIT_UNITS || !cwd.startsWith("/")) {
    return new Refusal("the working directory is not an absolute path");
  }
  if (scan.read(cwd) === BAD) return new Refusal("the working directory has a control character");
  return finish(resolve(`${cwd}/${path}`), scan);
}

/** Reads the result again: what is matched is what comes out, not what went in. */
function finish(resolved: string, scan: PathScan): string | Refusal {
  return scan.read(resolved) === CANONICAL ? resolved : new Refusal("the resolved path is too long");
}

/** The directory that holds a canonical path; the root holds itself. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

function resolve(absolute: string): string {
  const kept: string[] = [];
  for (const segment of absolute.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(segment);
  }
  return `/${kept.join("/")}`;
}
