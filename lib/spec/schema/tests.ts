/** [[test]]: the tests of a policy live with it: one request, one expected verdict. */
import { z } from "zod";
import { CODE_SOURCES, type PolicyRequest, VERDICTS } from "../../policy/types";

const text = z.string().max(1_000_000);
const cwd = text.exactOptional();
const pathAlone = z.enum(["fs.read", "fs.write", "fs.list", "fs.stat", "fs.delete", "fs.chmod"]);

const requestSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: pathAlone, path: text, cwd }),
  z.strictObject({ op: z.enum(["fs.rename", "fs.link", "fs.copy"]), path: text, to: text, cwd }),
  z.strictObject({ op: z.literal("fs.symlink"), path: text, target: text, cwd }),
  z.strictObject({ op: z.literal("net.fetch"), method: text.exactOptional(), url: text }),
  z.strictObject({ op: z.literal("net.connect"), host: text, port: z.int() }),
  z.strictObject({ op: z.literal("exec.spawn"), argv: z.array(text).min(1), cwd }),
  z.strictObject({ op: z.literal("exec.shell"), command: text, cwd }),
  z.strictObject({ op: z.literal("tool.call"), tool: text, args: z.unknown().prefault({}) }),
  z.strictObject({ op: z.literal("api.call"), api: text, scope: text, args: z.unknown().exactOptional() }),
  z.strictObject({ op: z.literal("sql.query"), database: text, sql: text }),
  z.strictObject({
    op: z.literal("model.call"),
    model: text,
    region: text.exactOptional(),
    tokens: z.int().min(0).exactOptional(),
    cost_usd: z.number().min(0).exactOptional(),
  }),
  z.strictObject({ op: z.literal("secret.use"), name: text, host: text }),
  z.strictObject({ op: z.literal("env.read"), name: text }),
  z.strictObject({ op: z.literal("agent.spawn"), name: text }),
  z.strictObject({ op: z.literal("code.load"), how: z.enum(CODE_SOURCES), module: text.exactOptional() }),
]);

/** A test is decided as it stands: this line fails to compile when the vocabulary of the engine has moved on. */
const asRequest: z.ZodType<PolicyRequest> = requestSchema;
type UnknownOp = Exclude<PolicyRequest["op"], z.infer<typeof requestSchema>["op"]>;
/** No operation of the engine is missing here, for the same reason. */
export const NO_OP_IS_MISSING: [UnknownOp] extends [never] ? true : never = true;

/** A request that something else recorded: fields that the operation does not have are left out. Null for what is none. */
export function requestFrom(value: unknown): PolicyRequest | null {
  if (typeof value !== "object" || value === null || !("op" in value)) return null;
  const { op } = value;
  const shape = requestSchema.options.find((option) => option.shape.op._zod.values.has(op as never))?.shape;
  if (shape === undefined) return null;
  const fields = Object.entries(value).filter(([name]) => Object.hasOwn(shape, name));
  const parsed = asRequest.safeParse(Object.fromEntries(fields), { jitless: true });
  return parsed.success ? parsed.data : null;
}

export const testSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: "What the test shows, in words.", examples: ["cannot read keys"] }),
  request: asRequest.meta({
    description: "The request that is decided.",
    examples: [{ op: "fs.read", path: "/workspace/id.key" }],
  }),
  expect: z.enum(VERDICTS).meta({ description: "The verdict that must come out.", examples: ["deny"] }),
});
