import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LEASH = fileURLToPath(new URL("./leash.mjs", import.meta.url));

/** No tool reports home, asks for updates or fetches a browser that nobody asked for. */
export const QUIET_ENV = {
  NEXT_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  NO_UPDATE_NOTIFIER: "1",
  npm_config_update_notifier: "false",
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
};

/**
 * Runs a tool on a leash and gathers everything it says.
 * @param {string[]} command
 * @param {{ cwd: string, env?: Record<string, string | undefined>, onPid?: (pid: number) => void, echo?: boolean }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runTool(command, { cwd, env = {}, onPid, echo = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LEASH, ...command], {
      cwd,
      env: { ...process.env, ...QUIET_ENV, ...plainOutput(), ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    if (child.pid !== undefined) onPid?.(child.pid);
    /** @type {Buffer[]} */
    const chunks = [];
    const take = (/** @type {Buffer} */ chunk) => {
      chunks.push(chunk);
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/** What is gathered may end up in a file: colours only where they were asked for. */
function plainOutput() {
  return process.env.FORCE_COLOR === undefined ? { NO_COLOR: "1" } : {};
}

/** The npm that runs us, else the one on the PATH. */
export function npmCommand() {
  const running = process.env.npm_execpath ?? "";
  return /npm-cli\.c?js$/.test(running) && existsSync(running) ? [process.execPath, running] : ["npm"];
}
