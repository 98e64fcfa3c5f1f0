import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../spec";
import { applyFix } from "../../spec/diagnostics/apply-fix";
import { decide } from "../decide";
import { diff } from "../diff";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile, type Program } from "../program";
import { requests, specs } from "../testing/arbitraries";
import type { PolicyRequest } from "../types";
import { shrink } from "./shrink";

function programOf(text: string): Program {
  const { spec, source, diagnostics } = load(text);
  if (spec === null) throw new Error(`${diagnostics[0]?.message}\n${text}`);
  return compile(spec, source);
}
const verdict = (text: string, request: PolicyRequest) =>
  decide(link(programOf(text)), request, newMeters(0)).verdict;
const read = (path: string): PolicyRequest => ({ op: "fs.read", path });
const get = (url: string): PolicyRequest => ({ op: "net.fetch", method: "GET", url });
const run = (...argv: string[]): PolicyRequest => ({ op: "exec.spawn", argv });

const SPEC = `[agent]
name = "a"

[capabilities.filesystem]
read = [
  "/srv/mail/**", # the mail
  "/opt/x", # odd
]
deny = ["**/*.key"]

[capabilities.network]
allow_egress = ["https://api.test/v1"] # only this
`;

/** What a list of files becomes. */
function narrowed(section: string, asked: readonly PolicyRequest[]): readonly string[] {
  const text = `[agent]\nname = "a"\n[capabilities.${section}\n`;
  const result = shrink(text, asked);
  expect(applyFix(text, { title: "", edits: result.edits })).toBe(result.text);
  return result.narrowed.flatMap(({ entries }) => entries);
}

describe("shrink", () => {
  test("takes out what the run did not use, and leaves denials alone", () => {
    const { text, removed } = shrink(SPEC, [
      read("/srv/mail/1"),
      read("/srv/mail/2/3"),
      read("/srv/mail/x.key"),
    ]);
    expect(removed.map(({ rule }) => rule)).toEqual(["filesystem.read[1]", "network.allow_egress[0]"]);
    expect(text).toContain('read = [\n  "/srv/mail/1",\n  "/srv/mail/2/3", # the mail\n]');
    expect(text).toContain("allow_egress = [] # only this");
    expect(text).toContain('deny = ["**/*.key"]');
  });

  test("files: a folder, an extension where only that is granted, a single file", () => {
    const wide = 'filesystem]\nread = ["/workspace/**"]';
    expect(narrowed(wide, [read("/workspace/src/a.ts"), read("/workspace/src/b.ts")])).toEqual([
      "/workspace/src/*",
    ]);
    expect(narrowed(wide, [read("/workspace/a[1].ts")])).toEqual(["/workspace/a\\[1\\].ts"]);
    const typed = 'filesystem]\nread = ["/workspace/**/*.ts"]';
    expect(narrowed(typed, [read("/workspace/src/a.ts"), read("/workspace/src/b.ts")])).toEqual([
      "/workspace/src/*.ts",
    ]);
    // Narrow enough already, however it is written.
    expect(narrowed('filesystem]\nread = ["/w/{a,b}"]', [read("/w/a"), read("/w/b")])).toEqual([]);
    const written = 'filesystem]\nwrite = ["/workspace/**"]';
    expect(narrowed(written, [read("/workspace/in/a"), { op: "fs.write", path: "/workspace/out" }])).toEqual([
      "/workspace/in/a",
      "/workspace/out",
    ]);
  });

  test("addresses, commands, names", () => {
    const net = 'network]\nallow_egress = ["https://*.a.test"]';
    expect(narrowed(net, [get("https://x.a.test/v1/1"), get("https://x.a.test/v1/2")])).toEqual([
      "GET https://x.a.test/v1/*",
    ]);
    expect(narrowed('exec]\nallow = ["git *"]', [run("git", "status"), run("git", "log", "-p")])).toEqual([
      "git status",
      "git log *",
    ]);
    expect(narrowed('exec]\nallow = ["git log -p"]', [run("git", "log", "-p")])).toEqual([]);
    expect(narrowed('models]\nallow = ["*"]', [{ op: "model.call", model: "m" }])).toEqual(["m"]);
    expect(narrowed('api.g]\nscopes = ["*"]', [{ op: "api.call", api: "g", scope: "r" }])).toEqual(["r"]);
    const secret: PolicyRequest = { op: "secret.use", name: "S", host: "x.a.test" };
    expect(narrowed('secrets.S]\nhosts = ["*.a.test"]', [secret])).toEqual(["x.a.test"]);
    expect(narrowed('agents]\nspawn = ["a*"]', [{ op: "agent.spawn", name: "ab" }])).toEqual(["ab"]);
  });

  test("a word that is known only at run time keeps its grant", () => {
    const text = '[agent]\nname = "a"\n[capabilities.exec]\nallow = ["git *", "ls"]\n';
    const line: PolicyRequest = { op: "exec.shell", command: "ls; git log $x" };
    const result = shrink(text, [line]);
    expect(verdict(result.text, line)).toBe("allow");
    expect(result.narrowed).toMatchObject([{ rule: "exec.allow[0]", entries: ["git log *"] }]);
  });

  test("every verdict stays, nothing becomes wider, once is enough", { timeout: 600_000 }, () => {
    const wide = `[agent]\nname = "a"\n[capabilities.filesystem]\nread = ["/**", "/a/**"]\nwrite = ["/a/**", "/b/*"]
[capabilities.network]\nallow_egress = ["https://*", "https://a.test"]\n[capabilities.exec]\nallow = ["git", "*"]
[capabilities.models]\nallow = ["*"]\n[capabilities.agents]\nspawn = ["*"]\n`;
    const texts = fc.oneof(fc.constant(wide), specs.map(textOf));
    fc.assert(
      fc.property(texts, fc.array(requests, { maxLength: 12 }), (before, asked) => {
        const { text } = shrink(before, asked);
        for (const request of asked)
          expect({ request, verdict: verdict(text, request) }).toEqual({
            request,
            verdict: verdict(before, request),
          });
        const { relation, exact } = diff(programOf(before), programOf(text));
        expect({ relation, exact, text }).toEqual({
          relation: expect.stringMatching(/^(equal|narrower)$/),
          exact: true,
          text,
        });
        expect(shrink(text, asked).text).toBe(text);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
    );
  });
});

/** The lists of a spec as text, one entry a line. */
function textOf({ capabilities }: Parameters<typeof compile>[0]): string {
  const sections = (["filesystem", "network", "exec", "models", "agents"] as const).map((section) => {
    const lists = Object.entries(capabilities[section]).filter(([, value]) => Array.isArray(value));
    const lines = lists.map(
      ([name, list]) =>
        `${name} = [\n${(list as string[]).map((each) => `  ${JSON.stringify(each)},\n`).join("")}]`,
    );
    return `[capabilities.${section}]\n${lines.join("\n")}\n`;
  });
  return `[agent]\nname = "a"\n${sections.join("")}`;
}

test("a call whose arguments are not known uses its grant all the same", () => {
  const text =
    '[agent]\nname = "a"\n[capabilities.api.mail]\nscopes = ["read", "send"]\nto = { required = true }\n';
  const asked = [{ op: "api.call", api: "mail", scope: "send" } as const];
  expect(shrink(text, asked, { hidesArguments: true }).removed).toEqual([
    { rule: "api.mail.scopes[0]", pattern: "read" },
  ]);
});
