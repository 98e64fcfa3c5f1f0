import { ensureBrowser } from "./browser.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { QUIET_ENV, runTool } from "./run-tool.mjs";
import { runStep } from "./steps.mjs";

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runE2e(root, args) {
  Object.assign(process.env, QUIET_ENV);
  await runStep("install", () => install(root, { dev: true }));
  const { path } = await runStep("browser", () => ensureBrowser(root));
  await runStep("build", () => build(root));
  const { playwrightCommand } = await import("./test-steps.mjs");
  const project = args.includes("--shots") ? "shots" : "e2e";
  const rest = args.filter((arg) => arg !== "--shots");
  const command = playwrightCommand(root, [`--project=${project}`, "--reporter=list", ...rest]);
  const { code } = await runTool(command, { cwd: root, env: { AEGIS_BROWSER: path }, echo: true });
  return code;
}
