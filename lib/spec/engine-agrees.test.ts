import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, link } from "../policy";
import { load } from "./load";
import { AEGIS_RUNTIME_SPEC } from "./testing/aegis-runtime";
import { arbitraryCapabilities } from "./testing/arbitrary-capabilities";
import { mutatedSpec } from "./testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "./testing/every-key";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 6_000);

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
      { numRuns: RUNS },
    );
    for (const [, key] of PLACES) expect(loaded.get(key) ?? 0, key).toBeGreaterThan(10);
  });

  it("and with slips of the finger in it", () => {
    fc.assert(
      fc.property(mutatedSpec, (text) => {
        expect(faultsOf(text) ?? [], text).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 12) },
    );
  });

  it("with any value in any list and any condition", () => {
    let loaded = 0;
    fc.assert(
      fc.property(arbitraryCapabilities, (text) => {
        const faults = faultsOf(text);
        if (faults === null) return;
        loaded++;
        expect(faults, text).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(loaded).toBeGreaterThan(RUNS / 10);
  });

  it.each([
    ["a pattern within a segment", 'filesystem.deny = ["/a**b"]'],
    ["a range that runs backwards", 'filesystem.deny = ["/[z-a]"]'],
    ["too many alternatives", `filesystem.deny = ["/${"{a,b}".repeat(9)}"]`],
    ["an encoded slash", 'network.allow_egress = ["https://a.test/x%2fy"]'],
    ["an expression that is none", 'tools.t.args.a = { matches = "*a" }'],
    ["an expression that counts too high", 'tools.t.args.a = { matches = "x{900}y{900}z{900}" }'],
    ["too many words", `exec.deny = ["${"a ".repeat(31)}"]`],
    ["too many patterns behind braces", `filesystem.read = [${braces(200)}]`],
  ])("%s is an error of the file", (_, line) => {
    const { spec, diagnostics } = load(`[agent]\nname = "x"\n[capabilities]\n${line}\n`);
    expect(spec).toBeNull();
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });

  it("tells what the engine refuses at the rule, and never as a fault of loading", () => {
    const { diagnostics } = load(
      '[agent]\nname = "x"\n[capabilities.tools.t]\nargs.a = { matches = "*a" }\n',
    );
    expect(diagnostics).toMatchObject([{ code: "ADS036", severity: "error", range: { start: { line: 4 } } }]);
  });
});

/** So many patterns of 256 alternatives each. */
function braces(count: number): string {
  return Array.from({ length: count }, (_, i) => `"/x${i}/${"{a,b}".repeat(8)}"`).join(", ");
}

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
