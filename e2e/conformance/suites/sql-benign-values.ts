/** Harmless values that look a bit like SQL: inside a literal, escaped as they have to be, nothing may be refused. */
import { z } from "zod";
import { loadReadOnlyGuard } from "../sql-guard";
import { defineSuite, type Miss } from "../suite";

const fileSchema = z.object({ records: z.array(z.object({ id: z.string(), value: z.string() })) });

export const suite = defineSuite({
  name: "harmless values inside literals",
  reads: "samples/sql/benign_values.json",
  run: async ({ bytes }) => {
    const { records } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const guard = await loadReadOnlyGuard();
    const wrong: Miss[] = [];
    for (const { id, value } of records) {
      const literal = `'${value.replaceAll("'", "''")}'`;
      const answer = guard(`SELECT id, name FROM products WHERE name = ${literal} AND active`);
      if (!answer.isAllowed) wrong.push({ id, expected: "allow", got: answer.reason });
    }
    return { right: records.length - wrong.length, wrong, explained: {} };
  },
});
