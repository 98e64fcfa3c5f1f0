import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../spec";
import { applyFix } from "../../spec/diagnostics/apply-fix";
import { decide } from "../decide";
import { diff } from "../diff";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import { specs } from "../testing/arbitraries";
import type { PolicyRequest } from "../types";
import { lint } from "./lint";

function lintText(capabilities: string, used?: readonly PolicyRequest[]) {
  const text = `[agent]\nname = "a"\n${capabilities}`;
  const { spec, source } = load(text);
  if (spec === null) throw new Error("the spec is wrong");
  const program = compile(spec, source);
  const diagnostics = lint(program, used === undefined ? { text } : { text, used });
  for (const each of diagnostics)
    expect(text.slice(each.range.start.offset, each.range.end.offset)).not.toBe("");
  return { text, program, diagnostics };
}
const told = (capabilities: string, used?: readonly PolicyRequest[]) =>
  lintText(capabilities, used).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe("lint", () => {
  test("a grant and an approval that denies always override", () => {
    const rules =
      '[capabilities.filesystem]\nread = ["/etc/a", "/w/**"]\nwrite = ["/w/**"]\napprove = ["/w/k/*.key"]\n';
    expect(told(`${rules}deny = ["/etc/**", "**/*.key"]\n`)).toEqual([
      'ADS061 filesystem.read[0] ("/etc/a") never grants anything: all that it matches is denied by filesystem.deny[0] ("/etc/**").',
      'ADS062 filesystem.read[1] ("/w/**") says nothing new: all that it matches is covered by filesystem.write[0] ("/w/**").',
      'ADS061 filesystem.approve[0] ("/w/k/*.key") never asks: all that it matches is denied by filesystem.deny[1] ("**/*.key").',
    ]);
  });

  test("several denies together", () => {
    const rules = '[capabilities.filesystem]\nread = ["/{a,b}/**", "/c"]\ndeny = ["/a/**", "/b/**"]\n';
    expect(told(rules)).toEqual([
      'ADS061 filesystem.read[0] ("/{a,b}/**") never grants anything: all that it matches is denied by filesystem.deny[0] ("/a/**") and filesystem.deny[1] ("/b/**") together.',
    ]);
  });

  test("a deny that meets no grant, and the bare star that is meant to", () => {
    const rules =
      '[capabilities.network]\nallow_egress = ["https://a.test"]\ndeny_egress = ["*", "https://b.test"]\n';
    expect(told(rules)).toEqual([
      'ADS060 network.deny_egress[1] ("https://b.test") never decides: no rule grants or asks about anything that it matches, which is denied anyway.',
    ]);
    const grants =
      'allow_egress = ["https://a.test"]\ndeny_egress = ["https://a.test/x", "https://a.test/x/**"]\n';
    expect(told(`[capabilities.network]\n${grants}`)[0]).toMatch(/^ADS062 network\.deny_egress\[0\]/);
  });

  test("commands: open patterns cover closed ones, restrictions are read widely", () => {
    expect(
      told('[capabilities.exec]\nallow = ["git", "git status", "npm run *"]\ndeny = ["git push *"]\n'),
    ).toEqual([
      'ADS062 exec.allow[1] ("git status") says nothing new: all that it matches is covered by exec.allow[0] ("git").',
    ]);
    expect(told('[capabilities.exec]\nallow = ["git push *", "ls"]\ndeny = ["git push"]\n')[0]).toMatch(
      /^ADS061 exec\.allow\[0\]/,
    );
  });

  test("names, scopes, hosts of secrets", () => {
    expect(told('[capabilities.models]\nallow = ["claude-*", "claude-x"]\n')[0]).toMatch(
      /ADS062 models\.allow\[1\]/,
    );
    expect(told('[capabilities.secrets.S]\nhosts = ["*.a.test", "b.a.test"]\n')[0]).toMatch(
      /ADS062 secrets\.S\.hosts\[1\]/,
    );
    expect(told('[capabilities.api.g]\nscopes = ["read", "read"]\n')[0]).toMatch(
      /ADS062 api\.g\.scopes\[1\]/,
    );
  });

  test("grants that a run did not use", () => {
    const rules = '[capabilities.filesystem]\nread = ["/a/**", "/b/**"]\n[capabilities.tools.t]\n';
    const used: PolicyRequest[] = [{ op: "fs.copy", path: "/a/x", to: "/c" }];
    expect(told(rules, used)).toEqual([
      'ADS063 filesystem.read[1] ("/b/**") was not needed by any of the 1 recorded requests.',
      'ADS063 tools.t ("t") was not needed by any of the 1 recorded requests.',
    ]);
    expect(told(rules)).toEqual([]);
  });

  test("the fix takes the rule out and leaves the comments of others", () => {
    const rules = `[capabilities.filesystem]
read = [
  "/a/**", # all of a
  "/a/b", # some of it
  "/c", # c
]
`;
    const { text, diagnostics } = lintText(rules);
    const fix = diagnostics[0]?.fixes[0];
    expect(fix && applyFix(text, fix)).toBe(text.replace('  "/a/b", # some of it\n', ""));
    const inline = lintText('[capabilities.filesystem]\nread = ["/a/**", "/a/b"]\n');
    const inlineFix = inline.diagnostics[0]?.fixes[0];
    expect(inlineFix && applyFix(inline.text, inlineFix)).toContain('read = ["/a/**"]');
  });

  test("taking out what is reported changes no decision", { timeout: 600_000 }, () => {
    const runs = Number(process.env.PROPERTY_RUNS ?? 25);
    fc.assert(
      fc.property(specs, (spec) => {
        const program = compile(spec);
        const mended = structuredClone(spec);
        const gone = lint(program).map(({ path }) => path);
        for (const section of ["filesystem", "network", "exec", "models", "agents"] as const) {
          const lists = mended.capabilities[section] as unknown as Record<string, unknown>;
          for (const [name, list] of Object.entries(lists)) {
            if (!Array.isArray(list)) continue;
            lists[name] = list.filter(
              (_, index) => !gone.some((path) => path.join() === `capabilities,${section},${name},${index}`),
            );
          }
        }
        const result = diff(program, compile(mended));
        expect(result.capabilities.filter(({ relation }) => relation !== "equal")).toEqual([]);
        const engine = link(program);
        expect(decide(engine, { op: "fs.read", path: "/" }, newMeters(0)).code).not.toBe("POLICY_ERROR");
      }),
      { numRuns: runs },
    );
  });
});
