import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../plain";
import { checkArguments } from "./check";
import { readSchema } from "./schema";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 500);
function schemaOf(value: unknown, isStrict = true) {
  const read = readSchema(value as Json, { isStrict });
  if (!read.ok) throw new Error(read.why);
  return read.value;
}
const check = (schema: unknown, value: unknown) =>
  checkArguments(schemaOf({ properties: { a: schema } }), { a: value as Json });

describe("a schema", () => {
  it.each([
    [{ type: "string" }, "x", 5],
    [{ type: ["integer", "null"] }, null, 1.5],
    [{ type: "object" }, {}, []],
    [{ type: "array", items: { type: "boolean" } }, [true], [true, 1]],
    [{ enum: ["a", { b: 1 }] }, { b: 1 }, "b"],
    [{ const: null }, null, 0],
    [{ minimum: 1, maximum: 3 }, 3, 4],
    [{ exclusiveMinimum: 1 }, 2, 1],
    [{ exclusiveMaximum: 1 }, 0, 1],
    [{ minLength: 2, maxLength: 2 }, "😀😀", "😀"],
    [{ minItems: 1 }, [1], []],
    [{ maxProperties: 1 }, { x: 1 }, { x: 1, y: 2 }],
    [{ pattern: "^[a-z]+$" }, "abc", "aBc"],
    [{ anyOf: [{ type: "string" }, { minimum: 5 }] }, 6, 4],
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, 2, 3],
    [{ required: ["x"] }, { x: 1 }, { y: 1 }],
    [{ properties: { x: { type: "string" } }, additionalProperties: false }, { x: "" }, { x: "", y: 1 }],
    [{ additionalProperties: { type: "number" } }, { x: 1 }, { x: "1" }],
    [{ properties: {}, additionalProperties: false }, {}, JSON.parse('{"__proto__":1}')],
  ])("%j takes %j and not %j", (schema, right, wrong) => {
    expect(check(schema, right)).toBeNull();
    expect(check(schema, wrong)).toEqual(expect.any(String));
  });

  it.each([
    [{ type: "text" }],
    [{ type: [] }],
    [{ minimum: "1" }],
    [{ pattern: "(" }],
    [{ pattern: "a{100000}" }],
    [{ pattern: "x".repeat(600) }],
    [{ anyOf: [] }],
    [{ properties: { a: true } }],
    [{ $ref: "#/definitions/a" }],
    [[]],
    [true],
    [{ allOf: Array.from({ length: 2000 }, () => ({})) }],
  ])("%j is refused of an author", (schema) => {
    expect(readSchema(schema as Json, { isStrict: true }).ok).toBe(false);
  });

  it("of a server may say more than is looked at", () => {
    expect(readSchema({ $ref: "#/x", "x-more": [1] }, { isStrict: false }).ok).toBe(true);
  });

  it("of a server cannot stop anybody by its patterns", () => {
    const evil = {
      anyOf: [...Array.from({ length: 200 }, () => ({ pattern: "^(a+)+(b|c|d|e)*(a|aa)+$" })), {}],
    };
    const schema = schemaOf({ properties: { a: { type: "array", items: evil } } }, false);
    const value = { a: Array.from({ length: 10_000 }, () => `${"a".repeat(20)}!`) };
    expect(checkArguments(schema, value)).toContain("too much work");
  });

  it("is read, and values are checked, whatever they are", { timeout: Math.max(30_000, RUNS * 20) }, () => {
    const word = fc.constantFrom(
      "type",
      "properties",
      "items",
      "anyOf",
      "enum",
      "pattern",
      "required",
      "minimum",
      "string",
      "object",
      "__proto__",
    );
    const { any } = fc.letrec<{ any: Json }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(word, tie("any"), { maxKeys: 4 }),
      ) as fc.Arbitrary<Json>,
    }));
    fc.assert(
      fc.property(any, fc.dictionary(word, any), fc.boolean(), (schema, args, isStrict) => {
        const read = readSchema(schema, { isStrict });
        if (!read.ok) {
          expect(read.why).not.toBe("");
          return;
        }
        const wrong = checkArguments(read.value, args as JsonObject);
        expect(wrong === null || typeof wrong === "string").toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
