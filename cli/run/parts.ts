/** Where the parts of the sandbox lie: beside the bundle of the command line, which brings them along. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PartsPlace } from "../../lib/runtime/node/thread/parts";

export function partsOfBundle(): PartsPlace {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return { folder, machine: join(folder, "quickjs.wasm") };
}
