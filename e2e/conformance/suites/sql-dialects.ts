/**
 * Statements of other databases, read as PostgreSQL, which is the only dialect that is judged here: nothing that writes
 * or is dangerous may pass as a read. A read that PostgreSQL does not take may be refused, and that is explained.
 */
import { z } from "zod";
import { loadReadOnlyGuard } from "../sql-guard";
import { defineSuite, type Miss } from "../suite";

const fileSchema = z.object({
  records: z.array(z.object({ id: z.string(), dialect: z.string(), class: z.string(), sql: z.string() })),
});

export const suite = defineSuite({
  name: "other dialects against a read-only guard",
  reads: "samples/sql/other_dialects.json",
  run: async ({ bytes }) => {
    const { records } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const guard = await loadReadOnlyGuard();
    let right = 0;
    const wrong: Miss[] = [];
    const explained: Record<string, string> = {};
    for (const record of records) {
      const answer = guard(record.sql);
      const isRead = record.class === "read";
      if (answer.isAllowed === isRead) {
        right++;
        continue;
      }
      wrong.push({
        id: record.id,
        expected: isRead ? "allow" : `deny (${record.class})`,
        got: answer.reason,
      });
      if (!isRead) continue;
      if (answer.isUnread) {
        explained[record.id] = `It is written for ${record.dialect} and is no PostgreSQL: ${answer.reason}`;
      } else if (answer.wanted !== null) {
        explained[record.id] =
          `It calls ${answer.wanted.name}, a function of ${record.dialect} that PostgreSQL does not have.`;
      }
    }
    return { right, wrong, explained };
  },
});
