/**
 * Which parts of the language each runtime enforces. A run whose spec asks for a part that its runtime does not
 * enforce is refused with a sentence, unless the caller accepts that part by name: a rule that nobody holds anyone to
 * is worse than none, because people rely on it.
 *
 * Guarantees: a part that the table does not name as enforced counts as not enforced; a part of the language that
 * nobody has put into the table cannot be asked for, because a test holds the table against the definition.
 */
import type { AgentSpec } from "./agent-spec";
import { ALL_PARTS, PARTS, type SpecPart } from "./enforcement-parts";

export { ALL_PARTS, PARTS, type SpecPart } from "./enforcement-parts";

/** `evaluate` decides requests in the command line and in continuous integration; nothing is run. */
export const RUNTIMES = ["embedded", "webcontainer", "node", "evaluate"] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** What is decided, recorded and carried out by the host: the same for every driver whose machine reaches nothing by itself. */
const BY_THE_HOST: readonly SpecPart[] = [
  "filesystem",
  "network",
  "exec",
  "env",
  "dynamic-code",
  "tools",
  "apis",
  "models",
  "agents",
  "approvals",
  "second-person",
  "limits",
];

/**
 * What holds today. A driver that gains a part adds it here, together with the tests that show that it holds; until
 * then a run on it needs every part accepted by name.
 */
export const ENFORCED: Readonly<Record<Runtime, ReadonlySet<SpecPart>>> = {
  embedded: new Set<SpecPart>([...BY_THE_HOST, "checkpoints"]),
  webcontainer: new Set<SpecPart>(),
  node: new Set<SpecPart>(BY_THE_HOST),
  // Deciding is all there is to do, and the engine decides every part; nothing else is promised.
  evaluate: new Set<SpecPart>(ALL_PARTS),
};

export interface EnforcementReport {
  readonly enforced: readonly SpecPart[];
  readonly missing: readonly SpecPart[];
  /** Null when the run may start. */
  readonly refusal: string | null;
}

/** What of a spec a runtime enforces. `accepted` names the parts that the caller does without. */
export function enforcement(
  spec: AgentSpec,
  runtime: Runtime,
  accepted: readonly SpecPart[] = [],
): EnforcementReport {
  const asked = askedParts(spec);
  const enforced = asked.filter((part) => ENFORCED[runtime].has(part));
  const missing = asked.filter((part) => !ENFORCED[runtime].has(part));
  const open = missing.filter((part) => !accepted.includes(part));
  return { enforced, missing, refusal: open.length === 0 ? null : refuse(runtime, open) };
}

export function askedParts(spec: AgentSpec): readonly SpecPart[] {
  return ALL_PARTS.filter((part) => PARTS[part].asked(spec));
}

function refuse(runtime: Runtime, parts: readonly SpecPart[]): string {
  const names = parts.map((part) => PARTS[part].label);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `The runtime ${runtime} does not enforce ${list} yet; remove what the spec says about it, or accept running without: ${parts.join(", ")}.`;
}
