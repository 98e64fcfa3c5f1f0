import { describe, expect, it } from "vitest";
import { load } from "./load";

const text = `spec = 1
[agent]
name = "x"
[capabilities.filesystem]
deny = [
  "/a",   # one
  "/b",
]
[capabilities.tools."a.b"]
args.title = { max_length = 5 }
[[test]]
name = "first"
[[test]]
name = "second"
`;
const { source } = load(text);
const slice = (path: readonly (string | number)[], part?: "key" | "value") => {
  const range = source.rangeOf(path, part);
  return range === null ? null : text.slice(range.start.offset, range.end.offset);
};

describe("source map", () => {
  it("finds values, keys and elements", () => {
    expect(slice(["agent", "name"])).toBe('"x"');
    expect(slice(["agent", "name"], "key")).toBe("name");
    expect(slice(["capabilities", "filesystem", "deny", 1])).toBe('"/b"');
    expect(slice(["capabilities", "filesystem", "deny"], "key")).toBe("deny");
  });

  it("gives lines and columns from 1", () => {
    expect(source.rangeOf(["capabilities", "filesystem", "deny", 0])).toEqual({
      start: { line: 6, column: 3, offset: 65 },
      end: { line: 6, column: 7, offset: 69 },
    });
  });

  it("finds sections by their header", () => {
    expect(slice(["capabilities", "filesystem"])).toBe("[capabilities.filesystem]");
    expect(slice(["capabilities", "filesystem"], "key")).toBe("filesystem");
    expect(slice(["capabilities", "tools", "a.b"])).toBe('[capabilities.tools."a.b"]');
    expect(slice(["test", 1])).toBe("[[test]]");
    expect(slice(["test", 1, "name"])).toBe('"second"');
  });

  it("finds what dotted keys and inline tables hold", () => {
    const tool = ["capabilities", "tools", "a.b", "args"];
    expect(slice(tool, "key")).toBe("args");
    expect(slice([...tool, "title"])).toBe("{ max_length = 5 }");
    expect(slice([...tool, "title", "max_length"])).toBe("5");
  });

  it("has nothing for what the text does not contain", () => {
    expect(slice(["capabilities", "filesystem", "read"])).toBeNull();
    expect(slice(["capabilities", "filesystem", "deny", 2])).toBeNull();
    expect(slice(["agent", "name", "x"])).toBeNull();
    expect(slice(["agent", 0])).toBeNull();
    expect(load("no toml").source.rangeOf(["agent"])).toBeNull();
    expect(load("no toml").source.text).toBe("no toml");
  });

  it("keeps offsets behind a byte order mark and characters outside the basic plane", () => {
    const odd = `\ufeff# 𝄞\n[agent]\nname = "x"`;
    const range = load(odd).source.rangeOf(["agent", "name"]);
    expect(odd.slice(range?.start.offset, range?.end.offset)).toBe('"x"');
    expect(range?.start).toMatchObject({ line: 3, column: 8 });
  });
});
