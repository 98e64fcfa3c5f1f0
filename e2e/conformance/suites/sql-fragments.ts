/**
 * Injection fragments, pasted into statements as careless code does. What then writes, is dangerous, is more than one
 * statement or none that PostgreSQL takes has to be refused. What stays a single read is for no parser to tell from
 * what was meant: either answer is right there. As a bound parameter every fragment is inert, so the template with a
 * parameter in its place has to be allowed.
 */
import { z } from "zod";
import { loadReadOnlyGuard } from "../sql-guard";
import { defineSuite, type Miss } from "../suite";

const compositeSchema = z.object({
  parses: z.boolean(),
  class: z.string().optional(),
  n: z.number().optional(),
});
const fileSchema = z.object({
  header: z.object({ templates: z.record(z.string(), z.string()) }),
  records: z.array(
    z.object({ id: z.string(), payload: z.string(), composite: z.record(z.string(), compositeSchema) }),
  ),
});

export const suite = defineSuite({
  name: "injection fragments against a read-only guard",
  reads: "samples/sql/fragments.json",
  run: async ({ bytes }) => {
    const { header, records } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const guard = await loadReadOnlyGuard();
    let right = 0;
    const wrong: Miss[] = [];
    const judge = (id: string, isRight: boolean, expected: string, got: string) => {
      if (isRight) right++;
      else wrong.push({ id, expected, got });
    };
    for (const [name, template] of Object.entries(header.templates)) {
      const bound = guard(template.replace(/'?<payload>'?/, "$1"));
      judge(`bound/${name}`, bound.isAllowed, "allow", bound.reason);
    }
    for (const { id, payload, composite } of records) {
      for (const [name, label] of Object.entries(composite)) {
        const template = header.templates[name];
        if (template === undefined) throw new Error(`there is no template ${name}`);
        const answer = guard(template.replace("<payload>", () => payload));
        const isBad = !label.parses || label.class !== "read" || (label.n ?? 1) > 1;
        judge(`${id}/${name}`, !isBad || !answer.isAllowed, "deny", answer.reason);
      }
    }
    return { right, wrong, explained: {} };
  },
});
