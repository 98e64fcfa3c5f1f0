/**
 * Few patterns for many paths. What a pattern costs is what it would let through besides: a literal 1, `dir/*` 3,
 * `dir/**` 8 and, for each level that lies between the folder and the root, one less down to 5. The cheapest set is
 * taken; at equal cost the one that grants less.
 *
 * Guarantees: every path is covered. Neither wildcard ever stands right at the root, and `**` only below a folder
 * that is itself in a folder: `/srv/data/**` may come out, `/srv/**` does not.
 */
const STAR_COST = 3;
const TREE_COST = 8;
const TREE_COST_LEAST = 5;
const STAR_DEPTH = 1;
const TREE_DEPTH = 2;

interface Node {
  readonly children: Map<string, Node>;
  /** Whether a path ends here. */
  needed: boolean;
}
interface Plan {
  readonly cost: number;
  readonly patterns: readonly string[];
}

/** What `dir/*` costs where a rule is narrowed that lets more through today: two files of a folder are enough. */
export const NARROWING_STAR_COST = 1.5;

type Spell = (segment: string) => string;

/** `paths` are absolute and canonical; `spell` makes a pattern of a segment that matches it alone. */
export function generalise(paths: readonly string[], spell: Spell, starCost = STAR_COST): string[] {
  const root: Node = { children: new Map(), needed: false };
  for (const path of paths) {
    let node = root;
    for (const segment of path.split("/").filter((each) => each !== "")) {
      const child = node.children.get(segment) ?? { children: new Map(), needed: false };
      node.children.set(segment, child);
      node = child;
    }
    node.needed = true;
  }
  return [...planFor(root, "", 0, { spell, starCost }).patterns];
}

interface Manner {
  readonly spell: Spell;
  readonly starCost: number;
}

function planFor(node: Node, prefix: string, depth: number, manner: Manner): Plan {
  const own: Plan = node.needed ? { cost: 1, patterns: [prefix === "" ? "/" : prefix] } : NOTHING;
  const children = [...node.children].map(([segment, child]) => {
    const path = `${prefix}/${manner.spell(segment)}`;
    const whole = planFor(child, path, depth + 1, manner);
    // With `dir/*` in place a child only needs what lies below it.
    const below = child.needed ? planFor({ ...child, needed: false }, path, depth + 1, manner) : whole;
    return { whole, below, isLeaf: child.needed };
  });
  const plans = [together([own, ...children.map(({ whole }) => whole)])];
  if (depth >= STAR_DEPTH && children.filter(({ isLeaf }) => isLeaf).length > 1) {
    const star = { cost: manner.starCost, patterns: [`${prefix}/*`] };
    plans.push(together([own, star, ...children.map(({ below }) => below)]));
  }
  if (depth >= TREE_DEPTH && children.length > 0) {
    const cost = Math.max(TREE_COST_LEAST, TREE_COST - (depth - TREE_DEPTH));
    plans.push({ cost, patterns: [`${prefix}/**`] });
  }
  return plans.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
}

const NOTHING: Plan = { cost: 0, patterns: [] };

function together(plans: readonly Plan[]): Plan {
  return {
    cost: plans.reduce((sum, { cost }) => sum + cost, 0),
    patterns: plans.flatMap(({ patterns }) => patterns),
  };
}
