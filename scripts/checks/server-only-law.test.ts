import { expect, test } from "vitest";
import { ROOT } from "../lib/root.mjs";
import { serverOnlyFaults } from "./server-only-law";
import { readFiles } from "./source-files";

test("every module of server/ is marked as the server's own", () => {
  const files = readFiles(ROOT);
  expect([...files.keys()].filter((path) => path.startsWith("server/")).length).toBeGreaterThan(20);
  expect(serverOnlyFaults(files)).toEqual([]);
});

test.each([
  ["without the marker", "export const x = 1;"],
  ["with the marker behind another import", 'import "node:fs";\nimport "server-only";'],
  ["with the marker in a comment only", '// import "server-only"\nexport const x = 1;'],
])("a module %s is found", (_, source) => {
  expect(serverOnlyFaults(new Map([["server/x.ts", source]]), {})).toEqual([
    'server/x.ts does not begin with import "server-only"',
  ]);
});

test("an exemption must be needed", () => {
  const exempt = { "server/a.ts": "why", "server/gone.ts": "why" };
  expect(serverOnlyFaults(new Map([["server/a.ts", 'import "server-only";']]), exempt)).toEqual([
    "server/a.ts is exempt and yet marked",
    "server/gone.ts is exempt and not there",
  ]);
});

test("tests, components and marked modules pass", () => {
  const files = new Map([
    ["server/a.ts", '/** Header. */\nimport "server-only";\nimport "node:fs";'],
    ["server/a.test.ts", 'import "vitest";'],
    ["components/b.tsx", ""],
  ]);
  expect(serverOnlyFaults(files, {})).toEqual([]);
});
