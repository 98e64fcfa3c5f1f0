/**
 * `npm start`: from whatever is there to a served page. Installs, prepares, builds and serves, each only as far as
 * needed, and says what it did. `--dev` serves with hot reload instead of a build.
 */
import process from "node:process";
import { nodeFault } from "./lib/node-version.mjs";

const fault = nodeFault(process.versions.node);
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
// Loaded after that check, because an old Node cannot read it.
const { runMain } = await import("./lib/fault.mjs");
const { start } = await import("./lib/start.mjs");
await runMain(() => start({ dev: process.argv.includes("--dev") }));
