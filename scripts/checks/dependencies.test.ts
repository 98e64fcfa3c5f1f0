import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ license: z.string().optional(), link: z.boolean().optional() })),
});

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

/** Licences under which the whole may be handed on as Apache-2.0. A package may offer a choice; one is enough. */
const COMPATIBLE = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
]);

function isCompatible(expression: string): boolean {
  const choices = expression.replace(/[()]/g, "").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => COMPATIBLE.has(licence)));
}

test("every package in the lockfile has a licence that goes with ours", async () => {
  const { packages } = lockSchema.parse(await readJson("package-lock.json"));
  const installed = Object.entries(packages).filter(([path]) => path !== "");
  expect(installed.length).toBeGreaterThan(100);
  const wrong = installed.filter(([, entry]) => !isCompatible(entry.license ?? "none"));
  expect(wrong.map(([path, entry]) => `${path}: ${entry.license ?? "none"}`)).toEqual([]);
});

test("the check knows a licence that does not", () => {
  expect(isCompatible("LGPL-3.0-or-later")).toBe(false);
  expect(isCompatible("Apache-2.0 AND LGPL-3.0-or-later")).toBe(false);
  expect(isCompatible("none")).toBe(false);
  expect(isCompatible("(GPL-2.0 OR MIT)")).toBe(true);
});

test("every dependency is justified, every justification has its dependency, every version is pinned", async () => {
  const { dependencies, devDependencies } = manifestSchema.parse(await readJson("package.json"));
  const versions = { ...dependencies, ...devDependencies };
  const page = await readFile("docs/dependencies.md", "utf8");
  const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
  expect(rows.toSorted()).toEqual(Object.keys(versions).toSorted());
  for (const [name, version] of Object.entries(versions))
    expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/);
});
