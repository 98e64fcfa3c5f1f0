/** For tests: a file system in memory, and calls by path as a mediator would make them. */
import type { Walk } from "../../types";
import { MemoryFiles, type MemoryOptions } from "../memory-files";

export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
export const bytes = (content: string) => new TextEncoder().encode(content);

/** A file system with a clock that goes on with every look at it, and short ways to say what is done in it. */
export function newFiles(options: Partial<MemoryOptions> = {}) {
  let now = 1_000n;
  const files = new MemoryFiles({ clock: () => now++, ...options });
  const at = (path: string, walk: Walk = "follow") => files.locate(path, { walk });
  const entry = (path: string) => at(path, "entry");
  const put = (path: string, content: string) => files.writeFile(at(path), bytes(content));
  const get = (path: string) => text(files.readFile(at(path)));
  const open = (path: string, flags: number) => files.open(at(path), flags, 0o666);
  const write = (fd: number, content: string, position: number | null = null) =>
    files.write(fd, bytes(content), 0, bytes(content).length, position);
  const read = (fd: number, length: number, position: number | null = null) => {
    const buffer = new Uint8Array(length);
    return text(buffer.subarray(0, files.read(fd, buffer, 0, length, position)));
  };
  return { files, at, entry, put, get, open, write, read };
}
