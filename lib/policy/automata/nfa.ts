/**
 * Several regular languages as one nondeterministic automaton (Thompson's construction): reading a text once tells
 * which of them contain it. The size is linear in the patterns, the time linear in text times size; there is no
 * backtracking to provoke.
 */
import type { CharSet } from "./char-set";
import type { Regular } from "./regular";

export interface Nfa {
  /** Per state: where it leads without reading anything. */
  readonly silent: readonly (readonly number[])[];
  /** Per state: where it leads on reading a character of a set. */
  readonly moves: readonly (readonly Move[])[];
  readonly starts: readonly number[];
  /** For each language the state in which it has been read to its end. */
  readonly accepts: readonly number[];
  /** Per state: the language that it belongs to. */
  readonly languageOf: readonly number[];
}
export interface Move {
  readonly set: CharSet;
  readonly to: number;
}

export function buildNfa(languages: readonly Regular[]): Nfa {
  const silent: number[][] = [];
  const moves: Move[][] = [];
  const languageOf: number[] = [];
  let current = 0;
  const state = (): number => {
    silent.push([]);
    languageOf.push(current);
    return moves.push([]) - 1;
  };
  /** Adds the states of `part` behind `from`; returns the one behind it. */
  const add = (part: Regular, from: number): number => {
    switch (part.kind) {
      case "chars": {
        const to = state();
        moves[from]?.push({ set: part.set, to });
        return to;
      }
      case "seq":
        return part.parts.reduce((at, next) => add(next, at), from);
      case "alt": {
        const to = state();
        for (const option of part.options) {
          const entry = state();
          silent[from]?.push(entry);
          silent[add(option, entry)]?.push(to);
        }
        return to;
      }
      case "star": {
        const loop = state();
        silent[from]?.push(loop);
        silent[add(part.inner, loop)]?.push(loop);
        // A state of its own behind the loop: what follows must not become part of it.
        const to = state();
        silent[loop]?.push(to);
        return to;
      }
    }
  };
  const starts: number[] = [];
  const accepts: number[] = [];
  for (const [index, language] of languages.entries()) {
    current = index;
    const start = state();
    starts.push(start);
    accepts.push(add(language, start));
  }
  return { silent, moves, starts, accepts, languageOf };
}

/**
 * For each state the ones that it reaches silently, as far as they matter: those that read something and those in
 * which a language has been read to its end.
 */
export function reachable(nfa: Nfa): readonly (readonly number[])[] {
  const ends = new Set(nfa.accepts);
  const matters = (state: number) => ends.has(state) || (nfa.moves[state]?.length ?? 0) > 0;
  return nfa.silent.map((_, state) => {
    const seen = new Set([state]);
    for (const at of seen) for (const next of nfa.silent[at] ?? []) seen.add(next);
    return [...seen].filter(matters);
  });
}
