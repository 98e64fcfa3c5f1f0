import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { QUIET_ENV } from "./run-tool.mjs";
import { printStep } from "./steps.mjs";

/**
 * Has the server check its environment and make its database ready, in a process of its own, which reports one
 * line of JSON a step. A fault is one sentence on stderr and is passed on as it is.
 * @param {string} root
 * @param {{ mode: "production" | "development" }} options
 * @returns {Promise<boolean>} whether all is ready
 */
export async function prepare(root, { mode }) {
  const args = ["--conditions=react-server", "--import", "tsx", "server/prepare.ts"];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...QUIET_ENV, NODE_ENV: mode },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let since = performance.now();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const step = parseStep(line);
    printStep(step.step, step.detail, performance.now() - since);
    since = performance.now();
  });
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (...how) => resolve(how));
  });
  if (signal) process.stderr.write(`The preparation was ended by ${signal}: start again.\n`);
  return code === 0;
}

/** @param {string} line */
function parseStep(line) {
  try {
    const { step, detail } = JSON.parse(line);
    if (typeof step === "string" && typeof detail === "string") return { step, detail };
  } catch {
    // Shown as it came: output that nobody expected is still output that somebody may need.
  }
  return { step: "prepare", detail: line };
}
