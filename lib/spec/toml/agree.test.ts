import { TomlDate } from "smol-toml";
import { describe, expect, it } from "vitest";
import { findDisagreement, MAX_DEPTH, normaliseDate } from "./agree";
import type { TomlNode, TomlScalar } from "./tree";

const span = { start: 0, end: 1 };
const scalar = (kind: TomlScalar["kind"], value: TomlScalar["value"]): TomlNode => ({ kind, value, span });
const table = (entries: Record<string, TomlNode>): TomlNode => ({
  kind: "table",
  entries: new Map(Object.entries(entries).map(([key, node]) => [key, { node, keys: [span] }])),
  span,
  inline: false,
});
const array = (...items: TomlNode[]): TomlNode => ({ kind: "array", items, span, ofTables: false });

describe("values that agree", () => {
  it.each<[unknown, TomlNode]>([
    ["x", scalar("string", "x")],
    [1n, scalar("integer", 1n)],
    [-0, scalar("float", -0)],
    [Number.NaN, scalar("float", Number.NaN)],
    [true, scalar("boolean", true)],
    [[1n, ["x"]], array(scalar("integer", 1n), array(scalar("string", "x")))],
    [{ a: { b: 1n } }, table({ a: table({ b: scalar("integer", 1n) }) })],
    [new TomlDate("1979-05-27"), scalar("local-date", "1979-05-27")],
    [new TomlDate("07:32:00.5"), scalar("local-time", "07:32:00.500")],
    [new TomlDate("1979-05-27 07:32:00"), scalar("local-date-time", "1979-05-27t07:32:00")],
    [
      new TomlDate("1979-05-27T07:32:00.1239-07:00"),
      scalar("offset-date-time", "1979-05-27T07:32:00.1239-07:00"),
    ],
  ])("%#", (value, node) => {
    expect(findDisagreement(value, node)).toBeNull();
  });
});

describe("values that do not", () => {
  it.each<[unknown, TomlNode]>([
    ["x", scalar("string", "y")],
    [1, scalar("integer", 1n)],
    [1n, scalar("float", 1)],
    [0, scalar("float", -0)],
    ["true", scalar("boolean", true)],
    [[1n], array()],
    [[], table({})],
    [{}, array()],
    [{ a: 1n }, table({})],
    [{}, table({ a: scalar("integer", 1n) })],
    [{}, table({ toString: scalar("integer", 1n) })],
    [null, table({})],
    [new TomlDate("1979-05-27"), scalar("local-date", "1979-05-28")],
    [new TomlDate("1979-05-27"), scalar("local-date-time", "1979-05-27T00:00:00")],
    [new TomlDate("1979-05-27T07:32:00Z"), scalar("offset-date-time", "1979-05-27T07:32:00+00:00")],
    [new TomlDate("nonsense"), scalar("local-date", "nonsense")],
    ["1979-05-27", scalar("local-date", "1979-05-27")],
  ])("%#", (value, node) => {
    expect(findDisagreement(value, node)).toMatchObject({ kind: "differs", span });
  });

  it("stops at the depth cap", () => {
    let node = scalar("integer", 1n);
    let value: unknown = 1n;
    for (let depth = 0; depth <= MAX_DEPTH; depth++) {
      node = array(node);
      value = [value];
    }
    expect(findDisagreement(value, node)).toMatchObject({ kind: "too-deep" });
  });
});

describe("dates", () => {
  it.each<[string, string, string]>([
    ["1979-05-27 07:32:00z", "1979-05-27T07:32:00Z", ""],
    ["1979-05-27t07:32+01:00", "1979-05-27T07:32:00+01:00", ""],
    ["07:32:00.5600", "07:32:00", "56"],
    ["1979-05-27", "1979-05-27", ""],
  ])("%s", (written, text, fraction) => {
    expect(normaliseDate(written)).toEqual({ text, fraction });
  });

  it("are nothing else", () => {
    expect(normaliseDate("tomorrow")).toBeNull();
  });
});
