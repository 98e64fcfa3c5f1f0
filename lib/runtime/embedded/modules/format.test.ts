import { describe, expect, it } from "vitest";
import { asModule, readyFormats, toScript, withMeta } from "./format";

await readyFormats();

describe("what a file is", () => {
  it.each([
    ["a.mjs", "1", undefined, "module"],
    ["a.cts", "1", "module", "commonjs"],
    ["a.js", "1", "module", "module"],
    ["a.js", "import './b.js'", "commonjs", "commonjs"],
    ["a.js", "export const a = 1", undefined, "module"],
    ["a.js", "module.exports = 1", undefined, "commonjs"],
    ["a.js", "await f();", undefined, "module"],
    ["a.js", "exports.f = async () => { await g(); }", undefined, "commonjs"],
    ["a.ts", "import type { A } from './a'; const a: A = 1; export { a }", undefined, "module"],
    ["a.json", "{}", "module", "json"],
  ])("%s with %j in a package of type %s is %s", (path, source, type, format) => {
    expect(toScript(path, source, type).format).toBe(format);
  });

  it("types come off and every line stays", () => {
    const source =
      "interface A {\n  a: number;\n}\nexport function f(a: A): number {\n  throw new Error('x');\n}\n";
    const { text } = toScript("a.ts", source, undefined);
    expect(text.split("\n")[4]).toBe("  throw new Error('x');");
    expect(text).not.toContain("interface");
  });
});

describe("import.meta", () => {
  it("is exchanged where it stands, and nowhere else", () => {
    const text = "const a = import.meta.url; // import.meta\nconst b = 'import.meta';";
    const [first, second, last] = withMeta("/x/y.ts", text).split("\n");
    expect(first).toBe("const a = $importMeta.url; // import.meta");
    expect(second).toBe("const b = 'import.meta';");
    expect(last).toBe('import $importMeta from "aegis:meta:/x/y.ts";');
  });
});

describe("CommonJS as a module", () => {
  it("has the names that it exports", () => {
    const text = asModule(
      "/x/y.cjs",
      "commonjs",
      "exports.a = 1; exports.class = 2; exports['not a name'] = 3;",
    );
    expect(text).toContain("as a }");
    expect(text).toContain("as class }");
    expect(text).not.toContain("as not");
  });

  it("takes a path for a path, whatever is in it", () => {
    const text = asModule('/x/";alert(1);".cjs', "commonjs", "");
    expect(text).toContain(String.raw`("/x/\";alert(1);\".cjs")`);
  });
});
