/** What is asked for by name: models and their regions, agents, variables of the environment, secrets. */
import { parseHostPattern } from "../../spec/values";
import { finishHost } from "../canonical/host";
import type { ListedRule, Program, SecretProgram } from "../program";
import { keyText } from "../rules";
import type { PolicyRequest } from "../types";
import { hostExamples } from "./hosts";
import { Comparison, type Judge } from "./judge";
import { grantedNames } from "./name-part";
import { compareProduct, only, type Part } from "./product";
import { sameList } from "./roles";
import type { CapabilityDiff } from "./types";

type ModelRequest = Extract<PolicyRequest, { op: "model.call" }>;

const ALWAYS = { old: "allow", new: "allow" } as const;

export function diffModels(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const comparison = new Comparison(judge, "models");
  if (sameList(old.models.allow, after.models.allow) && sameList(old.models.regions, after.models.regions)) {
    return comparison.result();
  }
  compareProduct(comparison, modelParts(old, after), ALWAYS, (values) => only(modelCall(values)));
  return comparison.result();
}

function modelParts(old: Program, after: Program): Part<string | undefined>[] {
  const region = grantedNames("region", regionsOf(old), regionsOf(after));
  return [grantedNames("model", old.models.allow, after.models.allow), withAbsent(region, old, after)];
}

function modelCall(values: ReadonlyMap<string, string | undefined>): ModelRequest {
  const region = values.get("region");
  const request = { op: "model.call", model: values.get("model") ?? "" } as const;
  return region === undefined ? request : { ...request, region };
}

/** A call that both policies grant as long as there is room. */
export function sharedModelCall(old: Program, after: Program): ModelRequest | "none" | "unknown" {
  const values = new Map<string, string | undefined>();
  for (const part of modelParts(old, after)) {
    const picked = part.pick({ old: true, new: true });
    if (typeof picked === "string") return picked;
    values.set(part.name, picked.value);
  }
  return modelCall(values);
}

/** No list of regions means every region. */
function regionsOf({ models }: Program): readonly ListedRule[] {
  return models.regions.length === 0 ? [["*", null]] : models.regions;
}

/** A call that does not say its region is granted where no regions are listed. */
function withAbsent(part: Part<string>, old: Program, after: Program): Part<string | undefined> {
  const [was, is] = [old.models.regions.length === 0, after.models.regions.length === 0];
  return {
    name: part.name,
    pick: (wanted) => {
      const isAbsentWanted = (wanted.old ?? was) === was && (wanted.new ?? is) === is;
      return isAbsentWanted ? { value: undefined } : part.pick(wanted);
    },
  };
}

export function diffAgents(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const comparison = new Comparison(judge, "agents");
  if (sameList(old.agents.spawn, after.agents.spawn)) return comparison.result();
  const parts = [grantedNames("agent", old.agents.spawn, after.agents.spawn)];
  compareProduct(comparison, parts, ALWAYS, (values) =>
    only({ op: "agent.spawn", name: values.get("agent") ?? "" }),
  );
  return comparison.result();
}

export function diffEnv(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const comparison = new Comparison(judge, "env");
  const [was, is] = [namesOf(old.exec.env), namesOf(after.exec.env)];
  const read = (name: string): { readonly request: PolicyRequest }[] => [
    { request: { op: "env.read", name } },
  ];
  for (const name of is) if (!was.has(name)) comparison.claim("wider", read(name));
  for (const name of was) if (!is.has(name)) comparison.claim("narrower", read(name));
  return comparison.result();
}

function namesOf(rules: readonly ListedRule[]): Set<string> {
  return new Set(rules.map(([name]) => name));
}

export function diffSecrets(judge: Judge, old: Program, after: Program): CapabilityDiff[] {
  const names = new Set([...old.secrets, ...after.secrets].map(({ name }) => name));
  return [...names].map((name) => {
    const named = (secret: SecretProgram) => secret.name === name;
    const [was, is] = [old.secrets.find(named)?.hosts ?? [], after.secrets.find(named)?.hosts ?? []];
    return diffSecret(judge, name, was, is);
  });
}

function diffSecret(
  judge: Judge,
  name: string,
  old: readonly ListedRule[],
  after: readonly ListedRule[],
): CapabilityDiff {
  const comparison = new Comparison(judge, `secrets.${keyText(name)}`);
  const patterns = [...old, ...after].map(([pattern]) => hostOf(pattern));
  for (const { host, patterns: covering } of hostExamples(patterns)) {
    const was = covering.some((index) => index < old.length);
    const is = covering.some((index) => index >= old.length);
    const candidates = [{ request: { op: "secret.use", name, host } as const }];
    if (was !== is) comparison.claim(is ? "wider" : "narrower", candidates);
  }
  return comparison.result();
}

function hostOf(pattern: string) {
  const parsed = parseHostPattern(pattern);
  if (!parsed.ok || parsed.value.kind === "any") return { pattern: { kind: "any" } as const, name: "" };
  const { value } = parsed;
  const name = finishHost(value.kind === "exact" ? value.host : value.suffix.slice(1));
  return { pattern: value, name: typeof name === "string" ? name : "" };
}
