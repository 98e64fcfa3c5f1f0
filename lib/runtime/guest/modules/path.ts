/** The module `path`. */
import { assertString } from "../core/errors";
import { ask } from "../core/host";
import { baseOf, extensionOf, formatted, normalized, type Parsed } from "./path-names";
import { win32 as windows } from "./path-windows";

const isSlash = (unit: string) => unit === "/";

function resolve(...paths: unknown[]): string {
  let whole = "";
  let isAbsolute = false;
  for (let at = paths.length - 1; at >= -1 && !isAbsolute; at--) {
    const path = at >= 0 ? paths[at] : ask("process.cwd", []);
    assertString(path, `paths[${at}]`);
    if (path === "") continue;
    whole = `${path}/${whole}`;
    isAbsolute = path.startsWith("/");
  }
  const clean = normalized(whole, isAbsolute, isSlash, "/");
  return isAbsolute ? `/${clean}` : clean || ".";
}

function normalize(path: unknown): string {
  assertString(path, "path");
  if (path === "") return ".";
  const isAbsolute = path.startsWith("/");
  const clean = normalized(path, isAbsolute, isSlash, "/");
  if (clean === "") return isAbsolute ? "/" : path.endsWith("/") ? "./" : ".";
  return `${isAbsolute ? "/" : ""}${clean}${path.endsWith("/") ? "/" : ""}`;
}

function join(...paths: unknown[]): string {
  const given = paths.filter((path) => {
    assertString(path, "path");
    return path !== "";
  });
  return given.length === 0 ? "." : normalize(given.join("/"));
}

function relative(from: unknown, to: unknown): string {
  assertString(from, "from");
  assertString(to, "to");
  if (from === to) return "";
  const [start, end] = [resolve(from), resolve(to)].map((path) =>
    path.split("/").filter((name) => name !== ""),
  );
  if (!start || !end) return "";
  let shared = 0;
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => ".."), ...end.slice(shared)].join("/");
}

function dirname(path: unknown): string {
  assertString(path, "path");
  if (path === "") return ".";
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end--;
  const at = path.lastIndexOf("/", end - 1);
  if (at === -1) return ".";
  if (at === 0) return "/";
  return at === 1 && path.startsWith("//") ? "//" : path.slice(0, at);
}

function basename(path: unknown, suffix?: unknown): string {
  if (suffix !== undefined) assertString(suffix, "suffix");
  assertString(path, "path");
  return baseOf(path, suffix as string | undefined, isSlash);
}

function extname(path: unknown): string {
  assertString(path, "path");
  return extensionOf(baseOf(path, undefined, isSlash));
}

function parse(path: unknown): Required<Parsed> {
  assertString(path, "path");
  const root = path.startsWith("/") ? "/" : "";
  const base = baseOf(path, undefined, isSlash);
  const ext = extensionOf(base);
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  const start = end - base.length;
  const dir = base === "" || start <= 0 ? root : start === 1 && root ? "/" : path.slice(0, start - 1);
  return { root, dir, base, ext, name: base.slice(0, base.length - ext.length) };
}

function toNamespacedPath(path: unknown): unknown {
  return path;
}

export const posix: Record<string, unknown> = {
  resolve,
  normalize,
  isAbsolute: (path: unknown) => {
    assertString(path, "path");
    return path.startsWith("/");
  },
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format: (parts: Parsed) => formatted(parts, "/"),
  parse,
  sep: "/",
  delimiter: ":",
  win32: null,
  posix: null,
};
export const win32 = windows;
for (const each of [posix, win32]) Object.assign(each, { posix, win32 });
for (const [name, value] of Object.entries(posix)) {
  if (typeof value === "function") Object.defineProperty(value, "name", { value: name });
}
export const path = posix;
export { basename, dirname, join, resolve };
