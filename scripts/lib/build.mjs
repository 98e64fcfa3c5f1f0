import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compress } from "./compress.mjs";
import { Fault } from "./fault.mjs";
import { buildFingerprint } from "./fingerprint.mjs";
import { lockFolder, withLock } from "./lock.mjs";
import { runTool } from "./run-tool.mjs";
import { printStep } from "./steps.mjs";

const BUSY = "Another next build process is already running";
const BUSY_POLL_MS = 2000;
const BUSY_LIMIT_MS = 5 * 60_000;

/**
 * Builds unless the build that is there was made from these very files.
 * @param {string} root
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<{ detail: string }>}
 */
export async function build(root, { force = false } = {}) {
  if (!force && isBuilt(root)) return { detail: "up to date" };
  return await withLock(
    lockFolder(root),
    async (addChild) => {
      if (!force && isBuilt(root)) return { detail: "done by another process" };
      await runBuild(root, addChild);
      return { detail: "production build" };
    },
    (pid) => printStep("build", `waiting for process ${pid}`),
  );
}

/** @param {string} root */
export function isBuilt(root) {
  try {
    const stamp = JSON.parse(readFileSync(stampPath(root), "utf8"));
    return stamp.build === buildId(root) && stamp.fingerprint === buildFingerprint(root);
  } catch {
    return false; // no stamp or no build: a build that was interrupted, or none yet
  }
}

/**
 * @param {string} root
 * @param {(pid: number) => void} addChild
 */
async function runBuild(root, addChild) {
  rmSync(stampPath(root), { force: true });
  const fingerprint = buildFingerprint(root); // taken before: a file edited meanwhile makes the next start build again
  const { code, output } = await nextBuild(root, addChild);
  if (code !== 0 || !existsSync(join(root, ".next", "BUILD_ID"))) {
    process.stderr.write(output);
    throw new Fault("The build failed (the reason is above): mend that and start again.");
  }
  await compress(root);
  const draft = `${stampPath(root)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ fingerprint, build: buildId(root) }));
  renameSync(draft, stampPath(root));
}

/**
 * Next keeps a lock of its own; a build that somebody started by hand is waited for and then done again.
 * @param {string} root
 * @param {(pid: number) => void} addChild
 */
async function nextBuild(root, addChild) {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const started = Date.now();
  for (let told = false; ; told = true) {
    const env = { NODE_ENV: "production" };
    const result = await runTool([process.execPath, next, "build"], { cwd: root, env, onPid: addChild });
    if (!result.output.includes(BUSY) || Date.now() - started > BUSY_LIMIT_MS) return result;
    if (!told) printStep("build", "waiting for another next build");
    await sleep(BUSY_POLL_MS);
  }
}

/** @param {string} root */
function buildId(root) {
  return readFileSync(join(root, ".next", "BUILD_ID"), "utf8").trim();
}

/** @param {string} root */
function stampPath(root) {
  return join(root, ".next", "aegis-build.json");
}
