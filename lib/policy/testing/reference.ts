/**
 * The policy by its description, for comparison with the engine: every rule is tried, in order, on the canonical
 * request. Shares the canonicalisers with the engine (they have tests of their own) and nothing of the matching.
 */
import type { AgentSpec } from "../../spec/agent-spec";
import { addressClass, localNameClass } from "../canonical/address";
import { type Word, word } from "../canonical/command";
import { canonicalHost } from "../canonical/host";
import { canonicalPath, parentPath } from "../canonical/path";
import { canonicalUrl } from "../canonical/url";
import type { PolicyRequest, Verdict } from "../types";
import { matchesGlob, partsOf } from "./reference-glob";

export interface Answer {
  readonly verdict: Verdict;
  readonly rule: string | null;
}

const DENIED: Answer = { verdict: "deny", rule: null };

export function reference(spec: AgentSpec, request: PolicyRequest): Answer {
  switch (request.op) {
    case "fs.read":
    case "fs.list":
    case "fs.stat":
      return file(spec, request.path, request.cwd, "read");
    case "fs.write":
    case "fs.delete":
    case "fs.chmod":
      return file(spec, request.path, request.cwd, "write");
    case "fs.rename":
    case "fs.link":
      return stronger(
        file(spec, request.path, request.cwd, "write"),
        file(spec, request.to, request.cwd, "write"),
      );
    case "fs.copy":
      return stronger(
        file(spec, request.path, request.cwd, "read"),
        file(spec, request.to, request.cwd, "write"),
      );
    case "fs.symlink": {
      const link = canonicalPath(request.path, request.cwd);
      if (typeof link !== "string") return DENIED;
      return stronger(file(spec, link, "/", "write"), file(spec, request.target, parentPath(link), "read"));
    }
    case "net.fetch":
      return fetched(spec, request.method ?? "GET", request.url);
    case "net.connect":
      return connected(spec, request.host, request.port);
    case "exec.spawn":
      return command(spec, request.argv.map(word));
    case "model.call":
      return model(spec, request.model, request.region);
    case "env.read":
      return byName(spec.capabilities.exec.env, "exec.env", (each) => each === request.name);
    case "code.load":
      return code(spec, request.how, request.module);
    case "agent.spawn":
      return byName(spec.capabilities.agents.spawn, "agents.spawn", (each) =>
        nameMatches(each, request.name),
      );
    default:
      throw new Error(`the reference does not know ${request.op}`);
  }
}

/** Of two parts of a request the stronger verdict; of equal ones the first. */
function stronger(first: Answer, second: Answer): Answer {
  const order = ["allow", "sanitize", "approve", "deny"];
  return order.indexOf(second.verdict) > order.indexOf(first.verdict) ? second : first;
}

type Test = (pattern: string) => boolean;

/** The first rule of a list that the test holds for. */
function firstOf(patterns: readonly string[], list: string, test: Test): string | null {
  const index = patterns.findIndex(test);
  return index === -1 ? null : `${list}[${index}]`;
}

function byName(patterns: readonly string[], list: string, test: Test): Answer {
  const rule = firstOf(patterns, list, test);
  return rule === null ? DENIED : { verdict: "allow", rule };
}

function code({ capabilities: { exec } }: AgentSpec, how: string, module = ""): Answer {
  const names = [module, module.replace(/^node:/, ""), `node:${module.replace(/^node:/, "")}`];
  for (const name of how === "import" ? names : []) {
    const rule = firstOf(exec.deny_dynamic_imports, "exec.deny_dynamic_imports", (each) =>
      nameMatches(each, name),
    );
    if (rule !== null) return { verdict: "deny", rule };
  }
  const isFile = how === "import" && !/^(data|https?|blob):/.test(module);
  if (isFile) return { verdict: "allow", rule: null };
  return { verdict: exec.allow_dynamic_code ? "allow" : "deny", rule: "exec.allow_dynamic_code" };
}

/** Deny, then approve, then the lists that grant, in the order given. */
function layered(layers: readonly (readonly [Verdict, readonly string[], string, Test])[]): Answer {
  for (const [verdict, patterns, list, test] of layers) {
    const rule = firstOf(patterns, list, test);
    if (rule !== null) return { verdict, rule };
  }
  return DENIED;
}

function file(spec: AgentSpec, raw: string, cwd: string | undefined, access: "read" | "write"): Answer {
  const path = canonicalPath(raw, cwd);
  if (typeof path !== "string") return DENIED;
  const { deny, approve, read, write } = spec.capabilities.filesystem;
  const test: Test = (pattern) => matchesGlob(pattern, partsOf(path));
  return layered([
    ["deny", deny, "filesystem.deny", test],
    ["approve", access === "write" ? approve : [], "filesystem.approve", test],
    ["allow", access === "read" ? read : [], "filesystem.read", test],
    ["allow", write, "filesystem.write", test],
  ]);
}

interface EgressParts {
  readonly methods: readonly string[] | null;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string | null;
}

/** `[METHOD[,METHOD] ]scheme://host[:port][/path]`, taken apart by its punctuation. */
function egressParts(pattern: string): EgressParts {
  const [first = "", second] = pattern.split(" ");
  const url = second ?? first;
  const [scheme = "", rest = ""] = url.split("://");
  const slash = rest.indexOf("/");
  const authority = slash === -1 ? rest : rest.slice(0, slash);
  const [host = "", port] = authority.split(":");
  const path = slash === -1 ? null : rest.slice(slash);
  const defaultPort = scheme === "http" ? 80 : 443;
  const methods = second === undefined ? null : first.split(",");
  return { methods, scheme, host, port: port === undefined ? defaultPort : Number(port), path };
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern === "*") return true;
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : pattern === host;
}

function network(spec: AgentSpec, host: string, wide: Test, narrow: Test): Answer {
  const { deny_egress, approve_egress, allow_egress } = spec.capabilities.network;
  const isPublic = (addressClass(host) ?? localNameClass(host) ?? "public") === "public";
  const named =
    (test: Test): Test =>
    (pattern) =>
      test(pattern) && (isPublic || egressParts(pattern).host === host);
  return layered([
    ["deny", deny_egress, "network.deny_egress", (pattern) => pattern !== "*" && wide(pattern)],
    ["approve", approve_egress, "network.approve_egress", named(wide)],
    ["allow", allow_egress, "network.allow_egress", named(narrow)],
  ]);
}

function fetched(spec: AgentSpec, method: string, raw: string): Answer {
  const url = canonicalUrl(raw);
  if (!("host" in url)) return DENIED;
  const test =
    (isGrant: boolean): Test =>
    (pattern) => {
      const { methods, scheme, host, port, path } = egressParts(pattern);
      if (scheme !== url.scheme || port !== url.port || !hostMatches(host, url.host)) return false;
      if (methods !== null && !methods.includes(method.toUpperCase())) return false;
      if (path === null) return true;
      return url.path.ambiguous !== null ? !isGrant : matchesGlob(path, partsOf(url.path.path));
    };
  return network(spec, url.host, test(false), test(true));
}

function connected(spec: AgentSpec, raw: string, port: number): Answer {
  const host = canonicalHost(raw);
  if (typeof host !== "string") return DENIED;
  const fits: Test = (pattern) =>
    egressParts(pattern).port === port && hostMatches(egressParts(pattern).host, host);
  const whole: Test = (pattern) =>
    egressParts(pattern).path === null && egressParts(pattern).methods === null;
  return network(spec, host, fits, (pattern) => fits(pattern) && whole(pattern));
}

/** One invocation without wrappers; the tests make no others. */
function command(spec: AgentSpec, words: readonly Word[]): Answer {
  const { deny, approve, allow } = spec.capabilities.exec;
  const [program = "", ...rest] = words.map(({ text }) => text);
  const base = program.slice(program.lastIndexOf("/") + 1);
  const wide: Test = (pattern) => {
    const [name = "", ...args] = pattern.split(" ");
    const wanted = args.at(-1) === "*" ? args.slice(0, -1) : args;
    return wordMatches(name, base) && meets(wanted, rest, false);
  };
  const narrow: Test = (pattern) => {
    const [name = "", ...args] = pattern.split(" ");
    if (!wordMatches(name, program)) return false;
    if (args.length === 0) return true;
    const isOpen = args.at(-1) === "*";
    const wanted = isOpen ? args.slice(0, -1) : args;
    if (rest.length < wanted.length || (!isOpen && rest.length > wanted.length)) return false;
    return wanted.every((each, index) => wordMatches(each, rest[index] as string));
  };
  return layered([
    ["deny", deny, "exec.deny", wide],
    ["approve", approve, "exec.approve", wide],
    ["allow", allow, "exec.allow", narrow],
  ]);
}

/** The wanted words occur in order; between them only options stand, each perhaps with a value. */
function meets(wanted: readonly string[], given: readonly string[], afterOption: boolean): boolean {
  if (wanted.length === 0) return true;
  const [first, ...others] = given;
  if (first === undefined) return false;
  if (wordMatches(wanted[0] as string, first) && meets(wanted.slice(1), others, false)) return true;
  if (first.startsWith("-") && meets(wanted, others, true)) return true;
  return afterOption && meets(wanted, others, false);
}

function wordMatches(pattern: string, text: string): boolean {
  return pattern === "*" || matchesGlob(pattern, text.split("/"));
}

function nameMatches(pattern: string, name: string): boolean {
  return pattern === "*" || matchesGlob(pattern, name.split("/"));
}

function model(spec: AgentSpec, name: string, region: string | undefined): Answer {
  const { allow, regions } = spec.capabilities.models;
  if (regions.length > 0 && (region === undefined || !regions.some((each) => nameMatches(each, region))))
    return DENIED;
  return byName(allow, "models.allow", (each) => nameMatches(each, name));
}
