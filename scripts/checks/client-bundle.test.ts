import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scanClientBundle } from "./client-bundle.mjs";
import { textsOf } from "./server-texts.mjs";

const SECRET_TEXT = "the vault is opened with a key of ours";
let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "aegis-bundle-"));
  write("server/vault.ts", `export const message = "${SECRET_TEXT}";`);
  write("server/db/schema/secrets.ts", 'export const secrets = sqliteTable("stored_secrets", {});');
  write("app/page.tsx", 'export const text = "a text that the page shows to everybody";');
  write("components/x.tsx", "");
  write("lib/x.ts", "");
  write(".next/static/chunks/main.js", 'console.log("a text that the page shows to everybody")');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("a clean bundle passes, and its files are counted", () => {
  expect(scanClientBundle(root)).toEqual({ files: 1, leaks: [] });
});

describe("a planted leak is found", () => {
  test.each([
    ["name of a secret or server setting", 'e.get("AEGIS_SECRET")'],
    ["name of a secret or server setting", "process.env.DATABASE_AUTH_TOKEN"],
    ["database driver or query builder", 'Symbol.for("drizzle:entityKind")'],
    ["database driver or query builder", 'throw Error("@libsql/client: no such file")'],
    ["query on a table of ours", '"SELECT name FROM stored_secrets"'],
    ["query on a table of ours", "INSERT INTO `aegis_migrations` VALUES"],
    ["module of Node", 'let t=require("node:fs")'],
    ["module of Node", 'await import("node:child_process")'],
    ["module of Node", 'import{a}from"node:crypto"'],
    ["text of server/vault.ts", `throw new Error("${SECRET_TEXT}")`],
    ["inlined source map", "//# sourceMappingURL=data:application/json;base64,AAAA"],
  ])("%s: %s", (rule, content) => {
    write(".next/static/chunks/planted.js", `(self.chunks=[]).push(()=>{${content}})`);
    const { leaks } = scanClientBundle(root);
    expect(leaks).toEqual([expect.objectContaining({ file: "chunks/planted.js", rule })]);
  });

  test("not a text that is made for guests, line by line", () => {
    const lines = ['import { createRequire } from "node:module";', '  import fs from "node:fs";'];
    write(".next/static/chunks/planted.js", `t=\`\n${lines.join("\n")}\`;u="\\n${lines[1]}"`);
    expect(scanClientBundle(root).leaks).toEqual([]);
  });

  test("the path of the checkout", () => {
    write(".next/static/chunks/planted.js", `throw Error("at ${root}/server/vault.ts:1")`);
    expect(scanClientBundle(root).leaks).toEqual([expect.objectContaining({ rule: "path of the checkout" })]);
  });

  test("a source map, if it maps anything", () => {
    write(".next/static/chunks/main.js.map", '{"version":3,"sources":[],"sections":[]}');
    expect(scanClientBundle(root).leaks).toEqual([]);
    write(".next/static/chunks/main.js.map", '{"version":3,"sources":["a.ts"],"sections":[]}');
    expect(scanClientBundle(root).leaks).toEqual([expect.objectContaining({ rule: "source map" })]);
  });

  test("a bundle that is not there", () => {
    rmSync(join(root, ".next"), { recursive: true });
    expect(scanClientBundle(root).leaks).toEqual([expect.objectContaining({ rule: "nothing to scan" })]);
  });
});

test("markers are longer texts and the fixed pieces of templates, not names or imports", () => {
  const source = [
    'import "a module with a long name";',
    'const short = "two words";',
    'const name = "aLongIdentifierWithoutASpace";',
    ["const text = `SELECT everything there is $", "{x} FROM where it happens to be`;"].join(""),
  ].join("\n");
  expect(textsOf("server/x.ts", source)).toEqual([
    "SELECT everything there is",
    "FROM where it happens to be",
  ]);
});
