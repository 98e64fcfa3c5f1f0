/**
 * Models: by name, by region, within budgets of tokens and dollars.
 *
 * Guarantees: when regions are listed, a call whose region is not stated is denied. A request whose cost is not
 * known yet charges nothing and is denied once the budget is used up; what it really cost is counted afterwards.
 */
import { parseNameGlob } from "../../spec/values";
import { allowed, deniedByDefault, malformed, withCharges } from "../decisions";
import { type LinkedLimit, linkBudget, meter } from "../limits";
import { escapeGlob } from "../match/glob";
import { NameMatcher } from "../match/name-matcher";
import { type Meters, MODEL_BUDGETS } from "../meters";
import type { ListedRule, Program } from "../program";
import { type Faults, type Rule, rulesOf } from "../rules";
import type { Charge, Decision, SuggestedRule } from "../types";

export interface ModelCall {
  readonly model: string;
  readonly region: string | undefined;
  readonly tokens: number | undefined;
  readonly cost: number | undefined;
}

export class Models {
  private readonly allow: NameList;
  private readonly regions: NameList;
  private readonly tokens: LinkedLimit | null;
  private readonly cost: LinkedLimit | null;

  constructor({ models }: Program, faults: Faults) {
    this.allow = new NameList("models.allow", models.allow, faults);
    this.regions = new NameList("models.regions", models.regions, faults);
    this.tokens = linkBudget(MODEL_BUDGETS.tokens, models.max_tokens, faults);
    this.cost = linkBudget(MODEL_BUDGETS.cost, models.max_cost_usd, faults);
  }

  decide({ model, region, tokens, cost }: ModelCall, meters: Meters): Decision {
    // A negative number would give back what others used.
    if (!isAmount(tokens) || !isAmount(cost))
      return malformed("its tokens or its cost are not a number of zero or more");
    const canonical: Record<string, unknown> = { op: "model.call", model };
    if (region !== undefined) canonical.region = region;
    if (tokens !== undefined) canonical.tokens = tokens;
    if (cost !== undefined) canonical.cost_usd = cost;
    const what = `Calling the model ${JSON.stringify(model.slice(0, 80))}`;
    const rule = this.allow.first(model);
    if (!rule) return deniedByDefault(what, canonical, entryFor("allow", model));
    if (this.regions.size > 0) {
      if (region === undefined) return deniedByDefault(`${what} in an unknown region`, canonical, null);
      const where = `${what} in the region ${JSON.stringify(region.slice(0, 80))}`;
      if (!this.regions.first(region)) return deniedByDefault(where, canonical, entryFor("regions", region));
    }
    const charges: Charge[] = [];
    const limited =
      meter(this.tokens, tokens ?? 0, meters, what, canonical, charges) ??
      meter(this.cost, cost ?? 0, meters, what, canonical, charges);
    return limited ?? withCharges(allowed(rule, what, canonical), charges);
  }
}

/** The entry that grants this name and no other; null for what no spec can write. */
function entryFor(list: "allow" | "regions", name: string): SuggestedRule | null {
  const add = escapeGlob(name);
  return parseNameGlob(add).ok ? { path: ["capabilities", "models", list], add } : null;
}

function isAmount(value: number | undefined): boolean {
  return value === undefined || (Number.isFinite(value) && value >= 0);
}

/** Patterns of names together with their rules. */
export class NameList {
  private readonly rules: readonly Rule[];
  private readonly matcher: NameMatcher;

  constructor(id: string, entries: readonly ListedRule[], faults: Faults, separator = "/") {
    this.rules = rulesOf(id, entries);
    this.matcher = new NameMatcher(separator);
    entries.forEach(([pattern], index) => {
      const fault = this.matcher.add(pattern, index);
      if (fault) faults.add(this.rules[index] as Rule, fault);
    });
  }

  get size(): number {
    return this.rules.length;
  }

  first(name: string): Rule | null {
    return this.rules[this.matcher.first(name)] ?? null;
  }
}
