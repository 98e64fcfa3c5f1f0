/**
 * Random specs and requests for the property tests. Alphabets are tiny on purpose: with few names, random requests
 * meet random rules often, and rules overlap.
 */
import fc from "fast-check";
import type { AgentSpec } from "../../spec/agent-spec";
import { agentSpecSchema } from "../../spec/agent-spec";
import type { PolicyRequest } from "../types";

const NAMES = ["a", "b", "ab", "a.key", "b.key", ".env", "a-b", "ä", "😀", "x[1]", "..."];
const GLOBS = [
  "*",
  "**",
  "a*",
  "*b",
  "*.key",
  "a*b",
  "?",
  "[a-b]",
  "[!a]",
  "*a*",
  "?*",
  "{a,b}",
  "{a,b}*",
  "\\*",
  "[.]*",
  "*😀",
];
const name = fc.constantFrom(...NAMES);
const segment = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom("a", "b", "ab", "a.key", "ä") },
  { weight: 3, arbitrary: fc.constantFrom(...GLOBS) },
);
const list = <Item>(item: fc.Arbitrary<Item>, maxLength = 4) => fc.array(item, { maxLength });

const pathPattern = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom("/", "**/"))
  .map(([segments, start]) => (segments.length === 0 ? "/" : start + segments.join("/")));
const path = fc
  .tuple(
    fc.constantFrom("/", "", "/../", "//", "./", "../"),
    fc.array(fc.oneof({ weight: 5, arbitrary: name }, fc.constantFrom(".", "..", "")), { maxLength: 5 }),
  )
  .map(([start, names]) => start + names.join("/"))
  .filter((text) => text !== "");
const cwd = fc.constantFrom(undefined, "/", "/a", "/a/b");

const HOSTS = ["a.test", "b.a.test", "c.b.a.test", "b.test", "10.0.0.1", "8.8.8.8", "localhost"];
const hostPattern = fc.constantFrom(...HOSTS, "*.a.test", "*.test", "*");
const port = fc.constantFrom("", ":80", ":443", ":8443");
const urlSegment = fc.constantFrom("v1", "a", "b", "*", "**", "a*", "{a,b}", "[ab]");
const egressPattern = fc
  .tuple(
    fc.constantFrom("", "", "GET ", "POST ", "GET,POST "),
    fc.constantFrom("https", "http"),
    hostPattern,
    port,
    fc.option(fc.array(urlSegment, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  )
  .map(
    ([methods, scheme, host, at, segments]) =>
      `${methods}${scheme}://${host}${at}${segments ? `/${segments.join("/")}` : ""}`,
  );
const url = fc
  .tuple(
    fc.constantFrom("https", "http", "HTTPS", "ws"),
    fc.constantFrom(...HOSTS, "A.test", "a.test.", "0x7f.1", "u@a.test"),
    port,
    fc.array(fc.constantFrom("v1", "a", "b", "ab", "..", "%2e%2e", "%2F", "%61", ";x", ""), { maxLength: 4 }),
    fc.constantFrom("", "?q=1", "#f", "/"),
  )
  .map(([scheme, host, at, segments, end]) => `${scheme}://${host}${at}/${segments.join("/")}${end}`);

const commandWord = fc.constantFrom("push", "log", "-f", "-C", "a", "*", "a*", "{push,log}");
const commandPattern = fc
  .tuple(fc.constantFrom("git", "make", "tool", "g*", "*"), fc.array(commandWord, { maxLength: 3 }))
  .map(([program, words]) => [program, ...words].join(" "));
const argv = fc
  .tuple(
    fc.constantFrom("git", "/bin/git", "./git", "make", "tool", "gx"),
    fc.array(fc.constantFrom("push", "log", "-f", "-C", "a", "ab", "--x=1"), { maxLength: 5 }),
  )
  .map(([program, words]) => [program, ...words]);

const models = fc.constantFrom("a", "b", "a/b", "ab", "c");
const modelPattern = fc.constantFrom("a", "a*", "*", "a/*", "?");

export const specs: fc.Arbitrary<AgentSpec> = fc
  .record({
    filesystem: fc.record({
      read: list(pathPattern),
      write: list(pathPattern),
      deny: list(pathPattern, 3),
      approve: list(pathPattern, 2),
    }),
    network: fc.record({
      allow_egress: list(egressPattern),
      approve_egress: list(egressPattern, 2),
      deny_egress: list(fc.oneof(egressPattern, fc.constant("*")), 2),
    }),
    exec: fc.record({
      allow: list(commandPattern),
      approve: list(commandPattern, 2),
      deny: list(commandPattern, 2),
      env: list(fc.constantFrom("A", "B"), 2),
    }),
    models: fc.record({ allow: list(modelPattern), regions: list(fc.constantFrom("eu", "us*"), 2) }),
    agents: fc.record({ spawn: list(modelPattern) }),
  })
  .map((capabilities) => agentSpecSchema.parse({ agent: { name: "random" }, capabilities }));

const two = fc.constantFrom("fs.rename", "fs.link", "fs.copy");
const one = fc.constantFrom("fs.read", "fs.write", "fs.list", "fs.stat", "fs.delete", "fs.chmod");
const withCwd = <Request extends object>(request: Request, folder: string | undefined) =>
  folder === undefined ? request : { ...request, cwd: folder };

export const requests: fc.Arbitrary<PolicyRequest> = fc.oneof(
  fc.tuple(one, path, cwd).map(([op, raw, folder]) => withCwd({ op, path: raw }, folder)),
  fc.tuple(two, path, path, cwd).map(([op, raw, to, folder]) => withCwd({ op, path: raw, to }, folder)),
  fc
    .tuple(path, path, cwd)
    .map(([raw, target, folder]) => withCwd({ op: "fs.symlink" as const, path: raw, target }, folder)),
  fc
    .tuple(fc.constantFrom("GET", "post", "PUT"), url)
    .map(([method, address]) => ({ op: "net.fetch" as const, method, url: address })),
  fc
    .tuple(fc.constantFrom(...HOSTS), fc.constantFrom(80, 443, 8443))
    .map(([host, at]) => ({ op: "net.connect" as const, host, port: at })),
  argv.map((words) => ({ op: "exec.spawn" as const, argv: words })),
  fc
    .tuple(models, fc.constantFrom(undefined, "eu", "us1", "asia"))
    .map(([model, region]) =>
      region === undefined
        ? { op: "model.call" as const, model }
        : { op: "model.call" as const, model, region },
    ),
  fc.constantFrom("A", "B", "C").map((variable) => ({ op: "env.read" as const, name: variable })),
  models.map((agent) => ({ op: "agent.spawn" as const, name: agent })),
  fc.constantFrom("eval", "function", "timer").map((how) => ({ op: "code.load" as const, how })),
  fc
    .constantFrom("node:vm", "vm", "./x.js", "left-pad", "data:text/javascript,1", "http://a.example/x.js")
    .map((module) => ({ op: "code.load" as const, how: "import" as const, module })),
);
