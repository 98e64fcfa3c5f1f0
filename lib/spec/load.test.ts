import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stopwatch } from "../testing/stopwatch";
import { applyFix } from "./diagnostics/apply-fix";
import { DIAGNOSTIC_CODES } from "./diagnostics/codes";
import type { Diagnostic } from "./diagnostics/diagnostic";
import { load } from "./load";
import { AEGIS_RUNTIME_SPEC } from "./testing/aegis-runtime";
import { anyText, mutatedSpec } from "./testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "./testing/every-key";

const codes = (text: string | Uint8Array) => load(text).diagnostics.map((diagnostic) => diagnostic.code);
const agent = '[agent]\nname = "x"\n';

describe("what loads", () => {
  it("takes a file in the form of aegis-runtime as it is", () => {
    const { spec, diagnostics } = load(AEGIS_RUNTIME_SPEC);
    expect(diagnostics).toEqual([]);
    expect(spec?.agent).toMatchObject({
      name: "mail-triage",
      framework: "langchain",
      trust_level: "untrusted",
    });
    expect(spec?.capabilities.api.mailbox).toEqual({ scopes: ["read", "send"], rate_limit: "60/hour" });
    expect(spec?.checkpoint.rollback_triggers).toHaveLength(2);
  });

  it.each(["help-desk", "hostile", "report-writer", "web-fetcher"])("takes the example %s", (name) => {
    const file = new URL(`../../public/examples/${name}/agent.toml`, import.meta.url);
    const { spec, diagnostics } = load(readFileSync(file));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(spec?.agent.name).toBe(name);
  });

  it("gives every section its defaults", () => {
    const { spec } = load(agent);
    expect(spec?.capabilities.filesystem).toEqual({ read: [], write: [], deny: [], approve: [] });
    expect(spec?.capabilities.exec.allow_dynamic_code).toBe(false);
    expect(spec?.approvals.timeout).toBe("5m");
  });

  it("normalises the other spelling of semi-trusted", () => {
    expect(load(`${agent}trust_level = "semitrusted"`).spec?.agent.trust_level).toBe("semi-trusted");
  });

  it("reads a byte order mark, bytes and Windows line ends", () => {
    const text = `\ufeff${agent.replaceAll("\n", "\r\n")}`;
    expect(load(new TextEncoder().encode(text)).diagnostics).toEqual([]);
  });
});

describe("what aegis-runtime refuses is refused, with its place", () => {
  it.each<[string, string, string, [number, number]]>([
    ["an empty name", '[agent]\nname = ""', "ADS020", [2, 8]],
    ["a badly spelt name", '[agent]\nname = "a b"', "ADS020", [2, 8]],
    [
      "egress that is no address",
      `${agent}[capabilities.network]\nallow_egress = ["not-a-url"]`,
      "ADS024",
      [4, 17],
    ],
    [
      "egress of another scheme",
      `${agent}[capabilities.network]\nallow_egress = ["ftp://x"]`,
      "ADS024",
      [4, 17],
    ],
    ["a bad memory size", `${agent}[resources]\nmemory_limit = "lots"`, "ADS022", [4, 16]],
    ["pids_limit 0", `${agent}[resources]\npids_limit = 0`, "ADS015", [4, 14]],
    ["an unknown framework", `${agent}framework = "crewia"`, "ADS014", [3, 13]],
  ])("%s", (_, text, code, [line, column]) => {
    const { spec, diagnostics } = load(text);
    expect(spec).toBeNull();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code, severity: "error", range: { start: { line, column } } });
  });

  it("but an untrusted agent without a deny list is a warning here, where nothing is allowed by default", () => {
    const { spec, diagnostics } = load(`${agent}trust_level = "untrusted"`);
    expect(spec).not.toBeNull();
    expect(diagnostics).toMatchObject([{ code: "ADS050", severity: "warning" }]);
  });
});

describe("what is no spec", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "ADS012"],
    ["no TOML", "name = foo", "ADS004"],
    ["bytes that are no text", new Uint8Array([0x61, 0xff]), "ADS001"],
    ["a lone surrogate", `${agent}owner = "\ud800"`, "ADS001"],
    ["NUL", "\0", "ADS004"],
    ["more than 1 MiB", "#".repeat(1024 * 1024 + 1), "ADS002"],
    ["nesting", `a = ${"[".repeat(100)}${"]".repeat(100)}`, "ADS003"],
    ["nesting by dots", `${"a.".repeat(100)}b = 1`, "ADS003"],
    ["a date that only one reader refuses", "a = 2021-02-30", "ADS005"],
    ["a bare carriage return, which only one reader refuses", "\ra = 1", "ADS005"],
    ["too many values", `a = [${"1,".repeat(60_000)}]`, "ADS006"],
    ["a date", `${agent}owner = 2020-01-01`, "ADS007"],
    ["an infinite number", `${agent}[capabilities.models]\nmax_cost_usd = inf`, "ADS007"],
    ["a number beyond 2^53", `${agent}[resources]\nmax_tool_calls = 9007199254740993`, "ADS007"],
    ["a key __proto__", `${agent}__proto__ = 1`, "ADS010"],
    ["a section __proto__", `${agent}[__proto__]\nx = 1`, "ADS010"],
    ["a tool __proto__", `${agent}[capabilities.tools.__proto__]`, "ADS010"],
    ["an unknown section", `${agent}[capabilitys]`, "ADS011"],
    ["another version", `spec = 2\n${agent}`, "ADS016"],
  ])("%s", (_, text, code) => {
    expect(load(text).spec).toBeNull();
    expect(codes(text)).toEqual([code]);
  });

  it("keeps names that Object.prototype has harmless", () => {
    const { spec } = load(`${agent}[capabilities.tools.constructor]\nargs.toString = ["x"]`);
    const tools = new Map(Object.entries(spec?.capabilities.tools ?? {}));
    expect([...tools.keys()]).toEqual(["constructor"]);
    expect(tools.get("constructor")?.effect).toBe("allow");
    expect(spec?.capabilities.tools.toString).toBeUndefined();
    expect(Object.keys(tools.get("constructor")?.args ?? {})).toEqual(["toString"]);
  });
});

describe("promises", () => {
  const check = (text: string | Uint8Array) => {
    const { spec, diagnostics, source } = load(text);
    expect(spec === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
    expect(diagnostics.length).toBeLessThanOrEqual(200);
    for (const diagnostic of diagnostics) checkPlace(source.text, diagnostic);
  };
  const checkPlace = (text: string, { code, message, range, fixes }: Diagnostic) => {
    expect(DIAGNOSTIC_CODES).toContain(code);
    expect(message).toMatch(/[.?]$/);
    for (const { start, end } of [range, ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.range))]) {
      expect(start.offset).toBeLessThanOrEqual(end.offset);
      expect(end.offset).toBeLessThanOrEqual(text.length);
      for (const place of [start, end]) {
        const before = text.slice(0, place.offset).split("\n");
        expect(place.line).toBe(before.length);
        expect(place.column).toBe((before.at(-1)?.length ?? 0) + 1);
      }
    }
  };

  it("any bytes have an answer, and every place lies inside the text", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), check), { numRuns: 300 });
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), { numRuns: 300 });
    fc.assert(fc.property(anyText, check), { numRuns: 500 });
  });

  it("bytes and text have the same answer", () => {
    fc.assert(
      fc.property(mutatedSpec, (text) => {
        fc.pre(!/\p{Surrogate}/u.test(text));
        expect(load(new TextEncoder().encode(text)).diagnostics).toEqual(load(text).diagnostics);
      }),
      { numRuns: 100 },
    );
  });

  it("a fix makes its complaint go away", () => {
    let fixed = 0;
    const tryFixes = (text: string) => {
      for (const diagnostic of load(text).diagnostics) {
        for (const fix of diagnostic.fixes) {
          fixed++;
          const after = load(applyFix(text, fix));
          const same = after.diagnostics.filter(
            ({ code, message }) => code === diagnostic.code && message === diagnostic.message,
          );
          const before = load(text).diagnostics.filter(
            ({ code, message }) => code === diagnostic.code && message === diagnostic.message,
          );
          expect(same.length, `${fix.title} in\n${text}`).toBeLessThan(before.length);
        }
      }
    };
    fc.assert(fc.property(misspelt, tryFixes), { numRuns: 400 });
    fc.assert(fc.property(mutatedSpec, tryFixes), { numRuns: 200 });
    expect(fixed).toBeGreaterThan(200);
  });
});

/** A right spec with one slip of the finger in a word. */
const misspelt = fc
  .tuple(
    fc.constantFrom(AEGIS_RUNTIME_SPEC, EVERY_KEY_SPEC),
    fc.nat(),
    fc.nat(),
    fc.constantFrom("cut", "swap", "x"),
  )
  .map(([text, which, where, slip]) => {
    const words = [...text.matchAll(/[a-z_]{4,}/g)];
    const match = words[which % words.length];
    if (match === undefined) return text;
    const [word] = match;
    const at = 1 + (where % (word.length - 2));
    const tail =
      slip === "cut" ? word.slice(at + 1) : (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
    const wrong = slip === "x" ? `${word.slice(0, at)}x${word.slice(at)}` : word.slice(0, at) + tail;
    return text.slice(0, match.index) + wrong + text.slice(match.index + word.length);
  });

describe("no slow input", () => {
  const mebibyte = (unit: string) => unit.repeat(Math.floor((1024 * 1024 - 64) / unit.length));
  it.each<[string, string]>([
    ["comments", mebibyte("#\n")],
    ["blank lines", mebibyte("\n")],
    ["a list", `a = [${mebibyte("0,")}]`],
    ["open brackets", `a = ${mebibyte("[")}`],
    ["open tables", `a = ${mebibyte("{a=")}`],
    ["dots", `${mebibyte("a.")}b = 1`],
    ["a long text", `a = "${mebibyte("x")}"`],
    ["a long number", `a = ${mebibyte("1")}`],
    ["a long fraction", `a = 1979-05-27T00:32:00.${mebibyte("9")}Z`],
    ["unknown keys", Array.from({ length: 15_000 }, (_, i) => `k${i}_${"x".repeat(50)}=1`).join("\n")],
    ["tools", Array.from({ length: 8000 }, (_, i) => `[capabilities.tools.t${i}]\nefect="deny"`).join("\n")],
    ["patterns that are none", `${agent}[capabilities.filesystem]\nread = [${'"a",'.repeat(30_000)}]`],
    ["a deep expression", `${agent}[capabilities.filesystem]\nread = ["/${"{a,".repeat(5000)}"]`],
  ])("%s", (_, text) => {
    const time = stopwatch();
    load(text);
    // Four times the promise, because the machine that runs this may be busy.
    expect(time()).toBeLessThan(4000);
  });

  it("10,000 rules load", () => {
    const rules = Array.from(
      { length: 10_000 },
      (_, index) => `  "GET https://h${index}.example.com/v1/**",`,
    );
    const { spec } = load(`${agent}[capabilities.network]\nallow_egress = [\n${rules.join("\n")}\n]`);
    expect(spec?.capabilities.network.allow_egress).toHaveLength(10_000);
  });
});
