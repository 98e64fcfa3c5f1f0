/** The entries of a folder, and with `recursive` of those below. */
import type { Entry } from "../../../calls/protocol";
import { ask } from "../../core/host";
import { Dirent } from "./stats";
import { type Options, shownName } from "./values";

export function joined(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

export function listTree(path: string, options: Options): unknown[] {
  const { withFileTypes, recursive } = options;
  const found: unknown[] = [];
  const show = (entry: Entry, folder: string, below: string) =>
    withFileTypes === true
      ? new Dirent(shownName(entry.name, options), entry.kind, folder)
      : shownName(below + entry.name, options);
  const waiting: { folder: string; below: string }[] = [{ folder: path, below: "" }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { folder, below } = next;
    for (const entry of ask("fs.readdir", [folder])) {
      found.push(show(entry, folder, below));
      if (recursive === true && entry.kind === "directory") {
        waiting.push({ folder: joined(folder, entry.name), below: `${below}${entry.name}/` });
      }
    }
  }
  return found;
}
