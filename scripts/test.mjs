/** `npm test`: everything, from a fresh clone on. `--only unit,e2e` runs parts. */
import process from "node:process";
import { testNodeFault } from "./lib/node-version.mjs";

const fault = testNodeFault(process.versions.node);
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
const { runMain } = await import("./lib/fault.mjs");
const { ROOT } = await import("./lib/root.mjs");
const { runTests } = await import("./lib/run-tests.mjs");
const flag = process.argv.indexOf("--only");
const only = flag === -1 ? undefined : (process.argv[flag + 1] ?? "").split(",");
await runMain(() => runTests({ root: ROOT, only }));
