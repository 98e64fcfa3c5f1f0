import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutatedSpec, tomlSoup } from "../testing/arbitrary-spec";
import { hoverAt } from "./hover";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

const at = (marked: string) => hoverAt(marked.replace("|", ""), marked.indexOf("|"));

describe("what stands under the cursor", () => {
  it("a key, with what the definition says of it", () => {
    expect(at('[approvals]\ntime|out = "1m"')).toMatchObject({
      title: "approvals.timeout",
      type: "text",
      default: '"5m"',
      description: expect.stringMatching(/On expiry the answer is no/),
      rule: null,
    });
    expect(at("[capabilities.file|system]")).toMatchObject({ title: "capabilities.filesystem" });
    expect(at("[capa|bilities.filesystem]")).toMatchObject({ title: "capabilities" });
    expect(at("[[te|st]]")?.description).toMatch(/one request/);
  });

  it("a name that the author chose, as what it is a name of", () => {
    expect(at('[capabilities.tools."git|hub.x"]')).toMatchObject({
      title: "capabilities.tools.github.x",
      description: expect.stringMatching(/^The tools/),
      required: false,
    });
  });

  it("a rule, with its name, what it decides and how it was understood", () => {
    expect(
      at('[capabilities.network]\nallow_egress = ["GET,POST https://*.example.com:8443/v1/|**"]')?.rule,
    ).toEqual({
      id: "network.allow_egress[0]",
      decides: "allows net.fetch, net.connect",
      understood: "GET or POST, https, host *.example.com, port 8443, path /v1/**",
    });
    expect(at('[capabilities.exec]\ndeny = ["sh", "git pu|sh *"]')?.rule).toMatchObject({
      id: "exec.deny[1]",
      understood: '3 words: "git" "push" "*"',
    });
    expect(at('[capabilities.sql.db]\ntables = ["a|"]')?.rule).toMatchObject({ id: "sql.db.tables[0]" });
    expect(at('[capabilities.tools.x]\nrate|_limit = "10/hour"')?.value).toMatch(/at most 10 in any hour/);
  });

  it.each(["# com|ment", "nonsense| = 1", "[agent]\n\n|", 'x = "|"'])("nothing at %j", (marked) => {
    expect(at(marked)).toBeNull();
  });

  it("answers for any text at any place", () => {
    fc.assert(
      fc.property(fc.oneof(mutatedSpec, tomlSoup), fc.nat(), (text, n) => {
        const offset = n % (text.length + 1);
        const hover = hoverAt(text, offset);
        if (hover) expect(hover.span.start <= offset && offset <= hover.span.end).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
