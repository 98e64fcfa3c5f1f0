import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { load } from "../load";
import { specReference } from "../reference";
import { mutatedSpec, shuffledSpec, tomlSoup } from "../testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "../testing/every-key";
import { type Completion, completeAt } from "./complete";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

function at(marked: string): readonly Completion[] {
  return completeAt(marked.replace("|", ""), marked.indexOf("|")).items;
}
const labels = (marked: string) => at(marked).map(({ label }) => label);

describe("what can be written here", () => {
  it("offers every table of the reference, and no other", () => {
    const headers = specReference().flatMap(({ header }) => (header.startsWith("[") ? [header] : []));
    expect(
      labels("|")
        .filter((label) => label.startsWith("["))
        .sort(),
    ).toEqual(headers.sort());
  });

  it("offers in a header what goes on from there, and no table that is there", () => {
    expect(labels("[capabilities.|]\n")).toContain("exec");
    expect(labels("[capabilities.exec]\n[capabilities.|]")).not.toContain("exec");
    expect(labels("[capabilities.tools.a]\n[capabilities.|")).toContain("tools.NAME");
    expect(labels("[[|]]")).toEqual(["test"]);
  });

  it("offers keys with type and default, without those that the table has", () => {
    const keys = at('[agent]\nname = "x"\n|').filter(({ kind }) => kind === "key");
    expect(keys.map(({ label }) => label)).toEqual(expect.arrayContaining(["entry", "trust_level"]));
    expect(keys.map(({ label }) => label)).not.toContain("name");
    expect(at("[approvals]\ntime|")).toContainEqual(
      expect.objectContaining({ label: "timeout", detail: 'text, default "5m"', insert: 'timeout = "$0"' }),
    );
    expect(labels("[audit]\nhash|_chain = true")).toContain("hash_chain");
    expect(at("[audit]\nhash| = true").find(({ label }) => label === "hash_chain")?.insert).toBe(
      "hash_chain",
    );
  });

  it("offers the keys of a request that go with its operation", () => {
    expect(labels('[[test]]\nrequest = { op = "net.fetch", | }')).toEqual(["method", "url"]);
    expect(labels('[[test]]\nrequest = { op = "|" }')).toEqual(
      expect.arrayContaining(["fs.read", "sql.query"]),
    );
    expect(labels("[capabilities.tools.x]\nargs.title = { | }")).toContain("max_length");
  });

  it("offers words, with quotes where there are none yet, and none twice in a list", () => {
    expect(at("[capabilities.network]\ndns_policy = |").map(({ insert }) => insert)).toEqual([
      '"restricted"',
      '"open"',
    ]);
    expect(at('[capabilities.network]\ndns_policy = "r|"')[0]).toMatchObject({ insert: "restricted" });
    expect(labels('[audit]\nexport = ["file", "|"]')).toEqual(["siem", "stdout"]);
    expect(labels("[audit]\nhash_chain = |")).toEqual(["true", "false"]);
    expect(labels('[guards]\noutput = ["pii:block", "|"]')).toContain("pii:mask");
    expect(at('[capabilities.filesystem]\ndeny = ["|"]')[0]).toMatchObject({
      kind: "example",
      label: "**/*.key",
    });
  });

  it("offers words that the loader takes, wherever the spec with every key has one", () => {
    for (const [, value = ""] of EVERY_KEY_SPEC.matchAll(/ = "([a-z-]+)"/g)) {
      const offset = EVERY_KEY_SPEC.indexOf(` = "${value}"`) + 4;
      const { span, items } = completeAt(EVERY_KEY_SPEC, offset);
      for (const { insert } of items.filter(({ kind }) => kind === "word")) {
        const text = EVERY_KEY_SPEC.slice(0, span.start) + insert + EVERY_KEY_SPEC.slice(span.end);
        const codes = load(text).diagnostics.map(({ code }) => code);
        expect(codes).not.toContain("ADS014");
      }
    }
  });

  it("offers what the workspace names, before examples and among tables", () => {
    const names = { entries: ["agent.ts"], agents: ["helper"], tools: ["orders.find"], models: ["desk"] };
    const named = (marked: string) => completeAt(marked.replace("|", ""), marked.indexOf("|"), names).items;
    const value = (marked: string) => named(marked).find(({ kind }) => kind === "name")?.insert;
    expect(value('[agent]\nentry = "|"')).toBe("agent.ts");
    expect(value("[capabilities.agents]\nspawn = [|]")).toBe('"helper"');
    expect(value('[capabilities.models]\nallow = ["de|"]')).toBe("desk");
    expect(value('[capabilities.models]\nallow = ["desk", "|"]')).toBeUndefined();
    expect(named("[capabilities.tools.|]").map(({ insert }) => insert)).toEqual(['"orders.find"']);
    expect(named("|").map(({ label }) => label)).toContain('[capabilities.tools."orders.find"]');
    const there = named('[capabilities.tools."orders.find"]\n[|').map(({ label }) => label);
    expect(there).not.toContain('capabilities.tools."orders.find"');
  });

  it("answers for any text at any place", () => {
    fc.assert(
      fc.property(fc.oneof(mutatedSpec, shuffledSpec, tomlSoup), fc.nat(), (text, n) => {
        const offset = n % (text.length + 1);
        const { span, items } = completeAt(text, offset);
        expect(span.start <= offset && offset <= span.end).toBe(true);
        expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
      }),
      { numRuns: RUNS },
    );
  });
});
