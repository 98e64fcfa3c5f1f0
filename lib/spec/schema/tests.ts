/** [[test]]: the tests of a policy live with it: one request, one expected verdict. */
import { z } from "zod";
import { type PolicyRequest, VERDICTS } from "../../policy/types";

const text = z.string().max(1_000_000);
const cwd = text.optional();
const pathAlone = z.enum(["fs.read", "fs.write", "fs.list", "fs.stat", "fs.delete", "fs.chmod"]);

const requestSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: pathAlone, path: text, cwd }),
  z.strictObject({ op: z.enum(["fs.rename", "fs.link", "fs.copy"]), path: text, to: text, cwd }),
  z.strictObject({ op: z.literal("fs.symlink"), path: text, target: text, cwd }),
  z.strictObject({ op: z.literal("net.fetch"), method: text.optional(), url: text }),
  z.strictObject({ op: z.literal("net.connect"), host: text, port: z.int() }),
  z.strictObject({ op: z.literal("exec.spawn"), argv: z.array(text).min(1), cwd }),
  z.strictObject({ op: z.literal("exec.shell"), command: text, cwd }),
  z.strictObject({ op: z.literal("tool.call"), tool: text, args: z.unknown().prefault({}) }),
  z.strictObject({ op: z.literal("api.call"), api: text, scope: text, args: z.unknown() }),
  z.strictObject({ op: z.literal("sql.query"), database: text, sql: text }),
  z.strictObject({
    op: z.literal("model.call"),
    model: text,
    region: text.optional(),
    tokens: z.int().min(0).optional(),
    cost_usd: z.number().min(0).optional(),
  }),
  z.strictObject({ op: z.literal("secret.use"), name: text, host: text }),
  z.strictObject({ op: z.literal("env.read"), name: text }),
  z.strictObject({ op: z.literal("agent.spawn"), name: text }),
]);

/** The schema and the vocabulary of the engine name the same operations; this line fails to compile otherwise. */
type Ops = z.infer<typeof requestSchema>["op"];
export const EVERY_OP_IS_KNOWN: [Ops] extends [PolicyRequest["op"]]
  ? [PolicyRequest["op"]] extends [Ops]
    ? true
    : never
  : never = true;

export const testSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: "What the test shows, in words.", examples: ["cannot read keys"] }),
  request: requestSchema.meta({
    description: "The request that is decided.",
    examples: [{ op: "fs.read", path: "/workspace/id.key" }],
  }),
  expect: z.enum(VERDICTS).meta({ description: "The verdict that must come out.", examples: ["deny"] }),
});
