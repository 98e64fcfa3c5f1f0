/** The files of the machine. */
import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { InputFiles } from "./io";
import { replaceFile } from "./replace-file";

const CHUNK_BYTES = 262_144;

export function realFiles(cwd: string): InputFiles {
  return {
    isFolder: async (path) => (await stat(resolve(cwd, path))).isDirectory(),
    async open(path, most) {
      const file = await open(resolve(cwd, path), "r");
      // It closes the file when it is at its end, or when whoever reads it leaves.
      return file.createReadStream({
        highWaterMark: CHUNK_BYTES,
        ...(most !== undefined && { end: most - 1 }),
      });
    },
    replace: (path, text) => replaceFile(resolve(cwd, path), text, path),
  };
}
