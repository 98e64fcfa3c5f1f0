/**
 * Conditions on the arguments of tools and APIs: patterns that others cover, values that the same condition refuses,
 * and tools that no arguments satisfy.
 */
import { VALUES } from "../automata/glob-space";
import { linkCondition } from "../conditions";
import { copyPlain } from "../copy";
import { nameSequences } from "../diff/name-part";
import { GlobFault } from "../match/glob-fault";
import type { NamedCondition, Program } from "../program";
import { keyText } from "../rules";
import { sequenceCombinations } from "./combinations";
import { type Finding, findingsIn } from "./findings";
import { entries, type LintRule, type RuleGroup } from "./rule-group";

type Condition = NamedCondition["condition"];

interface Owner {
  readonly id: string;
  readonly path: readonly string[];
  /** The tool itself; of an API null, because its scopes are its rules. */
  readonly rule: LintRule | null;
  readonly conditions: readonly NamedCondition[];
}

export function conditionFindings({ tools, api }: Program): Finding[] {
  const owners: Owner[] = [
    // What is denied whatever its arguments are has been told already.
    ...tools
      .filter(({ effect }) => effect !== "deny")
      .map(({ name, at, conditions }) => {
        const id = `tools.${keyText(name)}`;
        const path = ["capabilities", "tools"];
        const rule = { id, pattern: name, at, list: "", path, index: name, role: "allow" } as const;
        return { id: `${id}.args`, path: [...path, name, "args"], rule, conditions };
      }),
    ...api
      .filter(({ scopes }) => scopes.length > 0)
      .map(({ name, conditions }) => {
        return { id: `api.${keyText(name)}`, path: ["capabilities", "api", name], rule: null, conditions };
      }),
  ];
  return owners.flatMap((owner) => owner.conditions.flatMap((each) => findingsOn(each, owner)));
}

function findingsOn({ name, condition, at }: NamedCondition, owner: Owner): Finding[] {
  const id = `${owner.id}.${keyText(name)}`;
  const path = [...owner.path, name];
  if (Array.isArray(condition)) return findingsIn(globGroup(id, path, condition, at));
  if (typeof condition !== "object") return [];
  const values = condition.one_of ?? [];
  const rules = entries(
    `${id}.one_of`,
    [...path, "one_of"],
    values.map((value) => [String(value), at]),
    "allow",
  );
  const found = rules.flatMap((rule, index): Finding[] => {
    const value = values[index];
    if (values.indexOf(value as string) < index) {
      return [
        {
          code: "ADS062",
          rule,
          message: `${id}.one_of[${index}] says nothing new: the value stands before it.`,
        },
      ];
    }
    if (isMet(condition, value)) return [];
    return [
      {
        code: "ADS060",
        rule,
        message: `${id}.one_of[${index}] never decides: the same condition refuses the value.`,
      },
    ];
  });
  const named = condition.equals === undefined ? condition.one_of : [condition.equals];
  const isHopeless = named !== undefined && !named.some((value) => isMet(condition, value));
  if (isHopeless && condition.required && owner.rule !== null) {
    const message = `${owner.rule.id} never grants anything: it needs the argument ${JSON.stringify(name)}, and no value meets the condition on that.`;
    return [{ code: "ADS060", rule: owner.rule, message }];
  }
  return found;
}

function isMet(condition: Condition, value: unknown): boolean {
  const check = linkCondition(condition);
  const plain = copyPlain(value);
  return !(check instanceof GlobFault) && plain !== undefined && check(plain) === null;
}

function globGroup(
  id: string,
  path: readonly string[],
  patterns: readonly string[],
  at: NamedCondition["at"],
): RuleGroup {
  const rules = entries(
    id,
    path,
    patterns.map((pattern) => [pattern, at]),
    "allow",
  );
  // The empty pattern is the empty text alone.
  const sequences = patterns.map((pattern) => (pattern === "" ? [[]] : nameSequences(pattern)));
  return { rules, coveredBy: {}, combinations: () => sequenceCombinations(sequences, VALUES) };
}
