import { sandboxBundle } from "../sandbox/bundle.mjs";
import { waitingMachine } from "../sandbox/waiting-machine.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { parseHost, parsePort } from "./port.mjs";
import { prepare } from "./prepare.mjs";
import { ROOT } from "./root.mjs";
import { QUIET_ENV } from "./run-tool.mjs";
import { serve } from "./serve.mjs";
import { runStep } from "./steps.mjs";

/**
 * @param {{ dev: boolean, root?: string }} options
 * @returns {Promise<number | undefined>} an exit code, or nothing while it serves
 */
export async function start({ dev, root = ROOT }) {
  const mode = dev ? "development" : "production";
  Object.assign(process.env, QUIET_ENV, { NODE_ENV: mode });
  // Every step, and the server itself, sees relative paths from the checkout, from wherever it was started.
  process.chdir(root);
  readAddress(); // before anything slow
  await runStep("install", () => install(root, { dev: false }));
  await loadEnvFiles(root, dev);
  const address = readAddress();
  Object.assign(process.env, { HOST: address.host, PORT: String(address.port) });
  // Before the build, so that a fault of the surroundings is told in seconds.
  if (!(await prepare(root, { mode }))) return 1;
  await runStep("sandbox", async () => {
    await Promise.all([sandboxBundle(root), waitingMachine(root)]);
    return { detail: "bundled" };
  });
  if (!dev) await runStep("build", () => build(root));
  await serve(root, { dev, ...address });
  return undefined;
}

function readAddress() {
  return { host: parseHost(process.env.HOST), port: parsePort(process.env.PORT) };
}

/**
 * The .env files that Next reads by itself, read first, so that every step sees the same environment.
 * @param {string} root
 * @param {boolean} dev
 */
async function loadEnvFiles(root, dev) {
  const { default: nextEnv } = await import("@next/env");
  nextEnv.loadEnvConfig(root, dev, { info() {}, error: console.error });
}
