import { describe, expect, it } from "vitest";
import { toPlain } from "./plain";
import { readToml } from "./read-toml";

function plainOf(text: string) {
  const result = readToml(text);
  if (!result.ok) throw new Error(result.fault.message);
  return toPlain(result.root);
}

describe("plain values", () => {
  it("are what JSON can say", () => {
    const { value, faults } = plainOf('a = 1\nb = [1.5, true, "x"]\n[c]\nd = {}');
    expect(faults).toEqual([]);
    expect(JSON.parse(JSON.stringify(value))).toEqual({ a: 1, b: [1.5, true, "x"], c: { d: {} } });
  });

  it("are nothing else, and say where", () => {
    const { faults } = plainOf(
      "a = [1, nan]\nb.c = 9007199254740993\nd = 07:32:00\n'__proto__' = 1\ne = -inf",
    );
    expect(faults.map(({ kind, path }) => [kind, ...path])).toEqual([
      ["value", "a", 1],
      ["value", "b", "c"],
      ["value", "d"],
      ["key", "__proto__"],
      ["value", "e"],
    ]);
  });

  it("have no prototype that a name could reach", () => {
    const { value } = plainOf("[a]\nb = 1");
    expect(Object.getPrototypeOf(value)).toBeNull();
  });
});
