/** What a file field or a drop has, as files that somebody brings. */
import type { DropItem } from "react-aria-components/useDragAndDrop";
import type { Incoming } from "../files/incoming";

/** With the folder they are in, where a folder was chosen. */
export function incomingOf(files: Iterable<File>): readonly Incoming[] {
  return [...files].map((file) => incoming(file, file.webkitRelativePath || file.name));
}

/** More than a workspace takes is not listed: a folder may be the whole disk. */
const MOST = 5_000;

export async function incomingOfDrop(items: Iterable<DropItem>): Promise<readonly Incoming[]> {
  const found: Incoming[] = [];
  for (const item of items) await list(item, "", found);
  return found;
}

async function list(item: DropItem, folder: string, found: Incoming[]): Promise<void> {
  if (found.length >= MOST) return;
  if (item.kind === "file") found.push(incoming(await item.getFile(), folder + item.name));
  if (item.kind === "directory")
    for await (const entry of item.getEntries()) await list(entry, `${folder}${item.name}/`, found);
}

function incoming(file: File, path: string): Incoming {
  return { path, size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}
