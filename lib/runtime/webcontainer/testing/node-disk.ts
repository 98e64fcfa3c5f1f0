/** A folder of this machine as the vendor's client offers its files. */
import { watch } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Disk } from "../page/disk";

export function nodeDisk(root: string): Disk {
  const at = (path: string) => join(root, path);
  return {
    readFile: async (path) => new Uint8Array(await readFile(at(path))),
    writeFile: (path, bytes) => writeFile(at(path), bytes),
    readdir: (path, options) => readdir(at(path), options),
    mkdir: (path, options) => mkdir(at(path), options),
    rm: (path, options) => rm(at(path), options),
    watch: (path, options, listener) => watch(at(path), options, listener),
  };
}
