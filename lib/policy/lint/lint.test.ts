import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AgentSpec, agentSpecSchema, load } from "../../spec";
import { applyFix } from "../../spec/diagnostics/apply-fix";
import { decide } from "../decide";
import { diff } from "../diff";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import type { SqlAnalysis, SqlStatementFacts } from "../sql/facts";
import { specs } from "../testing/arbitraries";
import type { PolicyRequest } from "../types";
import { lint } from "./lint";

function lintText(capabilities: string, used?: readonly PolicyRequest[]) {
  const text = `[agent]\nname = "a"\n${capabilities}`;
  const { spec, source } = load(text);
  if (spec === null) throw new Error("the spec is wrong");
  const program = compile(spec, source);
  const diagnostics = lint(program, used === undefined ? { source } : { source, used, link: { sql: facts } });
  for (const each of diagnostics)
    expect(text.slice(each.range.start.offset, each.range.end.offset)).not.toBe("");
  return { text, program, diagnostics };
}
/** Reads one table by its name: enough to tell which patterns a run used, without a parser. */
const facts = (sql: string): SqlAnalysis => ({
  ok: true,
  facts: {
    statements: [
      {
        kind: "select",
        effects: [{ kind: "select", what: "reads" }],
        reads: [{ schema: "public", name: sql }],
        writes: [],
        functions: [],
        attributes: [],
      },
    ],
  },
});
const told = (capabilities: string, used?: readonly PolicyRequest[]) =>
  lintText(capabilities, used).diagnostics.map(({ code, message }) => `${code} ${message}`);
/** Code and rule alone. */
const brief = (capabilities: string) =>
  told(capabilities).map((message) => message.split(" ").slice(0, 2).join(" "));

/** The same patterns in other lists, and others that end in the same characters. */
const SIMILAR = [
  '[capabilities.filesystem]\nread = ["/w/**"]\nwrite = ["/w/a"]\n',
  '[capabilities.filesystem]\nread = ["/w/a"]\nwrite = ["/w/**"]\n',
  '[capabilities.filesystem]\nread = ["/w/a"]\ndeny = ["/w/**"]\n',
  '[capabilities.exec]\nallow = ["git *", "git push"]\n',
  '[capabilities.exec]\nallow = ["git push"]\ndeny = ["git *"]\n',
  '[capabilities.network]\nallow_egress = ["https://a.example/**", "https://a.example/b"]\n',
  '[capabilities.network]\nallow_egress = ["https://a.example/b"]\ndeny_egress = ["https://a.example/**"]\n',
];

describe("lint", () => {
  test("says of a policy what it says of it alone, whichever it has looked at before", () => {
    const alone = SIMILAR.map((each) => told(each));
    expect(new Set(alone.map((each) => each.join("\n"))).size).toBe(SIMILAR.length);
    fc.assert(
      fc.property(fc.array(fc.nat(SIMILAR.length - 1), { minLength: 1, maxLength: 30 }), (order) => {
        for (const each of order) expect(told(SIMILAR[each] as string)).toEqual(alone[each]);
      }),
    );
  });

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
      'ADS064 network.deny_egress[1] ("https://b.test") meets no grant: nothing allows or asks about what it matches, which is denied anyway.',
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
      'ADS063 filesystem.read[1] ("/b/**") was needed by none of the recorded requests.',
      'ADS063 tools.t ("t") was needed by none of the recorded requests.',
    ]);
    expect(told(rules)).toEqual([]);
  });

  test("databases: words for statements, tables, functions", () => {
    const database = (lists: string) => brief(`[capabilities.sql.d]\n${lists}`);
    expect(database('statements = ["select", "explain"]\n')).toEqual(["ADS062 sql.d.statements[1]"]);
    const rules =
      'statements = ["select"]\ntables = ["public.*", "orders", "a.s"]\ndeny_tables = ["*.s", "x.t"]\n';
    expect(database(rules)).toEqual([
      "ADS062 sql.d.tables[1]",
      "ADS061 sql.d.tables[2]",
      "ADS064 sql.d.deny_tables[1]",
    ]);
    // A statement on all tables of a schema needs the one pattern for all of them.
    expect(database('statements = ["drop"]\ntables = ["p.?*", "p.*"]\n')).toEqual(["ADS062 sql.d.tables[0]"]);
    const functions =
      'statements = ["select"]\nfunctions = ["f*", "f1", "lo_x"]\ndeny_functions = ["lo_*", "pg_sleep"]\n';
    expect(database(functions)).toEqual(["ADS062 sql.d.functions[1]", "ADS061 sql.d.functions[2]"]);
    expect(database('tables = ["a.b"]\n')).toEqual(["ADS060 sql.d.tables[0]"]);
    expect(told("[capabilities.sql.d]\n")).toEqual([
      "ADS060 sql.d never decides: sql.d has no statements, and so nothing is granted.",
    ]);
  });

  test("conditions of tools and APIs, at their very entries", () => {
    const rules = `[capabilities.tools.t]
args.repo = ["acme/*", "acme/x", ""]
args.level = { one_of = ["low", "loud", "low"], max_length = 3 }
`;
    const { diagnostics, text } = lintText(rules);
    const marked = diagnostics.map(({ code, range }) => {
      return `${code} ${text.slice(range.start.offset, range.end.offset)}`;
    });
    expect(marked).toEqual(['ADS062 "acme/x"', 'ADS060 "loud"', 'ADS062 "low"']);
    const hopeless = '[capabilities.tools.t]\nargs.a = { equals = "ab", max_length = 1, required = true }\n';
    expect(told(hopeless)).toEqual([
      'ADS060 tools.t never grants anything: it needs the argument "a", and no value meets the condition on that.',
    ]);
    const denied = '[capabilities.tools.t]\neffect = "deny"\nrate_limit = "1/hour"\nargs.a = ["x", "x"]\n';
    expect(brief(denied)).toEqual(["ADS060 tools.t.rate_limit", "ADS060 tools.t.args.a"]);
    expect(brief('[capabilities.api.g]\nlabel = ["x"]\n')).toEqual(["ADS060 api.g.label"]);
  });

  test("what another part puts out of use", () => {
    const commands = '[capabilities.exec]\nallow_subprocess = false\nallow = ["node"]\ndeny = ["sh"]\n';
    expect(brief(commands)).toEqual(["ADS060 exec.allow[0]", "ADS064 exec.deny[0]"]);
    expect(brief('[capabilities.models]\nregions = ["eu"]\nmax_tokens = 5\n')).toEqual([
      "ADS060 models.regions[0]",
      "ADS060 models.max_tokens",
    ]);
    expect(brief('[capabilities.exec]\nenv = ["A", "B", "A"]\n')).toEqual(["ADS062 exec.env[2]"]);
  });

  test("tables that a run used", () => {
    const rules = '[capabilities.sql.d]\nstatements = ["select"]\ntables = ["a", "b?", "c"]\n';
    const used: PolicyRequest[] = ["a", "b1"].map((sql) => ({ op: "sql.query", database: "d", sql }));
    expect(told(rules, used)).toEqual([
      'ADS063 sql.d.tables[2] ("c") was needed by none of the recorded requests.',
    ]);
  });

  test("thousands of rules that have much in common do not bring it down", { timeout: 120_000 }, () => {
    const many = (pattern: (index: number) => string) =>
      JSON.stringify(Array.from({ length: 3000 }, (_, index) => pattern(index)));
    expect(told(`[capabilities.exec]\nallow = ${many((index) => `git a${index} *`)}\n`)).toEqual([]);
    expect(told(`[capabilities.filesystem]\nread = ${many((index) => `/*a${index}*`)}\n`)).toEqual([]);
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

  test("the same for databases, tools, APIs, secrets and variables", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(callers, fc.array(statements, { minLength: 30, maxLength: 30 }), (capabilities, asked) => {
        const spec = agentSpecSchema.parse({ agent: { name: "a" }, capabilities });
        const mended = structuredClone(spec) as unknown as Tree;
        const gone = lint(compile(spec)).filter(({ code }) => code !== "ADS063");
        for (const { path } of gone) remove(mended, path);
        compact(mended);
        const [program, after] = [compile(spec), compile(mended as unknown as AgentSpec)];
        const changed = diff(program, after).capabilities.filter(({ relation }) => relation !== "equal");
        expect({ gone: gone.map(({ message }) => message), changed }).toMatchObject({ changed: [] });
        for (const facts of asked) {
          const verdicts = [program, after].map((each) => {
            const options = { sql: () => ({ ok: true, facts: { statements: [facts] } }) as const };
            return decide(link(each, options), { op: "sql.query", database: "d", sql: "" }, newMeters(0))
              .verdict;
          });
          expect({ facts, gone: gone.map(({ message }) => message), after: verdicts[1] }).toMatchObject({
            after: verdicts[0],
          });
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 100) },
    );
  });
});

type Tree = Record<string | number, unknown>;

/** Takes out what stands at a path; lists are made dense afterwards, so that other paths stay right. */
function remove(tree: Tree, path: readonly (string | number)[]): void {
  const parent = path.slice(0, -1).reduce<Tree | undefined>((at, key) => at?.[key] as Tree | undefined, tree);
  if (parent !== undefined) delete parent[path.at(-1) ?? ""];
}

function compact(tree: Tree): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== "object" || value === null) continue;
    compact(value as Tree);
    if (Array.isArray(value)) tree[key] = value.filter(() => true);
  }
}

const some = <Item>(...items: readonly Item[]) => fc.array(fc.constantFrom(...items), { maxLength: 4 });
const callers = fc.record({
  sql: fc.record({
    d: fc.record({
      statements: some("select", "explain", "copy", "insert", "drop", "show"),
      tables: some("*", "a", "public.a", "public.*", "b.*", "b.a*", "b.?*", "*.a", "d.b.a"),
      deny_tables: some("*", "a", "*.a", "b.*", "b.a?", "public.b"),
      functions: some("*", "f", "f*", "public.f", "lower", "b.f"),
      deny_functions: some("*", "f", "lower", "lo*", "b.*", "public.f*"),
    }),
  }),
  tools: fc.record({
    t: fc.record({
      effect: fc.constantFrom("allow", "deny", "approve"),
      args: fc.record({
        x: some("", "a", "a*", "*", "a/b", "a/*"),
        y: fc.record({
          one_of: some<string | number | boolean>("a", "bb", 3, true),
          max_length: fc.constantFrom(1, 2),
        }),
      }),
    }),
  }),
  api: fc.record({ g: fc.record({ scopes: some("r", "w", "*", "r*"), z: some("a", "a*") }) }),
  secrets: fc.record({
    S: fc.record({ hosts: fc.array(fc.constantFrom("a.test", "*.a.test", "b.a.test"), { minLength: 1 }) }),
  }),
  exec: fc.record({ env: some("A", "B"), allow_subprocess: fc.boolean(), allow: some("git", "git *", "ls") }),
  models: fc.record({ allow: some("a", "a*"), regions: some("eu", "e*") }),
});
const table = fc.oneof(
  fc.record({ schema: fc.constantFrom("public", "b", "c"), name: fc.constantFrom("a", "ab", "b") }),
  fc.record({
    schema: fc.constantFrom("*", "public", "b"),
    name: fc.constant("*"),
    every: fc.constant(true as const),
  }),
);
const statements: fc.Arbitrary<SqlStatementFacts> = fc
  .record({
    kind: fc.constantFrom("select", "explain", "copy_in", "drop"),
    reads: fc.array(table, { maxLength: 2 }),
    functions: some("f", "fx", "lower", "public.f", "b.f", "*"),
    attributes: some("f", "lower", "lo", "z"),
  })
  .map((facts) => ({ ...facts, writes: [], effects: [{ kind: facts.kind, what: "is made up" }] }));
