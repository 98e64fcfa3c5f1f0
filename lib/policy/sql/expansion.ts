/**
 * Statements that are small as text and huge as a tree. In `UPDATE t SET (a, b, c) = (SELECT …)` the tree holds the
 * SELECT once for every column; with such an UPDATE inside the SELECT it doubles or worse at every level, and 2,000
 * characters come out as gigabytes. The parser cannot be interrupted, so this is counted before it starts.
 *
 * Guarantees: linear in the tokens; never below the number of times that the tree holds a token. It may be above.
 */
import type { Token } from "./tokens";

export const EXPANDED_TOKENS_LIMIT = 100_000;

/** Without these two words, whose letters cannot be written in another way, there is no such clause. */
export function mayExpand(sql: string): boolean {
  const lower = sql.toLowerCase();
  return lower.includes("update") && lower.includes("set");
}

interface Level {
  /** How often the tree holds what stands here; grows behind the `=` of such a clause, up to the next comma. */
  base: number;
  factor: number;
  commas: number;
  /** Whether a list of columns may stand here: the bracket follows SET or a comma. */
  readonly mayBeColumns: boolean;
}

export function expandedSize(tokens: readonly Token[]): number {
  const code = tokens.filter(({ kind }) => kind !== "comment");
  const levels: Level[] = [];
  let level: Level = { base: 1, factor: 1, commas: 0, mayBeColumns: false };
  let size = 0;
  code.forEach(({ text }, index) => {
    if (text === "(" || text === "[") {
      const before = code[index - 1]?.text.toLowerCase();
      levels.push(level);
      level = {
        base: level.factor,
        factor: level.factor,
        commas: 0,
        mayBeColumns: text === "(" && (before === "set" || before === ","),
      };
    } else if (text === ")" || text === "]") {
      const columns = level.mayBeColumns && code[index + 1]?.text === "=" ? level.commas + 1 : 1;
      level = levels.pop() ?? { base: 1, factor: 1, commas: 0, mayBeColumns: false };
      level.factor *= columns;
    } else if (text === ",") {
      level.commas++;
      level.factor = level.base;
    } else if (text === ";" && levels.length === 0) {
      level = { base: 1, factor: 1, commas: 0, mayBeColumns: false };
    }
    size += level.factor;
  });
  return size;
}
