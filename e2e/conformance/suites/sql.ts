/**
 * Labelled PostgreSQL statements against a read-only guard: what only reads is allowed, everything else is refused.
 * Reads that call functions which are not PostgreSQL's own have to be refused too: nobody has granted those.
 */
import { z } from "zod";
import { type Answer, loadReadOnlyGuard } from "../sql-guard";
import { defineSuite, type Miss } from "../suite";

const recordSchema = z.object({
  id: z.string(),
  sql: z.string(),
  class: z.enum(["read", "write", "dangerous", "session"]),
  only_builtin_funcs: z.boolean(),
  types: z.array(z.string()),
});
type SqlRecord = z.infer<typeof recordSchema>;
const fileSchema = z.object({ records: z.array(recordSchema) });

/**
 * What the labels overlook, for whole classes of reads. A refusal that fits none of them is wrong: above all that of a
 * function which is called in plain sight, which would be one that our lists forgot.
 */
function explanationOf({ sql, types }: SqlRecord, { wanted }: Answer): string | null {
  if (wanted === null) return null;
  const { name, effect } = wanted;
  if (effect !== null) return `It calls ${name}, which ${effect}: no list of tables bounds that.`;
  const foreign = `It calls ${name}, which is none of PostgreSQL's own functions`;
  if (types.includes("ExplainStmt"))
    return `${foreign}: the planner may evaluate it, and the label collects none there.`;
  if (isCalledIn(sql, name)) return null;
  return `${foreign}: behind (…). stands a call unless the value is a row, which no parser can know.`;
}

function isCalledIn(sql: string, name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return sql
    .toLowerCase()
    .split(last)
    .slice(1)
    .some((rest) => /^"?\s*\(/.test(rest));
}

export const suite = defineSuite({
  name: "statements against a read-only guard",
  reads: "samples/sql/statements.json",
  run: async ({ bytes }) => {
    const { records } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const guard = await loadReadOnlyGuard();
    let right = 0;
    const wrong: Miss[] = [];
    const explained: Record<string, string> = {};
    for (const record of records) {
      const answer = guard(record.sql);
      const isAllowed = record.class === "read" && record.only_builtin_funcs;
      if (answer.isAllowed === isAllowed) {
        right++;
        continue;
      }
      const expected = isAllowed ? "allow" : `deny (${record.class})`;
      wrong.push({ id: record.id, expected, got: answer.reason });
      const explanation = isAllowed ? explanationOf(record, answer) : null;
      if (explanation !== null) explained[record.id] = explanation;
    }
    return { right, wrong, explained };
  },
});
