/**
 * One argument of a tool or API under two conditions. Values that show a difference are looked for among those that
 * the conditions themselves suggest, and tried on the engine's own checks; that there is none has to be proved.
 */
import { linkCondition } from "../conditions";
import { copyPlain } from "../copy";
import { GlobFault } from "../match/glob-fault";
import type { NamedCondition } from "../program";
import { implies } from "./implication";
import type { Part, Pick, Wanted } from "./product";
import { suggestedValues } from "./suggested-values";

export type Condition = NamedCondition["condition"];

export class ArgumentPart implements Part<unknown> {
  readonly name: string;
  private readonly old: Condition | undefined;
  private readonly new: Condition | undefined;
  /** Undefined stands for an argument that is not given. */
  private readonly values: readonly {
    readonly value: unknown;
    readonly old: boolean;
    readonly new: boolean;
  }[];

  constructor(name: string, old: Condition | undefined, after: Condition | undefined) {
    this.name = name;
    this.old = old;
    this.new = after;
    const [was, is] = [checkOf(old), checkOf(after)];
    this.values = suggestedValues([old, after].filter((each) => each !== undefined)).map((value) => {
      return { value, old: was(value), new: is(value) };
    });
  }

  pick(wanted: Wanted): Pick<unknown> {
    const found = this.values.find(
      (each) => (wanted.old ?? each.old) === each.old && (wanted.new ?? each.new) === each.new,
    );
    if (found) return { value: found.value };
    const isNone =
      (wanted.old === true && wanted.new === false && implies(this.old, this.new)) ||
      (wanted.new === true && wanted.old === false && implies(this.new, this.old));
    return isNone ? "none" : "unknown";
  }
}

function checkOf(condition: Condition | undefined): (value: unknown) => boolean {
  if (condition === undefined) return () => true;
  const check = linkCondition(condition);
  const isRequired = typeof condition === "object" && !Array.isArray(condition) && condition.required;
  return (value) => {
    if (check instanceof GlobFault) return false;
    if (value === undefined) return !isRequired;
    const plain = copyPlain(value);
    return plain !== undefined && check(plain) === null;
  };
}
