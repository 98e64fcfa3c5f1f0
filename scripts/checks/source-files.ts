import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Paths from the root of the checkout, with their text; of files that are no source, only the name counts. */
export type FileMap = ReadonlyMap<string, string>;

const NOT_OURS = new Set(["node_modules", "data", "test-results", "shots"]);
const SOURCE = /\.(ts|tsx|mts|js|mjs)$/;

/** What stands in public/ is handed out as it is: the examples there are what people read, not part of the program. */
export function isSource(path: string): boolean {
  return SOURCE.test(path) && !path.endsWith(".d.ts") && !path.startsWith("public/");
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path);
}

/** All files of the checkout that are ours, whether committed yet or not. */
export function readFiles(root: string): FileMap {
  const files = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || (folder === "" && NOT_OURS.has(entry.name))) continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) files.set(path, isSource(path) ? readFileSync(join(root, path), "utf8") : "");
    }
  };
  walk("");
  return files;
}
