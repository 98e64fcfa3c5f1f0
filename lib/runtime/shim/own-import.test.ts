import { beforeAll, describe, expect, it } from "vitest";
import { readyFormats } from "../embedded/modules/format";
import { withBoundImport } from "./own-import";

beforeAll(readyFormats);

describe("import() in the text of a module", () => {
  it("becomes a function that knows its module, and moves nothing", () => {
    const text = 'const a = import("./a.mjs");\nawait import(b);';
    const changed = withBoundImport('/work/a "b".mjs', text);
    expect(changed.split("\n").slice(0, 2)).toEqual(['const a = $impor("./a.mjs");', "await $impor(b);"]);
    expect(changed.split("\n")[2]).toBe('import $impor from "aegis:import:/work/a \\"b\\".mjs";');
  });

  it.each([
    "export const a = 1;",
    'import a from "./a.mjs"; console.log("import(x)", import.meta.url);',
    "// import(x)",
    "export default (;",
  ])("is left alone where there is none: %s", (text) => {
    expect(withBoundImport("/work/a.mjs", text)).toBe(text);
  });

  it("is left alone in modules of the library", () => {
    expect(withBoundImport("node:fs", "import(x)")).toBe("import(x)");
  });
});
