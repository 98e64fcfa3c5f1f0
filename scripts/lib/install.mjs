import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "./fault.mjs";
import { lockFolder, withLock } from "./lock.mjs";
import { npmCommand, runTool } from "./run-tool.mjs";
import { printStep } from "./steps.mjs";

const STAMP = ".aegis-install.json";

/**
 * Makes node_modules agree with the lockfile. With `dev`, the packages for developing must be there as well.
 * @param {string} root
 * @param {{ dev: boolean }} options
 * @returns {Promise<{ detail: string }>}
 */
export async function install(root, options) {
  if (isInstalled(root, options)) return { detail: "up to date" };
  return await withLock(
    lockFolder(root),
    async (addChild) => {
      if (isInstalled(root, options)) return { detail: "done by another process" };
      const count = await installPackages(root, addChild);
      return { detail: `${count} packages` };
    },
    (pid) => printStep("install", `waiting for process ${pid}`),
  );
}

/**
 * True when the stamp agrees, or when npm itself finished an install of this very lockfile (it writes its own
 * record last, so an interrupted install has none); that is stamped for the next time.
 * @param {string} root
 * @param {{ dev: boolean }} options
 */
export function isInstalled(root, { dev }) {
  const wanted = wantedStamp(root);
  const stamp = readJson(join(root, "node_modules", STAMP));
  if (stamp && stamp.runtime !== wanted.runtime) return false;
  if (stamp && stamp.lockfile === wanted.lockfile && (stamp.dev || !dev)) return true;
  const lock = readJson(join(root, "package-lock.json"));
  const installed = readJson(join(root, "node_modules", ".package-lock.json"));
  if (!lock || !installed) return false;
  if (!coversLockfile(lock.packages, installed.packages, { dev })) return false;
  writeStamp(root, { ...wanted, dev: coversLockfile(lock.packages, installed.packages, { dev: true }) });
  return true;
}

/**
 * @param {Record<string, any>} wanted
 * @param {Record<string, any>} installed
 * @param {{ dev: boolean }} options
 */
export function coversLockfile(wanted, installed, { dev }) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined)
      return entry.optional === true || entry.devOptional === true || (entry.dev === true && !dev);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} root
 * @param {(pid: number) => void} addChild
 */
async function installPackages(root, addChild) {
  const command = [...npmCommand(), "ci", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund"];
  const { code, output } = await runTool(command, { cwd: root, onPid: addChild });
  const installed = readJson(join(root, "node_modules", ".package-lock.json"));
  if (code !== 0 || !installed) {
    process.stderr.write(output);
    throw new Fault("The packages could not be installed (npm says why above): mend that and start again.");
  }
  writeStamp(root, { ...wantedStamp(root), dev: true });
  return Object.keys(installed.packages).filter((path) => path !== "").length;
}

/** @param {string} root */
function wantedStamp(root) {
  const lockfile = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const major = process.versions.node.split(".")[0];
  return { lockfile, runtime: `node ${major} ${process.platform} ${process.arch}` };
}

/**
 * @param {string} root
 * @param {{ lockfile: string, runtime: string, dev: boolean }} stamp
 */
function writeStamp(root, stamp) {
  const path = join(root, "node_modules", STAMP);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(stamp));
  renameSync(draft, path);
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
