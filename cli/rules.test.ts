import { expect, test } from "vitest";
import { compile } from "../lib/policy/program";
import { load } from "../lib/spec/load";
import { Decider } from "./requests/decider";
import { rulesOfProgram } from "./rules";

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
  const named = decisions.map(({ rule, range }) => `${rule} ${range?.start.line}`);
  expect(named.toSorted()).toEqual(rules.map(({ id, line }) => `${id} ${line}`).toSorted());
});
