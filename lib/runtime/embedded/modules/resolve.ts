/**
 * Which file a specifier names, as Node resolves it: relative and absolute paths, packages under `node_modules` with their
 * `exports`, `imports` of their own, and built-in modules. Beyond Node only what authors of TypeScript expect: a specifier
 * that ends in `.js` finds the `.ts` beside it, and one without an ending is tried with the usual ones.
 *
 * Every look at a file is a call of its own through the mediator; what is refused is not there.
 */
import type { PackageFile, Probe } from "./probe";

export type ResolveKind = "import" | "require";
export type Resolved = { readonly name: string } | { readonly error: string };

const ENDINGS = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];
const JAVASCRIPT = /\.([mc]?)js$/;
const PACKAGE_NAME = /^(@[^/\\%]+\/[^/\\%]+|[^./\\%@][^/\\%]*)(\/.*)?$/;

export interface Resolver {
  readonly probe: Probe;
  isBuiltin(name: string): boolean;
}

export async function resolve(
  { probe, isBuiltin }: Resolver,
  base: string,
  specifier: string,
  kind: ResolveKind,
): Promise<Resolved> {
  if (specifier.startsWith("node:") || isBuiltin(specifier)) return builtin(specifier, isBuiltin);
  // Code that is not a file has no decision: `data:`, `http:` and `blob:` are no modules here.
  if (/^[a-z][a-z0-9+.-]*:/i.test(specifier) && !specifier.startsWith("file:")) {
    return { error: `Only files, packages and built-in modules can be imported, not ${quoted(specifier)}.` };
  }
  if (specifier.startsWith("file:")) {
    const path = probe.pathOfUrl(specifier);
    return path === undefined ? notFound(specifier, base) : asFile(probe, path, specifier, base);
  }
  if (/^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..") {
    return asFile(probe, join(folderOf(base), specifier), specifier, base);
  }
  return asPackage(probe, base, specifier, kind);
}

function builtin(specifier: string, isBuiltin: (name: string) => boolean): Resolved {
  const name = specifier.replace(/^node:/, "");
  if (isBuiltin(name)) return { name: `node:${name}` };
  return { error: `There is no built-in module ${quoted(specifier)}.` };
}

async function asFile(probe: Probe, path: string, specifier: string, base: string): Promise<Resolved> {
  // With a slash at its end it can only be a folder.
  for (const candidate of specifier.endsWith("/") ? [] : candidates(path)) {
    if ((await probe.kind(candidate)) === "file") return { name: await probe.real(candidate) };
  }
  if ((await probe.kind(path)) === "directory") {
    const main = await mainOf(probe, path);
    for (const candidate of [
      ...(main === undefined ? [] : candidates(join(path, main))),
      ...candidates(join(path, "index")),
    ]) {
      if ((await probe.kind(candidate)) === "file") return { name: await probe.real(candidate) };
    }
  }
  return notFound(specifier, base);
}

function candidates(path: string): string[] {
  const twin = JAVASCRIPT.test(path) ? [path.replace(JAVASCRIPT, ".$1ts")] : [];
  return [path, ...twin, ...ENDINGS.map((ending) => path + ending)];
}

async function mainOf(probe: Probe, folder: string): Promise<string | undefined> {
  const file = await probe.package(folder);
  return typeof file?.main === "string" ? file.main : undefined;
}

async function asPackage(
  probe: Probe,
  base: string,
  specifier: string,
  kind: ResolveKind,
): Promise<Resolved> {
  const match = PACKAGE_NAME.exec(specifier);
  if (!match) return notFound(specifier, base);
  const [, name = "", rest = ""] = match;
  for (let folder = folderOf(base); ; folder = folderOf(folder)) {
    const place = join(folder, `node_modules/${name}`);
    if ((await probe.kind(place)) === "directory")
      return inPackage(probe, place, rest, { specifier, base, kind });
    if (folder === "/") return notFound(specifier, base);
  }
}

async function inPackage(
  probe: Probe,
  place: string,
  rest: string,
  { specifier, base, kind }: { specifier: string; base: string; kind: ResolveKind },
): Promise<Resolved> {
  const file = await probe.package(place);
  if (file?.exports === undefined || file.exports === null) {
    return asFile(probe, rest === "" ? place : join(place, `.${rest}`), specifier, base);
  }
  const target = exported(file, rest === "" ? "." : `.${rest}`, conditionsOf(kind));
  // A target must stay in its package: `exports` is the package's word, not the author's.
  if (
    target === undefined ||
    !target.startsWith("./") ||
    /(^|\/)(\.\.|node_modules)(\/|$)/.test(target.slice(2))
  ) {
    return { error: `The package of ${quoted(specifier)} does not export it.` };
  }
  const path = join(place, target);
  return (await probe.kind(path)) === "file" ? { name: await probe.real(path) } : notFound(specifier, base);
}

function conditionsOf(kind: ResolveKind): readonly string[] {
  return ["node", kind, "module-sync", "default"];
}

function exported({ exports }: PackageFile, key: string, conditions: readonly string[]): string | undefined {
  if (isTable(exports) && Object.keys(exports).some((name) => name.startsWith("."))) {
    const entries = exports as Readonly<Record<string, unknown>>;
    if (Object.hasOwn(entries, key) && !key.includes("*")) return pick(entries[key], conditions, "");
    return byPattern(entries, key, conditions);
  }
  return key === "." ? pick(exports, conditions, "") : undefined;
}

/** Of the patterns that match, the one with the longest beginning. */
function byPattern(
  entries: Readonly<Record<string, unknown>>,
  key: string,
  conditions: readonly string[],
): string | undefined {
  let best: { readonly pattern: string; readonly star: string } | undefined;
  for (const pattern of Object.keys(entries)) {
    const [before, after, ...more] = pattern.split("*");
    if (before === undefined || after === undefined || more.length > 0) continue;
    if (!key.startsWith(before) || !key.endsWith(after) || key.length <= before.length + after.length)
      continue;
    if (best && best.pattern.indexOf("*") >= before.length) continue;
    best = { pattern, star: key.slice(before.length, key.length - after.length) };
  }
  return best && pick(entries[best.pattern], conditions, best.star);
}

/** Depth is bounded by the file: it was read from JSON of a bounded size. */
function pick(target: unknown, conditions: readonly string[], star: string): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", () => star);
  if (Array.isArray(target))
    return target.map((each) => pick(each, conditions, star)).find((each) => each !== undefined);
  if (!isTable(target)) return undefined;
  for (const [condition, next] of Object.entries(target)) {
    if (!conditions.includes(condition)) continue;
    const found = pick(next, conditions, star);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end <= 0 ? "/" : path.slice(0, end);
}

export function join(folder: string, rest: string): string {
  const names: string[] = [];
  for (const name of (rest.startsWith("/") ? rest : `${folder}/${rest}`).split("/")) {
    if (name === "" || name === ".") continue;
    if (name === "..") names.pop();
    else names.push(name);
  }
  return `/${names.join("/")}`;
}

function notFound(specifier: string, base: string): Resolved {
  return { error: `Cannot find ${quoted(specifier)}, which ${quoted(base)} imports.` };
}

function quoted(text: string): string {
  return `'${text.slice(0, 200)}'`;
}
