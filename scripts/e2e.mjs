/**
 * `npm run e2e -- ARGS…`: the end-to-end tests alone; the arguments go to Playwright. `--shots` takes the
 * screenshots instead.
 */
import process from "node:process";
import { nodeFault } from "./lib/node-version.mjs";

const fault = nodeFault(process.versions.node);
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
const { runMain } = await import("./lib/fault.mjs");
const { runE2e } = await import("./lib/run-e2e.mjs");
const { ROOT } = await import("./lib/root.mjs");
await runMain(() => runE2e(ROOT, process.argv.slice(2)));
