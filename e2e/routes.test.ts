import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { exampleUrls, listRoutes, ROUTES } from "./routes";

const known = { workspace: "ws_1", session: "s1" };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function appOf(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "aegis-routes-"));
  folders.push(folder);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  return folder;
}

test("pages and endpoints, with parameters; groups, slots and private folders are no part of an address", () => {
  const app = appOf(
    "page.tsx",
    "layout.tsx",
    "(docs)/guide/page.tsx",
    "@side/page.tsx",
    "_lib/page.tsx",
    "w/[workspace]/page.tsx",
    "w/[workspace]/view.tsx",
    "healthz/route.ts",
  );
  expect(listRoutes(app).map(({ pattern, kind }) => `${kind} ${pattern}`)).toEqual([
    "page /",
    "page /",
    "page /guide",
    "endpoint /healthz",
    "page /w/[workspace]",
  ]);
});

test("a parameter without an example is a fault", () => {
  expect(exampleUrls({ pattern: "/w/[workspace]", kind: "page" }, known)).toEqual(["/w/ws_1"]);
  expect(exampleUrls({ pattern: "/about", kind: "page" }, known)).toEqual(["/about"]);
  expect(() => exampleUrls({ pattern: "/x/[y]", kind: "page" }, known)).toThrow("/x/[y] has a parameter");
});

test("every route of the application has an address to test it with", () => {
  expect(ROUTES.map(({ pattern }) => pattern)).toContain("/");
  for (const url of ROUTES.flatMap((route) => exampleUrls(route, known))) expect(url).toMatch(/^\/[^[\]]*$/);
});
