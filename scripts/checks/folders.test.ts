import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../lib/root.mjs";
import { readFiles } from "./source-files";

/** Handed out as it is: a README there would be a page of the product. */
const WITHOUT = new Set(["public"]);

/** The folders at the top and below lib/ that do not say who lives there. */
function unexplained(paths: Iterable<string>): string[] {
  const all = new Set(paths);
  const folders = new Set<string>();
  for (const path of all) {
    const [top, below] = path.split("/");
    if (top !== undefined && path.includes("/") && !WITHOUT.has(top)) folders.add(top);
    if (top === "lib" && below !== undefined && path.split("/").length > 2) folders.add(`lib/${below}`);
  }
  return [...folders].filter((folder) => !all.has(`${folder}/README.md`)).sort();
}

test("every folder says who lives there", () => {
  const paths = [...readFiles(ROOT).keys()];
  expect(unexplained(paths)).toEqual([]);
  const readmes = paths.filter((path) => /^(lib\/)?[^/]+\/README\.md$/.test(path));
  expect(readmes.length).toBeGreaterThan(10);
  for (const path of readmes)
    expect(readFileSync(join(ROOT, path), "utf8").trim().length, path).toBeGreaterThan(60);
});

test("a folder that does not say so is found", () => {
  expect(
    unexplained(["lib/README.md", "lib/new/a.ts", "extra/a.ts", "public/a.txt", "package.json"]),
  ).toEqual(["extra", "lib/new"]);
});
