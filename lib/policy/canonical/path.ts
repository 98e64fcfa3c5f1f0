/**
 * The one place where a path gets its canonical form: absolute, no empty, `.` or `..` segment, no slash at the end.
 *
 * Guarantees: total, idempotent, linear; what it returns is what must be opened. Nothing is decoded: `%2e%2e` and
 * `..\\` are plain names on POSIX, and decoding them "to be safe" is itself the classic hole.
 * Does not: follow symlinks (the file system does, and asks again), fold case, or normalise Unicode.
 */
import { Refusal } from "./refusal";
import { isBadUnit } from "./text";

/** PATH_MAX of Linux. A longer path cannot be opened there, so refusing it takes nothing away. */
export const PATH_LIMIT_UNITS = 4096;
/** Where an agent works when the request does not say. */
export const DEFAULT_CWD = "/workspace";

const SLASH = 47;
const DOT = 46;

/** The canonical path, or why there is none. `..` above the root stays at the root, as POSIX has it. */
export function canonicalPath(path: string, cwd: string = DEFAULT_CWD): string | Refusal {
  if (path.length === 0) return new Refusal("the path is empty");
  if (path.length > PATH_LIMIT_UNITS) return new Refusal(`the path is longer than ${PATH_LIMIT_UNITS} units`);
  const state = inspect(path);
  if (state === BAD) return new Refusal("the path has a control character or a broken surrogate");
  if (path.charCodeAt(0) === SLASH) return state === CANONICAL ? path : resolve(path);
  // A relative working directory would make the result depend on who looks: it must stand by itself.
  if (cwd.length > PATH_LIMIT_UNITS || cwd.charCodeAt(0) !== SLASH) {
    return new Refusal("the working directory is not an absolute path");
  }
  if (inspect(cwd) === BAD) return new Refusal("the working directory has a control character");
  const joined = resolve(`${cwd}/${path}`);
  return joined.length > PATH_LIMIT_UNITS ? new Refusal("the resolved path is too long") : joined;
}

/** The directory that holds a canonical path; the root holds itself. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

type State = typeof CANONICAL | typeof UNRESOLVED | typeof BAD;
const CANONICAL = 0;
const UNRESOLVED = 1;
const BAD = 2;

/** One pass without allocation: nearly every path of a running program is canonical already. */
function inspect(path: string): State {
  const length = path.length;
  let state: State = CANONICAL;
  let previous = 0;
  for (let i = 0; i < length; i++) {
    const unit = path.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e) {
      if (isBadUnit(path, i)) return BAD;
    } else if (previous === SLASH) {
      if (unit === SLASH) state = UNRESOLVED;
      else if (unit === DOT && isDotSegment(path, i)) state = UNRESOLVED;
    }
    previous = unit;
  }
  return previous === SLASH && length > 1 ? UNRESOLVED : state;
}

/** Whether the segment that begins at `start` is exactly `.` or `..`; `...` and `.x` are names. */
function isDotSegment(path: string, start: number): boolean {
  const second = path.charCodeAt(start + 1);
  if (start + 1 === path.length || second === SLASH) return true;
  if (second !== DOT) return false;
  const third = path.charCodeAt(start + 2);
  return start + 2 === path.length || third === SLASH;
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
