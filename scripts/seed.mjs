/** `npm run seed`: a workspace with sessions to look at, in the database of this server. `--records N` for the long one. */
import { spawnSync } from "node:child_process";
import process from "node:process";
import { nodeFault } from "./lib/node-version.mjs";

const fault = nodeFault(process.versions.node);
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
const { runMain } = await import("./lib/fault.mjs");
const { prepare } = await import("./lib/prepare.mjs");
const { ROOT } = await import("./lib/root.mjs");
const { sandboxBundle } = await import("./sandbox/bundle.mjs");
const { waitingMachine } = await import("./sandbox/waiting-machine.mjs");
await runMain(async () => {
  await Promise.all([sandboxBundle(ROOT), waitingMachine(ROOT)]);
  const mode = "production";
  if (!(await prepare(ROOT, { mode }))) return 1;
  const args = [
    "--conditions=react-server",
    "--import",
    "tsx",
    "server/seed/main.ts",
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: mode },
    stdio: "inherit",
  });
  return status ?? 1;
});
