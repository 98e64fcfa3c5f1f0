/**
 * lib/ runs in pages, in workers and in Node, so it may use only what all three have. Two guards hold that: the
 * linter refuses the named globals, and the compiler does not know them.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../lib/root.mjs";

const GLOBALS = [
  "window",
  "document",
  "navigator",
  "localStorage",
  "fetch",
  "Worker",
  "process",
  "Buffer",
  "require",
];
/** One a line, so that the line tells which one was refused. */
const SOURCE = GLOBALS.map((name, line) => `export const value${line} = ${name};\n`).join("");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aegis-globals-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

/** Runs a tool from the packages with its own command line, in the temporary folder. */
function runPackage(script: string, ...args: string[]): string {
  const command = [join(ROOT, "node_modules", script), ...args];
  const { stdout, stderr, error } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
  if (error) throw error;
  return stdout + stderr;
}

test("the linter refuses them everywhere in lib/ but in drivers and tests", () => {
  const settings = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  write("biome.json", JSON.stringify({ ...settings, vcs: { enabled: false } }));
  const refused = ["lib/x.ts", "lib/policy/x.ts", "lib/runtime/x.ts", "lib/runtime/guest/x.ts"];
  const allowed = ["lib/runtime/embedded/x.ts", "lib/runtime/node/x.ts", "lib/x.test.ts", "server/x.ts"];
  for (const path of [...refused, ...allowed]) write(path, SOURCE);

  const output = runPackage("@biomejs/biome/bin/biome", "lint", "--max-diagnostics=none", ".");
  const hits = [...output.matchAll(/^(\S+):(\d+):\d+ lint\/style\/noRestrictedGlobals/gm)];
  const found = hits.map(([, path, line]) => `${path} ${GLOBALS[Number(line) - 1]}`);
  expect(found.toSorted()).toEqual(
    refused.flatMap((path) => GLOBALS.map((name) => `${path} ${name}`)).toSorted(),
  );
});

test("the compiler does not know them in lib/", () => {
  const project = {
    extends: join(ROOT, "lib/tsconfig.json"),
    include: [write("x.ts", SOURCE), join(ROOT, "lib/universal.d.ts")],
    exclude: [],
  };
  write("tsconfig.json", JSON.stringify(project));
  const output = runPackage("typescript/bin/tsc", "-p", ".");
  for (const name of GLOBALS) expect(output).toContain(`Cannot find name '${name}'`);
});

test("the compiler's settings for lib/ leave out tests and drivers, and nothing else", () => {
  const { include, exclude } = JSON.parse(readFileSync(join(ROOT, "lib/tsconfig.json"), "utf8"));
  expect(include).toEqual(["./**/*.ts"]);
  expect(exclude).toEqual([
    "./**/*.test.ts",
    "./runtime/node",
    "./runtime/embedded",
    "./runtime/webcontainer",
  ]);
});
