import { describe, expect, test } from "vitest";
import { ROOT } from "../lib/root.mjs";
import { importCycles, importFaults } from "./import-law";
import { importsOf } from "./imports";
import { readFiles } from "./source-files";

const BASE = {
  "app/page.tsx": "",
  "components/button.tsx": "",
  "lib/errors.ts": "",
  "lib/spec/index.ts": "",
  "server/db/database.ts": "",
  "server/routers/index.ts": "",
  "cli/main.ts": "",
  "scripts/tool.ts": "",
  "e2e/support/test.ts": "",
};

function faultsOf(planted: Record<string, string>): string[] {
  return importFaults(new Map(Object.entries({ ...BASE, ...planted })));
}

describe("the law holds here", () => {
  const files = readFiles(ROOT);

  test("every import goes in the allowed direction", () => {
    expect(files.has("lib/errors.ts")).toBe(true);
    expect(importFaults(files)).toEqual([]);
  });

  test("no module imports itself by way of others", () => {
    expect(importCycles(files)).toEqual([]);
  });
});

describe("what the law allows", () => {
  test.each([
    ["app/page.tsx", 'import "@/components/button"; import "@/server/db/database"; import "../lib/errors"'],
    ["components/button.tsx", 'import type { AppRouter } from "@/server/routers"; import "@/lib/spec"'],
    ["cli/main.ts", 'import type { AppRouter } from "../server/routers/index"; import "node:fs"'],
    ["proxy.ts", 'import "./server/db/database"; import "node:crypto"'],
    ["lib/runtime/node/driver.ts", 'import "node:fs"; import "../../errors"'],
    ["lib/errors.test.ts", 'import "node:fs"; import "vitest"'],
    ["e2e/home.spec.ts", 'import "@/server/db/database"; import "./support/test"; await import(name)'],
  ])("%s: %s", (path, source) => {
    expect(faultsOf({ [path]: source })).toEqual([]);
  });
});

describe("what breaks the law is found", () => {
  test.each([
    ["lib/errors.ts", 'import "../server/db/database"', "lib may import lib and not server"],
    [
      "lib/errors.ts",
      'import type { X } from "@/components/button"',
      "lib may import lib and not components",
    ],
    ["lib/errors.ts", 'import { readFileSync } from "node:fs"', "Node's modules do not exist"],
    ["lib/errors.ts", 'import path from "path"', "Node's modules do not exist"],
    [
      "lib/guard/pii.ts",
      'export const read = () => import("node:fs/promises")',
      "Node's modules do not exist",
    ],
    ["lib/errors.ts", 'export * from "react"', "lib does not use this package"],
    ["lib/errors.ts", 'import { sql } from "drizzle-orm/sqlite-core"', "lib does not use this package"],
    ["components/button.tsx", 'import "@/server/db/database"', "components may import components, lib"],
    ["components/button.tsx", 'import { appRouter } from "@/server/routers"', "components may import"],
    ["components/button.tsx", 'import { type AppRouter } from "@/server/routers"', "components may import"],
    ["components/button.tsx", 'import type { X } from "@/server/routers"', "components may import"],
    ["components/button.tsx", 'type X = import("@/server/db/database").X', "components may import"],
    [
      "components/button.tsx",
      'new Worker(new URL("../server/db/database.ts", import.meta.url))',
      "components may",
    ],
    ["components/button.tsx", 'import { createClient } from "@libsql/client"', "does not use this package"],
    ["server/db/database.ts", 'import "@/components/button"', "server may import server, lib"],
    ["server/db/database.ts", 'export { x } from "../../app/page"', "server may import server, lib"],
    ["server/db/database.ts", 'const x = require("../../scripts/tool")', "server may import server, lib"],
    ["app/page.tsx", 'import "@/cli/main"', "app may import app, components, server, lib"],
    ["app/page.tsx", 'import "../e2e/support/test"', "app may import"],
    ["cli/main.ts", 'import { appRouter } from "@/server/routers"', "cli may import cli, lib"],
    ["proxy.ts", 'import "./components/button"', "root may import server, lib"],
    ["app/page.tsx", 'import "@/lib/nowhere"', "there is no such file"],
    ["app/page.tsx", "await import(name)", "a computed name cannot be checked"],
  ])("%s: %s", (path, source, fault) => {
    expect(faultsOf({ [path]: source })).toEqual([expect.stringContaining(fault)]);
  });

  test("a ring of imports", () => {
    const ring = new Map([
      ["lib/a.ts", 'import "./b"'],
      ["lib/b.ts", 'export * from "./c"'],
      ["lib/c.ts", 'export const later = () => import("./a")'],
    ]);
    expect(importCycles(ring)).toEqual([["lib/a.ts", "lib/b.ts", "lib/c.ts", "lib/a.ts"]]);
    ring.set("lib/c.ts", 'import type { A } from "./a"');
    expect(importCycles(ring)).toEqual([]);
  });

  test("a file that cannot be parsed is no file without imports", () => {
    expect(() => importsOf("lib/x.ts", "import {")).toThrow("lib/x.ts cannot be parsed");
  });
});
