import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { specJsonSchema } from "./json-schema";
import { load } from "./load";
import { specReference } from "./reference";
import { AEGIS_RUNTIME_SPEC } from "./testing/aegis-runtime";
import { mutatedSpec } from "./testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "./testing/every-key";

const schema = specJsonSchema();
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
const validate = ajv.compile(schema);

describe("the JSON Schema", () => {
  it("is a valid schema of draft 2020-12", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  it.each([AEGIS_RUNTIME_SPEC, EVERY_KEY_SPEC])("accepts what the language accepts", (text) => {
    validate(JSON.parse(JSON.stringify(parse(text))));
    expect(validate.errors).toBeNull();
  });

  it.each([
    '[agent]\nnmae = "x"',
    '[agent]\nname = "a b"',
    '[agent]\nname = "x"\ntrust_level = "very"',
    '[agent]\nname = "x"\n[resources]\nmemory_limit = "lots"',
    '[agent]\nname = "x"\n[guards]\ninput = ["pii"]',
    '[agent]\nname = "x"\n[capabilities.network]\nallow_egress = ["ftp://x"]',
    '[agent]\nname = "x"\n[capabilities.tools.y]\nargs.z = { max = "1" }',
  ])("refuses %j", (text) => {
    expect(validate(JSON.parse(JSON.stringify(parse(text))))).toBe(false);
  });

  it("never refuses a spec that loads", () => {
    fc.assert(
      fc.property(mutatedSpec, (text) => {
        if (load(text).spec === null) return;
        validate(JSON.parse(JSON.stringify(parse(text))));
        expect(validate.errors, text).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("describes every key of the reference", () => {
    const text = JSON.stringify(schema);
    for (const { keys } of specReference()) {
      for (const key of keys) expect(text).toContain(JSON.stringify(key.description));
    }
  });
});
