/**
 * Lists of name patterns (models, scopes, tables, agents): the first one that matches. Literals by hash, patterns one
 * after another. A lone `*` is every name; otherwise wildcards stay within the parts of a name.
 */

import { matchSequence, parseTextGlob, type Sequence, segmentBounds } from "./glob";
import { GlobFault } from "./glob-fault";

export class NameMatcher {
  private readonly literals = new Map<string, number>();
  private readonly patterns: { readonly rule: number; readonly sequences: readonly Sequence[] | null }[] = [];
  private readonly separator: string;

  constructor(separator = "/") {
    this.separator = separator;
  }

  /** Adds a pattern; answers why it is none. */
  add(pattern: string, rule: number): GlobFault | null {
    if (pattern === "*") {
      this.patterns.push({ rule, sequences: null });
      return null;
    }
    const sequences = parseTextGlob(pattern, this.separator);
    if (sequences instanceof GlobFault) return sequences;
    const literal = sequences.length === 1 ? literalOf(sequences[0] as Sequence, this.separator) : null;
    if (literal === null) this.patterns.push({ rule, sequences });
    else if (!this.literals.has(literal)) this.literals.set(literal, rule);
    return null;
  }

  /** The lowest rule whose pattern matches, or -1. */
  first(name: string): number {
    let best = this.literals.get(name) ?? -1;
    let bounds: number[] | null = null;
    for (const { rule, sequences } of this.patterns) {
      // Patterns stand in the order of their rules.
      if (best !== -1 && rule >= best) break;
      bounds ??= segmentBounds(name, this.separator);
      const limits = bounds;
      if (sequences === null || sequences.some((sequence) => matchSequence(sequence, name, limits))) {
        best = rule;
        break;
      }
    }
    return best;
  }
}

function literalOf(sequence: Sequence, separator: string): string | null {
  const parts: string[] = [];
  for (const segment of sequence) {
    if (segment === "**" || segment.literal === null) return null;
    parts.push(segment.literal);
  }
  return parts.join(separator);
}
