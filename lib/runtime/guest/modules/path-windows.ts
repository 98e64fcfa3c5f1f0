/** `path.win32`, for agents that handle paths of Windows as text. */
import { assertString } from "../core/errors";
import { ask } from "../core/host";
import { baseOf, extensionOf, formatted, normalized, type Parsed } from "./path-names";

const isSlash = (unit: string) => unit === "/" || unit === "\\";

/** The root of a path: a drive, a share, a slash, or nothing. */
function rootOf(path: string): {
  readonly device: string;
  readonly isRooted: boolean;
  readonly length: number;
} {
  const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)(?=[\\/]|$)/.exec(path);
  if (share) {
    const [whole, server, name] = share;
    return { device: `\\\\${server}\\${name}`, isRooted: true, length: whole.length };
  }
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? "";
  const isRooted = isSlash(path[drive.length] ?? "");
  return { device: drive, isRooted, length: drive.length + (isRooted ? 1 : 0) };
}

function isAbsolute(path: unknown): boolean {
  assertString(path, "path");
  return rootOf(path).isRooted;
}

function normalize(path: unknown): string {
  assertString(path, "path");
  if (path === "") return ".";
  const { device, isRooted, length } = rootOf(path);
  const rest = path.slice(length);
  let clean = normalized(rest, isRooted, isSlash, "\\");
  if (clean === "" && !isRooted) clean = ".";
  if (clean !== "" && rest !== "" && isSlash(rest[rest.length - 1] as string)) clean += "\\";
  return `${device}${isRooted ? "\\" : ""}${clean}`;
}

function join(...paths: unknown[]): string {
  const given = paths.filter((path) => {
    assertString(path, "path");
    return path !== "";
  }) as string[];
  if (given.length === 0) return ".";
  let whole = given.join("\\");
  // Slashes that only came together by joining make no share.
  const first = given[0] as string;
  const makesShare =
    isSlash(first[0] ?? "") && isSlash(first[1] ?? "") && first.length > 2 && !isSlash(first[2] ?? "");
  if (!makesShare) whole = whole.replace(/^[\\/]{2,}/, "\\");
  return normalize(whole);
}

function resolve(...paths: unknown[]): string {
  let device = "";
  let tail = "";
  let isRooted = false;
  for (let at = paths.length - 1; at >= -1; at--) {
    const path = at >= 0 ? paths[at] : ask("process.cwd", []);
    assertString(path, `paths[${at}]`);
    if (path === "") continue;
    const root = rootOf(path);
    if (root.device !== "") {
      if (device !== "" && device.toLowerCase() !== root.device.toLowerCase()) continue;
      device ||= root.device;
    }
    if (isRooted) {
      if (device !== "") break;
      continue;
    }
    tail = `${path.slice(root.length)}\\${tail}`;
    isRooted = root.isRooted;
    if (isRooted && device !== "") break;
  }
  const clean = normalized(tail, isRooted, isSlash, "\\");
  return `${device}${isRooted ? "\\" : ""}${clean}` || ".";
}

function relative(from: unknown, to: unknown): string {
  assertString(from, "from");
  assertString(to, "to");
  const [start, end] = [resolve(from), resolve(to)];
  if (start.toLowerCase() === end.toLowerCase()) return "";
  const [a, b] = [start, end].map((path) => path.split("\\").filter((name) => name !== ""));
  if (!a || !b) return "";
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared]?.toLowerCase() === b[shared]?.toLowerCase())
    shared++;
  if (shared === 0) return end;
  return [...a.slice(shared).map(() => ".."), ...b.slice(shared)].join("\\");
}

function dirname(path: unknown): string {
  assertString(path, "path");
  if (path === "") return ".";
  const { length } = rootOf(path);
  let end = path.length;
  while (end > length && isSlash(path[end - 1] as string)) end--;
  while (end > length && !isSlash(path[end - 1] as string)) end--;
  while (end > length && isSlash(path[end - 1] as string)) end--;
  return end === 0 ? "." : path.slice(0, end);
}

function baseName(path: string, suffix?: string): string {
  const drive = /^[A-Za-z]:/.test(path) ? 2 : 0;
  return baseOf(path.slice(drive), suffix, isSlash);
}

function parse(path: unknown): Required<Parsed> {
  assertString(path, "path");
  const { length } = rootOf(path);
  const hasShare = /^[\\/]{2}[^\\/]/.test(path) && length > 2;
  const root = path.slice(0, length + (hasShare && isSlash(path[length] ?? "") ? 1 : 0));
  const base = length >= path.length ? "" : baseOf(path.slice(root.length), undefined, isSlash);
  const ext = extensionOf(base);
  let end = path.length;
  while (end > root.length && isSlash(path[end - 1] as string)) end--;
  const start = end - base.length;
  const dir = base === "" || start <= root.length ? root : path.slice(0, start - 1);
  return { root, dir, base, ext, name: base.slice(0, base.length - ext.length) };
}

export const win32: Record<string, unknown> = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath: (path: unknown) => {
    if (typeof path !== "string" || path === "") return path;
    const whole = resolve(path);
    if (/^[A-Za-z]:\\/.test(whole)) return `\\\\?\\${whole}`;
    return whole.startsWith("\\\\") && !/^\\\\[?.]/.test(whole) ? `\\\\?\\UNC\\${whole.slice(2)}` : path;
  },
  dirname,
  basename: (path: unknown, suffix?: unknown) => {
    if (suffix !== undefined) assertString(suffix, "suffix");
    assertString(path, "path");
    return baseName(path, suffix as string | undefined);
  },
  extname: (path: unknown) => {
    assertString(path, "path");
    return extensionOf(baseName(path));
  },
  format: (parts: Parsed) => formatted(parts, "\\"),
  parse,
  sep: "\\",
  delimiter: ";",
  win32: null,
  posix: null,
};
