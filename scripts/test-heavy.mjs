/** `npm run test:heavy`: the property tests with many cases, the kills with many kills. `--only reference` runs a part. */
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
const load = async () => (await import("./lib/heavy-steps.mjs")).HEAVY_STEPS;
await runMain(() => runTests({ root: ROOT, only, load }));
