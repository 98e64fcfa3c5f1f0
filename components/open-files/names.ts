import { folderOf, nameOf } from "../files/many-files";

/** What tells a file from others of its name that are open: as much of its folder as it takes, from the end. */
export function folderShown(path: string, open: readonly string[]): string {
  const rivals = open.filter((other) => other !== path && nameOf(other) === nameOf(path)).map(partsOf);
  if (rivals.length === 0) return "";
  const own = partsOf(path);
  const count = own.findIndex((_, at) => rivals.every((other) => tail(other, at + 1) !== tail(own, at + 1)));
  return tail(own, count < 0 ? own.length : count + 1);
}

const partsOf = (path: string): readonly string[] => folderOf(path).split("/");
const tail = (parts: readonly string[], count: number): string => parts.slice(-count).join("/");
