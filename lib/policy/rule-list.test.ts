import { expect, test } from "vitest";
import { load } from "../spec/load";
import { EVERY_KEY_SPEC } from "../spec/testing/every-key";
import { Decider } from "./decider";
import { compile } from "./program";
import { rulesOfProgram } from "./rule-list";

const { spec, source } = load(`[agent]
name = "a"
[capabilities.filesystem]
read = ["/r/**"]
write = ["/w/**"]
deny = ["/d/**"]
approve = ["/w/a/**"]
[capabilities.network]
allow_egress = ["https://a.example.com"]
approve_egress = ["https://b.example.com"]
deny_egress = ["*", "https://c.example.com"]
[capabilities.exec]
allow = ["git"]
approve = ["npm"]
deny = ["curl"]
env = ["LANG"]
allow_dynamic_code = false
deny_dynamic_imports = ["node:vm"]
[capabilities.tools."t.x"]
args.a = ["1"]
[capabilities.tools.denied]
effect = "deny"
[capabilities.api.mail]
scopes = ["read"]
to = "me"
[capabilities.models]
allow = ["m"]
[capabilities.secrets.KEY]
hosts = ["a.example.com"]
[capabilities.agents]
spawn = ["child"]
`);

const REQUESTS = [
  { op: "fs.read", path: "/r/x" },
  { op: "fs.write", path: "/w/x" },
  { op: "fs.read", path: "/d/x" },
  { op: "fs.write", path: "/w/a/x" },
  { op: "net.fetch", url: "https://a.example.com/" },
  { op: "net.fetch", url: "https://b.example.com/" },
  { op: "net.fetch", url: "https://c.example.com/" },
  { op: "exec.spawn", argv: ["git", "x"] },
  { op: "exec.spawn", argv: ["npm", "x"] },
  { op: "exec.spawn", argv: ["curl", "x"] },
  { op: "env.read", name: "LANG" },
  { op: "code.load", how: "eval" },
  { op: "code.load", how: "import", module: "vm" },
  { op: "tool.call", tool: "t.x", args: { a: "1" } },
  { op: "tool.call", tool: "t.x", args: { a: "2" } },
  { op: "tool.call", tool: "denied", args: {} },
  { op: "api.call", api: "mail", scope: "read", args: { to: "me" } },
  { op: "api.call", api: "mail", scope: "read", args: { to: "you" } },
  { op: "model.call", model: "m" },
  { op: "secret.use", name: "KEY", host: "a.example.com" },
  { op: "agent.spawn", name: "child" },
];

test("the rules that can decide are the rules that decisions name, each with its line", () => {
  if (spec === null) throw new Error("the spec of this test is wrong");
  const program = compile(spec, source);
  const decider = new Decider(program, { independent: true });
  const decisions = REQUESTS.map((request) => decider.decide(request));
  const rules = rulesOfProgram(program).filter(({ decides }) => decides);
  const named = decisions.map(({ rule, range }) => `${rule} ${range?.start.line ?? null}`);
  expect(named.toSorted()).toEqual(rules.map(({ id, line }) => `${id} ${line}`).toSorted());
});

/** The offsets of everything in a program that has a place in the text. */
function offsetsIn(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  const isPosition =
    Array.isArray(value) && value.length === 6 && value.every((each) => typeof each === "number");
  return isPosition ? [Number(value[2])] : Object.values(value).flatMap(offsetsIn);
}

test("nothing of a program is left out", () => {
  const loaded = load(EVERY_KEY_SPEC);
  if (loaded.spec === null) throw new Error("the spec with every key is wrong");
  const program = compile(loaded.spec, loaded.source);
  const shown = new Set(rulesOfProgram(program).map(({ range }) => range?.start.offset));
  // Tables of names are shown by what they hold; a switch that is open forbids nothing.
  const { exec, api, sql, secrets } = program;
  const holders = [...api, ...sql, ...secrets, exec.allow_subprocess, exec.allow_dynamic_code];
  const known = new Set(holders.map(({ at }) => at?.[2]));
  const missing = offsetsIn(program).filter((offset) => !shown.has(offset) && !known.has(offset));
  expect(missing.map((offset) => loaded.source.text.slice(offset, offset + 40))).toEqual([]);
});
