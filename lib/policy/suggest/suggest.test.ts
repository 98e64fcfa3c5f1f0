import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../spec";
import { applyFix } from "../../spec/diagnostics/apply-fix";
import { decide } from "../decide";
import { diff } from "../diff";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile, type Program } from "../program";
import { requests } from "../testing/arbitraries";
import type { PolicyRequest } from "../types";
import { generalise } from "./generalise";
import { suggest } from "./suggest";

function programOf(text: string): Program {
  const { spec, source, diagnostics } = load(text);
  if (spec === null) throw new Error(`${diagnostics[0]?.message}\n${text}`);
  return compile(spec, source);
}
const verdict = (text: string, request: PolicyRequest) =>
  decide(link(programOf(text)), request, newMeters(0)).verdict;

const SPEC = `# Who reads mail
[agent]
name = "a" # short

[capabilities.filesystem]
read = [
  "/srv/mail/**", # the mail
  "/opt/x", # odd
]
deny = ["**/*.key"]

[capabilities.network]
allow_egress = ["https://api.test/v1"] # only this
`;

const read = (path: string): PolicyRequest => ({ op: "fs.read", path });
const write = (path: string): PolicyRequest => ({ op: "fs.write", path });
const get = (url: string, method = "GET"): PolicyRequest => ({ op: "net.fetch", method, url });

function applied(text: string, asked: readonly PolicyRequest[]) {
  const result = suggest(text, asked);
  expect(applyFix(text, { title: "", edits: result.edits })).toBe(result.text);
  const open = asked.filter((request) => !result.refused.some((each) => each.request === request));
  for (const request of open)
    expect({ request, verdict: verdict(result.text, request) }).not.toMatchObject({ verdict: "deny" });
  return result;
}

describe("suggest", () => {
  test("adds what is missing where it belongs, and keeps every comment", () => {
    const { text, adds, refused } = applied(SPEC, [
      read("/srv/mail/1"),
      read("/etc/hosts"),
      write("/srv/out/report.md"),
      get("https://api.test/v1/items/7"),
      get("https://api.test/v1/items/7", "POST"),
      { op: "exec.spawn", argv: ["git", "status"] },
      { op: "tool.call", tool: "github.create_issue", args: {} },
      read("/srv/mail/id.key"),
    ]);
    expect(text).toBe(`# Who reads mail
[agent]
name = "a" # short

[capabilities.filesystem]
write = ["/srv/out/report.md"]
read = [
  "/srv/mail/**", # the mail
  "/opt/x", # odd
  "/etc/hosts",
]
deny = ["**/*.key"]

[capabilities.network]
allow_egress = ["https://api.test/v1", "GET,POST https://api.test/v1/items/7"] # only this

[capabilities.tools."github.create_issue"]

[capabilities.exec]
allow = ["git status"]
`);
    expect(refused).toMatchObject([{ rule: "filesystem.deny[0]", request: read("/srv/mail/id.key") }]);
    expect(adds.filter(({ alsoAllows }) => alsoAllows !== null)).toEqual([]);
  });

  test("many files of a folder become a pattern, which says what else it opens", () => {
    const asked = ["a", "b", "c", "d"].map((name) => read(`/srv/data/${name}.csv`));
    const { adds } = applied(SPEC, asked);
    expect(adds).toEqual([
      {
        path: ["capabilities", "filesystem", "read"],
        entry: "/srv/data/*",
        alsoAllows: { op: "fs.read", path: "/srv/data/a" },
      },
    ]);
  });

  test("an approval is enough; a write brings its read along; one list leads to the next", () => {
    const asking = '[agent]\nname = "a"\n[capabilities.filesystem]\napprove = ["/a/**"]\n';
    expect(applied(asking, [write("/a/x")]).edits).toEqual([]);
    const { adds } = applied('[agent]\nname = "a"\n', [read("/a/x"), write("/a/x")]);
    expect(adds.map(({ path, entry }) => [path.at(-1), entry])).toEqual([["write", "/a/x"]]);
    const models = '[agent]\nname = "a"\ncapabilities.models.regions = ["us"]\n';
    const call: PolicyRequest = { op: "model.call", model: "m", region: "eu" };
    expect(applied(models.replace('[agent]\nname = "a"\n', 'agent.name = "a"\n'), [call]).text).toContain(
      'capabilities.models.allow = ["m"]',
    );
  });

  test("what no rule can allow is refused: private addresses, what is no request, what has no name", () => {
    const { edits, refused } = applied(SPEC, [
      get("http://169.254.169.254/latest"),
      get("ftp://x"),
      { op: "sql.query", database: "d", sql: "SELECT 1" },
      { op: "agent.spawn", name: "a*b" },
    ]);
    expect(edits).toEqual([]);
    expect(refused.map(({ rule }) => rule)).toEqual([null, null, null, null]);
  });

  test("never less denied, never a request left out without a word", { timeout: 600_000 }, () => {
    const bare =
      '[agent]\nname = "a"\n[capabilities]\nfilesystem = { deny = ["**/*.key"], write = ["/a/*"] }\n';
    fc.assert(
      fc.property(fc.constantFrom(SPEC, bare), fc.array(requests, { maxLength: 12 }), (text, asked) => {
        const result = applied(text, asked);
        const { relation, capabilities } = diff(programOf(text), programOf(result.text));
        expect(capabilities.flatMap(({ narrowings }) => narrowings)).toEqual([]);
        expect(["equal", "wider"]).toContain(relation);
        for (const { request } of result.refused) expect(verdict(result.text, request)).toBe("deny");
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) },
    );
  });
});

describe("generalise", () => {
  const of = (...paths: string[]) => generalise(paths, (segment) => segment);
  test("takes the cheapest patterns, never one right at the root", () => {
    expect(of("/a", "/b", "/c", "/d", "/e")).toEqual(["/a", "/b", "/c", "/d", "/e"]);
    expect(of("/d/a", "/d/b", "/d/c")).toEqual(["/d/a", "/d/b", "/d/c"]);
    expect(of("/d/a", "/d/b", "/d/c", "/d/e")).toEqual(["/d/*"]);
    const many = ["a", "b", "c"].flatMap((dir) =>
      ["1", "2", "3", "4"].map((file) => `/srv/d/${dir}/${file}`),
    );
    expect(of(...many)).toEqual(["/srv/d/**"]);
    expect(of(...many.map((path) => path.slice(6)))).toEqual(["/a/*", "/b/*", "/c/*"]);
  });
});
