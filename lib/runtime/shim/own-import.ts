/**
 * `import()` of a module, on the host's side: in the text that the shim gets it is a function of the realm's own. Node's
 * own `import()` answers with a promise of Node's realm, and an agent that holds an object of that realm is one step nearer to it.
 */
import { withOwnImport } from "../embedded/modules/format";
import { IMPORT_PREFIX } from "./modules";

const OWN_IMPORT = "$impor";

/** `name` is the canonical name of the module, as `import` of it resolves. No line is moved. */
export function withBoundImport(name: string, text: string): string {
  if (name.startsWith("node:")) return text;
  const changed = withOwnImport(text);
  if (changed === text) return text;
  return `${changed}\nimport ${OWN_IMPORT} from ${JSON.stringify(IMPORT_PREFIX + name)};`;
}
