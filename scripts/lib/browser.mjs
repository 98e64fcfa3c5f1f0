import { execFileSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { Fault } from "./fault.mjs";
import { runTool } from "./run-tool.mjs";

/**
 * The first has the engine alone, without windows, extensions and services that no test sees, and takes three quarters of
 * the time; it is what Playwright runs, too, where it brings its own.
 */
const COMMANDS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const MAC_APPS = ["Google Chrome", "Chromium"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const PROBE_LIMIT_MS = 20_000;

/**
 * The browser for the end-to-end tests: the one that is named, else Playwright's own, else the system's.
 * @param {string} root
 * @returns {{ path: string, detail: string } | undefined}
 */
export function findBrowser(root) {
  const named = process.env.CHROME_PATH;
  if (named) {
    const version = probe(named);
    if (version) return { path: named, detail: `CHROME_PATH: ${version}` };
    throw new Fault(
      `CHROME_PATH is ${JSON.stringify(named)}, which is no Chromium that runs: set it to the path of one, or leave it unset.`,
    );
  }
  for (const path of candidates(root)) {
    const version = probe(path);
    if (version) return { path, detail: `${path}: ${version}` };
  }
  return undefined;
}

/**
 * As findBrowser, but installs one when there is none.
 * @param {string} root
 * @returns {Promise<{ path: string, detail: string }>}
 */
export async function ensureBrowser(root) {
  const found = findBrowser(root);
  if (found) return found;
  const commands = isDebianRoot()
    ? [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "chromium-headless-shell"],
      ]
    : [playwrightInstall(root)];
  for (const command of commands) {
    const { code, output } = await runTool(command, {
      cwd: root,
      env: { DEBIAN_FRONTEND: "noninteractive", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: undefined },
    });
    if (code !== 0) process.stderr.write(output);
  }
  const installed = findBrowser(root);
  if (installed) return { ...installed, detail: `installed ${installed.detail}` };
  throw new Fault("There is no Chromium and none could be installed: install one and set CHROME_PATH to it.");
}

/** @param {string} root */
function candidates(root) {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => COMMANDS.map((name) => join(folder, name)));
  const all = [playwrightsOwn(root), ...onPath, ...(process.platform === "darwin" ? MAC_APPS : [])];
  return all.filter((path) => path !== undefined && isExecutable(path));
}

/** @param {string} root */
function playwrightsOwn(root) {
  try {
    const require = createRequire(join(root, "package.json"));
    return /** @type {string} */ (require("@playwright/test").chromium.executablePath());
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Some systems have a `chromium` that only tells how to get one, so it is asked for its version.
 * @param {string} path
 */
function probe(path) {
  try {
    const options = {
      encoding: /** @type {const} */ ("utf8"),
      timeout: PROBE_LIMIT_MS,
      stdio: /** @type {any} */ (["ignore", "pipe", "ignore"]),
    };
    return /(?:Chromium|Chrome)\S* (?:for Testing )?[\d.]+/.exec(
      execFileSync(path, ["--version"], options),
    )?.[0];
  } catch {
    return undefined;
  }
}

function isDebianRoot() {
  try {
    return process.getuid?.() === 0 && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/** @param {string} root */
function playwrightInstall(root) {
  return [
    process.execPath,
    join(root, "node_modules", "@playwright", "test", "cli.js"),
    "install",
    "chromium",
  ];
}
