/** Guards: what is looked for, and what happens when it is found. Both lists are closed. */
import { type Parsed, parsed, quoted, refused } from "./parsed";

export const GUARD_ACTIONS = {
  pii: ["mask", "block", "warn"],
  secrets: ["mask", "block", "warn"],
  // An injection has no part that could be masked and leave the rest trustworthy.
  injection: ["block", "warn"],
  "masked-data": ["block", "warn"],
} as const;

export type GuardName = keyof typeof GUARD_ACTIONS;
export type GuardAction = "mask" | "block" | "warn";
export interface Guard {
  readonly name: GuardName;
  readonly action: GuardAction;
}

export const GUARDS: readonly string[] = Object.entries(GUARD_ACTIONS).flatMap(([name, actions]) =>
  actions.map((action) => `${name}:${action}`),
);

export function parseGuard(text: string): Parsed<Guard> {
  const [name = "", action, ...more] = text.length <= 64 ? text.split(":") : [];
  if (!isGuardName(name)) {
    return refused(`${quoted(name)} is not a guard; there are ${Object.keys(GUARD_ACTIONS).join(", ")}.`);
  }
  const actions: readonly GuardAction[] = GUARD_ACTIONS[name];
  if (action === undefined) {
    return refused(
      `${quoted(text)} does not say what happens; add one of :${actions.join(", :")}.`,
      `${name}:block`,
    );
  }
  const found = more.length === 0 ? actions.find((known) => known === action) : undefined;
  if (found === undefined) {
    return refused(`${quoted(text)} is not an action of the guard ${name}; there are ${actions.join(", ")}.`);
  }
  return parsed({ name, action: found });
}

function isGuardName(text: string): text is GuardName {
  return Object.hasOwn(GUARD_ACTIONS, text);
}
