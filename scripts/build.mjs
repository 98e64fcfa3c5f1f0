/** `npm run build`: the production build, made anew only when something that goes into it has changed (`--force` always). */
import process from "node:process";
import { nodeFault } from "./lib/node-version.mjs";

const fault = nodeFault(process.versions.node);
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
const { runMain } = await import("./lib/fault.mjs");
const { install } = await import("./lib/install.mjs");
const { build } = await import("./lib/build.mjs");
const { ROOT } = await import("./lib/root.mjs");
const { runStep } = await import("./lib/steps.mjs");
await runMain(async () => {
  await runStep("install", () => install(ROOT, { dev: false }));
  await runStep("build", () => build(ROOT, { force: process.argv.includes("--force") }));
  return 0;
});
