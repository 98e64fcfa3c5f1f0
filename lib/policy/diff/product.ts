/**
 * Requests that are put together from independent parts (the model and its region, the arguments of a tool): the
 * policy grants a request exactly when it grants every part. Two policies differ on some request exactly when they
 * differ on some part and the rest can be granted.
 */
import type { PolicyRequest, Verdict } from "../types";
import { type Candidate, type Comparison, rankOf } from "./judge";

export type Pick<Value> = { readonly value: Value } | "none" | "unknown";
/** Which of the two policies must grant the part, and which must not; what is left out may be either. */
export interface Wanted {
  readonly old?: boolean;
  readonly new?: boolean;
}
export interface Part<Value> {
  readonly name: string;
  pick(wanted: Wanted): Pick<Value>;
}
/** What a policy answers when all parts are granted; "deny" when it grants nothing whatever the parts are. */
export interface Effects {
  readonly old: Verdict;
  readonly new: Verdict;
}
type Build<Value> = (values: ReadonlyMap<string, Value>) => Candidate | readonly Candidate[];

export function compareProduct<Value>(
  comparison: Comparison,
  parts: readonly Part<Value>[],
  effects: Effects,
  build: Build<Value>,
): void {
  compareOneWay(comparison, parts, effects, build, "new");
  compareOneWay(comparison, parts, effects, build, "old");
}

/** Requests that one side answers more permissively than the other. */
function compareOneWay<Value>(
  comparison: Comparison,
  parts: readonly Part<Value>[],
  effects: Effects,
  build: Build<Value>,
  side: "old" | "new",
): void {
  const other = side === "new" ? "old" : "new";
  const direction = side === "new" ? "wider" : "narrower";
  if (effects[side] === "deny") return;
  const claim = (values: ReadonlyMap<string, Value>) => {
    const built = build(values);
    comparison.claim(direction, "request" in built ? [built] : built);
  };
  const base = pickAll(comparison, parts, { [side]: true });
  if (base === null) return;
  if (effects[other] === "deny") {
    claim(base);
    return;
  }
  for (const part of parts) {
    const only = part.pick({ [side]: true, [other]: false });
    if (only === "unknown") comparison.giveUp(unknownPart(part.name));
    else if (only !== "none") claim(new Map([...base, [part.name, only.value]]));
  }
  if (rankOf(effects[side]) >= rankOf(effects[other])) return;
  const both = pickAll(comparison, parts, { old: true, new: true });
  if (both !== null) claim(both);
}

/** One value for each part; null when there is none for some. */
function pickAll<Value>(
  comparison: Comparison,
  parts: readonly Part<Value>[],
  wanted: Wanted,
): ReadonlyMap<string, Value> | null {
  const values = new Map<string, Value>();
  let unknown: string | null = null;
  for (const part of parts) {
    const picked = part.pick(wanted);
    if (picked === "none") return null;
    if (picked === "unknown") unknown ??= part.name;
    else values.set(part.name, picked.value);
  }
  if (unknown === null) return values;
  comparison.giveUp(unknownPart(unknown));
  return null;
}

function unknownPart(name: string): string {
  return `What the two policies allow as ${name} could not be compared.`;
}

export function only(request: PolicyRequest): Candidate {
  return { request };
}
