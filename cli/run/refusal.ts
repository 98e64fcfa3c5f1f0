/** Why a run does not begin: a part of the spec that its driver does not enforce, or an agent that nobody may read. */
import { decide, type Engine, newMeters } from "../../lib/policy";
import { didYouMean } from "../../lib/spec/diagnostics/did-you-mean";
import { ALL_PARTS, enforcement, type Runtime, type SpecPart } from "../../lib/spec/enforcement";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { SpecFile } from "../spec-file";

export function partsFrom(lists: readonly string[]): SpecPart[] {
  const words = lists.flatMap((list) => list.split(",")).map((word) => word.trim());
  return words.map((word) => {
    const part = ALL_PARTS.find((name) => name === word);
    if (part !== undefined) return part;
    const meant = didYouMean(word, ALL_PARTS);
    const hint = meant === null ? `there are ${ALL_PARTS.join(", ")}.` : `did you mean ${meant}?`;
    throw new UsageError(`--accept does not know ${JSON.stringify(printable(word))}; ${hint}`);
  });
}

interface Start {
  readonly spec: SpecFile;
  readonly engine: Engine;
  readonly runtime: Runtime;
  readonly accepted: readonly SpecPart[];
  /** As the agent has it. */
  readonly entry: string;
}

/** What is wrong and what to do about it, or undefined when the run may begin. */
export function refusalOf({ spec, engine, runtime, accepted, entry }: Start): string | undefined {
  const { missing, refusal } = enforcement(spec.spec, runtime, accepted);
  if (refusal !== null) {
    const parts = missing.filter((part) => !accepted.includes(part)).join(",");
    return `${refusal}\nTo run without: --accept ${parts}`;
  }
  const { verdict, reason, range } = decide(engine, { op: "fs.read", path: entry }, newMeters(0));
  if (verdict === "allow") return undefined;
  const place = range === null ? "" : ` (${spec.name}:${range.start.line}:${range.start.column})`;
  const mend =
    range === null
      ? `Add "${entry}" to read under [capabilities.filesystem]; its code is a file like any other.`
      : "Take the agent's own file out of that rule.";
  return `The agent may not read its own file: ${printable(reason)}${place}\n${mend}`;
}
