/** The parts of the driver, from where they lie beside the sources. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BUNDLE_FOLDER } from "../thread/parts";
import type { ProcessSource } from "./process-machine";

export interface ProcessParts {
  readonly source: Omit<ProcessSource, "allowsCode">;
  /** Of all of it: which sandbox stood between an agent and the world. */
  readonly digest: Uint8Array;
}

export async function loadProcessParts(folder = BUNDLE_FOLDER): Promise<ProcessParts> {
  const names = ["node-child.js", "inside.js", "guest.js"];
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const hash = createHash("sha256");
  // Each by its own digest, so that nothing can move from one to the next unseen.
  for (const text of texts) hash.update(createHash("sha256").update(text).digest());
  const [program = "", inside = "", library = ""] = texts;
  return { source: { program, inside, library }, digest: hash.digest() };
}
