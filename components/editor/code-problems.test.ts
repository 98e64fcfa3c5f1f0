import type { editor } from "monaco-editor/editor/editor.api";
import { expect, it } from "vitest";
import { codeProblemsOf } from "./code-problems";

const marker = (more: object) =>
  ({
    owner: "typescript",
    resource: { path: "/workspace/lib/a.ts" },
    severity: 8,
    code: "2304",
    message: "Cannot find name 'document'.",
    startLineNumber: 2,
    startColumn: 3,
    endLineNumber: 2,
    endColumn: 11,
    ...more,
  }) as unknown as editor.IMarker;

it("lists what TypeScript found, by its number and place", () => {
  expect(codeProblemsOf([marker({})], "/workspace/", "aegis")).toEqual([
    {
      path: "lib/a.ts",
      severity: "error",
      code: "TS2304",
      message: "Cannot find name 'document'.",
      at: { line: 2, column: 3, endLine: 2, endColumn: 11 },
      fixes: [],
    },
  ]);
  expect(codeProblemsOf([marker({ severity: 4 })], "/workspace/", "aegis")[0]?.severity).toBe("warning");
  expect(codeProblemsOf([marker({ severity: 2 })], "/workspace/", "aegis")[0]?.severity).toBe("note");
});

it.each([{ owner: "aegis" }, { severity: 1 }, { resource: { path: "/types/fs.d.ts" } }])(
  "leaves out %j",
  (more) => {
    expect(codeProblemsOf([marker(more)], "/workspace/", "aegis")).toEqual([]);
  },
);
