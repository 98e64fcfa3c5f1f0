import { parseTOML } from "toml-eslint-parser";
import { describe, expect, it } from "vitest";
import { buildTree, TomlConflict, type TomlNode } from "./tree";

const build = (text: string) => buildTree(parseTOML(text, { tomlVersion: "1.1" }), text);

/** The tree as plain values, with bigint as text. */
function plain(node: TomlNode): unknown {
  if (node.kind === "array") return node.items.map(plain);
  if (node.kind !== "table") return typeof node.value === "bigint" ? `${node.value}` : node.value;
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}

describe("tree", () => {
  it.each<[string, object]>([
    ["a.b.c = 1\na.b.d = 2", { a: { b: { c: "1", d: "2" } } }],
    ["[a.b]\nx = 1\n[a]\ny = 2", { a: { b: { x: "1" }, y: "2" } }],
    [
      "[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\n[[a.c]]",
      { a: [{ x: "1" }, { b: { y: "2" }, c: [{}, {}] }] },
    ],
    ["a = { b.c = 1, b.d = [ { e = true } ] }", { a: { b: { c: "1", d: [{ e: true }] } } }],
    ["'a.b' = 1.5\n\"\" = 1979-05-27", { "a.b": 1.5, "": "1979-05-27" }],
  ])("%j", (text, value) => {
    expect(plain(build(text))).toEqual(value);
  });

  it("keeps every place of a key, its own header first", () => {
    const entry = build("[a.b]\n[a]\n[a.c]").entries.get("a");
    expect(entry?.keys.map(({ start }) => start)).toEqual([7, 1, 11]);
    expect(entry?.node.span).toEqual({ start: 6, end: 9 });
  });

  it("takes __proto__ and constructor for names", () => {
    const root = build("[__proto__]\nconstructor = 1");
    expect([...root.entries.keys()]).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(plain(root))).toBe(Object.prototype);
  });

  it("marks a header with spaces and brackets in its name whole", () => {
    const text = '[ a . "]" ]';
    const node = build(text).entries.get("a")?.node;
    expect(node?.kind === "table" && node.entries.get("]")?.node.span).toEqual({
      start: 0,
      end: text.length,
    });
  });

  it.each(["a = { b = 1 }\n[a.c]", "a = [1]\n[[a]]", "a = 1\n[a.b]"])("has no one meaning for %j", (text) => {
    let thrown: unknown;
    try {
      build(text);
    } catch (error) {
      thrown = error;
    }
    // The reader itself may refuse it first; what must not happen is a tree.
    expect(thrown).toBeInstanceOf(Error);
    if (thrown instanceof TomlConflict) expect(thrown.span.end).toBeLessThanOrEqual(text.length);
  });
});
