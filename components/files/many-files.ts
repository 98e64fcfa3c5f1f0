/** What is done to several files at once: a folder moved, a folder deleted. Pure, over paths. */
import type { Changes, Texts } from "./files";

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
/** Without a slash at its end; empty for what is not in a folder. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
export const joinPath = (folder: string, name: string): string =>
  folder === "" ? name : `${folder}/${name}`;

/** Whether a path is this file or folder, or in this folder. */
export const inFolder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

/** The path after a file or folder got another name. */
export function movedPath(path: string, from: string, to: string): string {
  return inFolder(path, from) ? to + path.slice(from.length) : path;
}

/** From and to of every file that moves, or null where something is in the way. */
export function moveTo(
  paths: readonly string[],
  from: string,
  to: string,
): readonly (readonly [string, string])[] | null {
  if (from === to || inFolder(to, from)) return null;
  const moved = paths.filter((path) => inFolder(path, from));
  const stays = new Set(paths.filter((path) => !inFolder(path, from)));
  const pairs = moved.map((path) => [path, movedPath(path, from, to)] as const);
  return pairs.some(([, path]) => isTaken(path, stays)) ? null : pairs;
}

/** A file of that name, a folder of that name, or a file where a folder would have to be. */
function isTaken(path: string, stays: ReadonlySet<string>): boolean {
  if (stays.has(path)) return true;
  for (const other of stays) if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) return true;
  return false;
}

/** Files of the example are marked as gone, others are only no longer there. */
export function takeAway(base: Texts, drafts: Changes, paths: readonly string[]): Changes {
  const gone = new Set(paths);
  const rest = Object.entries(drafts).filter(([path]) => !gone.has(path));
  const marked = paths.filter((path) => Object.hasOwn(base, path)).map((path) => [path, null] as const);
  return Object.fromEntries([...rest, ...marked]);
}
