/** Where the parts of the sandbox lie: beside the bundle of the command line, which brings them along. */
import { fileURLToPath } from "node:url";
import type { PartsPlace } from "../../lib/runtime/node/thread/parts";

export function partsOfBundle(): PartsPlace {
  return { folder: fileURLToPath(new URL(".", import.meta.url)) };
}
