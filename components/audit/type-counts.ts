/** What an agent did, by kind: out of the counts of a log, the decisions in rows and everything else in one. */
import { VERDICTS } from "@/lib/policy/types";

export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface TypeRow {
  readonly type: string;
  readonly all: number;
  readonly by: Readonly<Record<(typeof VERDICTS)[number], number>>;
}

export interface TypeTable {
  /** The refused first, then the most frequent. */
  readonly rows: readonly TypeRow[];
  /** Results, outputs and the ends of the session. */
  readonly others: number;
}

export function tableOf(counts: Counts): TypeTable {
  const rows: TypeRow[] = [];
  let others = 0;
  for (const [type, by] of Object.entries(counts)) {
    const decided = Object.fromEntries(
      VERDICTS.map((verdict) => [verdict, by[verdict] ?? 0]),
    ) as TypeRow["by"];
    const all = Object.values(decided).reduce((sum, count) => sum + count, 0);
    if (all > 0) rows.push({ type, all, by: decided });
    others += Object.values(by).reduce((sum, count) => sum + count, 0) - all;
  }
  rows.sort((a, b) => b.by.deny - a.by.deny || b.all - a.all || (a.type < b.type ? -1 : 1));
  return { rows, others };
}
