/** What paths of both kinds have in common. */
import { assertObject } from "../core/errors";

export interface Parsed {
  readonly root?: string;
  readonly dir?: string;
  readonly base?: string;
  readonly name?: string;
  readonly ext?: string;
}

/** Takes `.` and `..` away; those at the beginning of what is not absolute stay. */
export function normalized(
  path: string,
  isAbsolute: boolean,
  isSlash: (unit: string) => boolean,
  slash: string,
): string {
  const names: string[] = [];
  let name = "";
  const finish = () => {
    if (name === ".." && names.length > 0 && names[names.length - 1] !== "..") names.pop();
    else if (name === "..") {
      if (!isAbsolute) names.push("..");
    } else if (name !== "" && name !== ".") names.push(name);
    name = "";
  };
  for (const unit of path) {
    if (isSlash(unit)) finish();
    else name += unit;
  }
  finish();
  return names.join(slash);
}

export function baseOf(
  path: string,
  suffix: string | undefined,
  isSeparator: (unit: string) => boolean,
): string {
  let end = path.length;
  while (end > 0 && isSeparator(path[end - 1] as string)) end--;
  let start = end;
  while (start > 0 && !isSeparator(path[start - 1] as string)) start--;
  const base = path.slice(start, end);
  if (suffix === undefined || suffix === "") return base;
  if (suffix === path) return "";
  return base.endsWith(suffix) && base !== suffix ? base.slice(0, -suffix.length) : base;
}

export function extensionOf(base: string): string {
  const at = base.lastIndexOf(".");
  return at <= 0 || base === ".." ? "" : base.slice(at);
}

export function formatted(parts: Parsed, slash: string): string {
  assertObject(parts, "pathObject");
  const extension =
    parts.ext === undefined || parts.ext === "" ? "" : `${parts.ext.startsWith(".") ? "" : "."}${parts.ext}`;
  const dir = parts.dir || parts.root;
  const base = parts.base || `${parts.name || ""}${extension}`;
  if (!dir) return base;
  return dir === parts.root ? `${dir}${base}` : `${dir}${slash}${base}`;
}
