/** The installing around the installer: a stand-in for npm shows when it ran, and can be made to hang. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startModule, tempFolder, writeFiles } from "../testing/launcher";
import { coversLockfile, isInstalled } from "./install.mjs";

const LOCK = { "": {}, "node_modules/a": { version: "1.0.0", integrity: "x" } };
const FAKE_NPM = `
  const { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
  appendFileSync("installs.log", process.argv.slice(2).join(" ") + "\\n");
  rmSync("node_modules", { recursive: true, force: true });
  mkdirSync("node_modules/a", { recursive: true });
  if (existsSync("fail")) { console.log("planted failure"); process.exit(1); }
  const finish = () => writeFileSync("node_modules/.package-lock.json", readFileSync("package-lock.json"));
  existsSync("hang") ? setTimeout(finish, 120_000) : setTimeout(finish, 50);
`;

function project(): string {
  const root = tempFolder();
  writeFiles(root, { "npm-cli.js": FAKE_NPM, "package-lock.json": JSON.stringify({ packages: LOCK }) });
  return root;
}

const installsOf = (root: string) => readFileSync(join(root, "installs.log"), "utf8").trim().split("\n");

function startInstall(root: string) {
  const body = `console.log((await module.install(${JSON.stringify(root)}, { dev: true })).detail)`;
  return startModule("scripts/lib/install.mjs", body, { npm_execpath: join(root, "npm-cli.js") });
}

test("installs from the lockfile once, and again when the lockfile has changed", async () => {
  const root = project();
  expect((await startInstall(root).ended).stdout).toBe("1 packages\n");
  expect((await startInstall(root).ended).stdout).toBe("up to date\n");
  expect(installsOf(root)).toEqual([expect.stringMatching(/^ci /)]);
  writeFiles(root, {
    "package-lock.json": JSON.stringify({ packages: { ...LOCK, "node_modules/b": { version: "1.0.0" } } }),
  });
  expect((await startInstall(root).ended).stdout).toBe("2 packages\n");
  expect((await startInstall(root).ended).stdout).toBe("up to date\n");
});

test("an install that npm itself finished is taken as it is", () => {
  const root = project();
  expect(isInstalled(root, { dev: true })).toBe(false);
  writeFiles(root, { "node_modules/.package-lock.json": JSON.stringify({ packages: LOCK }) });
  expect(isInstalled(root, { dev: true })).toBe(true);
});

test("packages that were installed for another Node are not taken", () => {
  const root = project();
  writeFiles(root, { "node_modules/.package-lock.json": JSON.stringify({ packages: LOCK }) });
  expect(isInstalled(root, { dev: true })).toBe(true);
  const stamp = join(root, "node_modules/.aegis-install.json");
  writeFiles(root, {
    "node_modules/.aegis-install.json": readFileSync(stamp, "utf8").replace(/node \d+/, "node 1"),
  });
  expect(isInstalled(root, { dev: true })).toBe(false);
});

test("a failing install shows what npm said, and is tried again", async () => {
  const root = project();
  writeFiles(root, { fail: "" });
  const { code, stderr } = await startInstall(root).ended;
  expect(code).not.toBe(0);
  expect(stderr).toContain("planted failure");
  expect(stderr).toContain("The packages could not be installed");
  rmSync(join(root, "fail"));
  expect((await startInstall(root).ended).code).toBe(0);
});

test("killed in the middle: npm goes with it, and the next one installs", async () => {
  const root = project();
  writeFiles(root, { hang: "" });
  const killed = startInstall(root);
  while (!existsSync(join(root, "node_modules/a"))) await sleep(10);
  process.kill(killed.pid, "SIGKILL");
  await killed.ended;
  rmSync(join(root, "hang"));
  expect((await startInstall(root).ended).stdout).toBe("1 packages\n");
  expect(installsOf(root)).toHaveLength(2);
});

test("what a lockfile asks for: optional packages may be missing, and those for developing unless they are needed", () => {
  const wanted = {
    "": {},
    a: { version: "1" },
    b: { version: "1", optional: true },
    c: { version: "1", dev: true },
  };
  const all = { a: { version: "1" }, b: { version: "1" }, c: { version: "1" } };
  expect(coversLockfile(wanted, all, { dev: true })).toBe(true);
  expect(coversLockfile(wanted, { a: all.a, c: all.c }, { dev: true })).toBe(true);
  expect(coversLockfile(wanted, { a: all.a }, { dev: false })).toBe(true);
  expect(coversLockfile(wanted, { a: all.a }, { dev: true })).toBe(false);
  expect(coversLockfile(wanted, { ...all, a: { version: "2" } }, { dev: true })).toBe(false);
  expect(coversLockfile(wanted, { ...all, a: { version: "1", integrity: "other" } }, { dev: true })).toBe(
    false,
  );
});
