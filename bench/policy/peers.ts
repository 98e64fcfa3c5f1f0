/** The peers, each as a function from a path to 1 or 0, prepared as its makers advise for speed. No Node here. */
import { Ability } from "@casl/ability";
import { newEnforcer, newModelFromString, StringAdapter } from "casbin";
import picomatch from "picomatch";
import type { Pattern, Workload } from "./workload";

export type Decider = (path: string) => number;

/** What all globs here need: dot files are files. */
const OPTIONS = { dot: true } as const;

/** The usual way: a list of compiled patterns, tried one after another. */
export function picomatchLinear({ allow, deny }: Workload): Decider {
  const denials = deny.map((pattern) => picomatch(pattern, OPTIONS));
  const grants = allow.map((pattern) => picomatch(pattern, OPTIONS));
  return (path) =>
    denials.some((matches) => matches(path)) ? 0 : grants.some((matches) => matches(path)) ? 1 : 0;
}

/** Its build for Node and its build for pages offer the same. */
export type CedarApi = Pick<
  typeof import("@cedar-policy/cedar-wasm/web"),
  "preparsePolicySet" | "statefulIsAuthorized"
>;

/** Policies parsed once and kept inside; each request crosses into WebAssembly as JSON. */
export function cedar(
  { preparsePolicySet, statefulIsAuthorized }: CedarApi,
  { rules, patterns }: Workload,
): Decider {
  const id = `rules-${rules}`;
  const texts = [
    ...patterns.allow.map(
      (pattern) => `permit(principal, action, resource) when { ${cedarCondition(pattern)} };`,
    ),
    ...patterns.deny.map(
      (pattern) => `forbid(principal, action, resource) when { ${cedarCondition(pattern)} };`,
    ),
  ];
  const parsed = preparsePolicySet(id, {
    staticPolicies: texts.join("\n"),
    templates: {},
    templateLinks: [],
  });
  if (parsed.type !== "success") throw new Error("the policies of cedar do not parse");
  const call = {
    principal: { type: "Agent", id: "bench" },
    action: { type: "Action", id: "read" },
    resource: { type: "File", id: "file" },
    preparsedPolicySetId: id,
    entities: [],
  };
  return (path) => {
    const answer = statefulIsAuthorized({ ...call, context: { path } });
    if (answer.type !== "success") throw new Error("cedar failed");
    return answer.response.decision === "allow" ? 1 : 0;
  };
}

/** `like` has one wildcard that crosses slashes: for these four kinds of patterns that says the same. */
function cedarCondition({ kind, text }: Pattern): string {
  if (kind === "file") return `context.path == "${text}"`;
  if (kind === "ending") return `context.path like "${text.slice("**/".length)}"`;
  const folder =
    kind === "below" ? text.slice(0, -"/**".length) : `*/${text.slice("**/".length, -"/**".length)}`;
  return `(context.path like "${folder}/*" || context.path like "${folder}")`;
}

const CASBIN_MODEL = `
[request_definition]
r = obj
[policy_definition]
p = obj, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = matches(r.obj, p.obj)
`;

/** Its own matcher would compile a pattern for each comparison; here each is compiled once. */
export async function casbin({ allow, deny }: Workload): Promise<(path: string) => Promise<number>> {
  const compiled = new Map([...allow, ...deny].map((pattern) => [pattern, picomatch(pattern, OPTIONS)]));
  const lines = [
    ...allow.map((pattern) => `p, ${pattern}, allow`),
    ...deny.map((pattern) => `p, ${pattern}, deny`),
  ];
  const enforcer = await newEnforcer(newModelFromString(CASBIN_MODEL), new StringAdapter(lines.join("\n")));
  enforcer.enableLog(false);
  await enforcer.addFunction(
    "matches",
    (path: string, pattern: string) => compiled.get(pattern)?.(path) ?? false,
  );
  return async (path) => ((await enforcer.enforce(path)) ? 1 : 0);
}

/** The last rule that matches decides, so denials stand last. */
export function casl({ allow, deny }: Workload): Decider {
  const rule = (pattern: string, inverted: boolean) => {
    return { action: "read", subject: "File" as const, conditions: { pattern }, inverted };
  };
  const ability = new Ability<[string, "File" | { path: string }], { pattern: string }>(
    [...allow.map((pattern) => rule(pattern, false)), ...deny.map((pattern) => rule(pattern, true))],
    {
      conditionsMatcher: ({ pattern }) => {
        const matches = picomatch(pattern, OPTIONS);
        return (file: object) => matches("path" in file ? String(file.path) : "");
      },
      detectSubjectType: () => "File",
    },
  );
  return (path) => (ability.can("read", { path }) ? 1 : 0);
}
