/**
 * What fs.watch shows, by the rules of inotify: a folder tells of the names in it, a file of itself; names that come,
 * go and move are `rename`, bytes and attributes are `change`. A watch stays with its node, wherever that is moved.
 */
import { FilesFault, FsError } from "../errors";
import type { Located, WatchEvent, Watching } from "../types";
import type { NodeEvent } from "./feed";
import { ROOT_INO } from "./inode";
import { checked } from "./located";
import type { Volume } from "./volume";

type Listener = (event: WatchEvent) => void;

export function watch(volume: Volume, located: Located, isRecursive: boolean, listener: Listener): Watching {
  if (typeof listener !== "function") throw new FilesFault("BAD_ARGUMENT", "Nobody listens to the watch.");
  const at = checked(volume, located, "watch", ["follow"]);
  if (at.ino === 0) throw new FsError("ENOENT", "watch", at.shown);
  const { watchers } = volume.feed;
  if (watchers.size >= volume.limits.watches) throw new FsError("EMFILE", "watch", at.shown);
  const own = at.name === "" ? "/" : at.name;
  const onEvent = (event: NodeEvent): void => {
    for (const seen of seenFrom(volume, at.ino, own, isRecursive, event)) listener(seen);
  };
  watchers.add(onEvent);
  return { close: () => watchers.delete(onEvent) };
}

function seenFrom(
  volume: Volume,
  ino: number,
  own: string,
  isRecursive: boolean,
  event: NodeEvent,
): WatchEvent[] {
  const { what, folder, name, node, fromFolder, fromName, replaced } = event;
  const seen: WatchEvent[] = [];
  const tell = (inFolder: number, entry: string, type: WatchEvent["type"]): void => {
    const below = inFolder === ino ? "" : isRecursive ? pathBelow(volume, inFolder, ino) : undefined;
    if (below !== undefined && entry !== "") seen.push({ type, name: below + entry });
  };
  const isChange = what === "write" || what === "attributes";
  if (fromFolder !== undefined) tell(fromFolder, fromName ?? "", "rename");
  tell(folder, name, isChange ? "change" : "rename");
  if (node.ino === ino) {
    // A file that loses one name of several, or gets one more, has only changed its count of links.
    const isStill = what === "link" || (what === "remove" && node.nlink > 0);
    if (what !== "create") seen.push({ type: isChange || isStill ? "change" : "rename", name: own });
  }
  if (replaced?.ino === ino) seen.push({ type: replaced.nlink > 0 ? "change" : "rename", name: own });
  return seen;
}

/** The names from the watched folder down to another, each with a slash; undefined when it is not below. */
function pathBelow(volume: Volume, folder: number, top: number): string | undefined {
  let path = "";
  for (let at = folder; at !== top; ) {
    const node = at === 0 ? undefined : volume.table.get(at);
    if (node === undefined || at === ROOT_INO) return undefined;
    path = `${node.name}/${path}`;
    at = node.parent;
  }
  return path;
}
