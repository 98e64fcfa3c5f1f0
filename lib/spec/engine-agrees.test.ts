import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, link } from "../policy";
import { load } from "./load";
import { AEGIS_RUNTIME_SPEC } from "./testing/aegis-runtime";
import { mutatedSpec } from "./testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "./testing/every-key";

function faultsOf(text: string) {
  const { spec, source } = load(text);
  return spec === null ? null : link(compile(spec, source)).faults;
}

describe("what loads, the engine can enforce", () => {
  it.each([AEGIS_RUNTIME_SPEC, EVERY_KEY_SPEC])("as it is", (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it("whatever patterns are in it", () => {
    const loaded = new Map<string, number>();
    fc.assert(
      fc.property(place, pattern, ([header, key], parts) => {
        const text = `[agent]\nname = "x"\n[${header}]\n${key} = [${JSON.stringify(parts)}]\n`;
        const faults = faultsOf(text);
        if (faults === null) return;
        loaded.set(key, (loaded.get(key) ?? 0) + 1);
        expect(faults, text).toEqual([]);
      }),
      { numRuns: 6000 },
    );
    for (const [, key] of PLACES) expect(loaded.get(key) ?? 0, key).toBeGreaterThan(10);
  });

  it("and with slips of the finger in it", () => {
    fc.assert(
      fc.property(mutatedSpec, (text) => {
        expect(faultsOf(text) ?? [], text).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

const PLACES = [
  ["capabilities.filesystem", "read"],
  ["capabilities.filesystem", "deny"],
  ["capabilities.network", "allow_egress"],
  ["capabilities.exec", "allow"],
  ["capabilities.exec", "deny_dynamic_imports"],
  ["capabilities.models", "allow"],
  ["capabilities.agents", "spawn"],
  ["capabilities.sql.db", "tables"],
  ["capabilities.api.mail", "scopes"],
  ["capabilities.tools.t", "args.a"],
] as const;
const place = fc.constantFrom(...PLACES);
const start = fc.constantFrom("", "/", "**/", "https://a.example", "GET https://*.a.example/", "git ");
const wild = fc.constantFrom(
  ..."*?[]{},-.!^\\/%2F \"'é".split(""),
  "**",
  "/**",
  "[a-c]",
  "{a,b}",
  "%61",
  "..",
);
const unit = fc.oneof({ weight: 2, arbitrary: fc.constantFrom("a", "b", "*", "_") }, wild);
const pattern = fc.tuple(start, fc.array(unit, { maxLength: 6 })).map(([head, tail]) => head + tail.join(""));
