/**
 * Records of what an agent asks for: one for every operation of the policy engine, written before its effect, and one
 * for the result, written after it. Requests are canonical: what is recorded is what is acted on.
 */
import { z } from "zod";
import { CODE_SOURCES, DECISION_CODES, type Op, VERDICTS } from "../../policy/types";
import { body, code, count, oneOf, text } from "./fields";

const one = z.strictObject({ path: text });
const two = z.strictObject({ path: text, to: text });

/**
 * The canonical request of each operation, as the engine gives it but for two things: arguments of tools and of
 * interfaces are payload, and costs are whole millionths of a dollar, because a log has no fractions.
 */
export const REQUESTS = {
  "fs.read": one,
  "fs.write": one,
  "fs.list": one,
  "fs.stat": one,
  "fs.delete": one,
  "fs.chmod": one,
  "fs.rename": two,
  "fs.link": two,
  "fs.copy": two,
  "fs.symlink": z.strictObject({ path: text, target: text }),
  "net.fetch": z.strictObject({ host: text, method: text, port: count, url: text }),
  "net.connect": z.strictObject({ host: text, port: count }),
  "exec.spawn": z.strictObject({ argv: z.array(text), cwd: text }),
  "exec.shell": z.strictObject({ command: text, cwd: text }),
  "tool.call": z.strictObject({ args: body.optional(), tool: text }),
  "api.call": z.strictObject({ api: text, args: body.optional(), scope: text }),
  "sql.query": z.strictObject({ database: text, sql: text }),
  "model.call": z.strictObject({
    cost_microusd: count.optional(),
    model: text,
    region: text.optional(),
    tokens: count.optional(),
  }),
  "secret.use": z.strictObject({ host: text, name: text }),
  "env.read": z.strictObject({ name: text }),
  "agent.spawn": z.strictObject({ name: text }),
  "code.load": z.strictObject({ how: oneOf(CODE_SOURCES), module: text.optional() }),
} as const satisfies Record<Op, z.ZodType>;

/** What every decision says, around the request of its operation. */
function decision<Request extends z.ZodType>(request: Request) {
  return z.strictObject({
    /** The record of the grant that it uses up. */
    approval: count.optional(),
    /** What is written, sent or asked: never the bytes. */
    body: body.optional(),
    /** Groups what belongs to one call of the agent, where several run at once. */
    call: text.optional(),
    code: oneOf(DECISION_CODES),
    /** Of the spec, from 1. */
    line: count.optional(),
    /** Why, in a sentence; where the code and the rule do not say it. */
    reason: text.optional(),
    /** Absent where there is no canonical form, or where it would not fit: then `request_body` stands for it. */
    request: request.optional(),
    request_body: body.optional(),
    /** Stable id such as `filesystem.deny[0]`. */
    rule: text.optional(),
    verdict: oneOf(VERDICTS),
  });
}

/** How it went. A decision without one is incomplete: the run ended in between. */
const outcome = z.strictObject({
  body: body.optional(),
  call: text.optional(),
  /** Exit code of a command, status of a response. */
  code: code.optional(),
  cost_microusd: count.optional(),
  /** What the agent is told, such as ENOENT. */
  error: text.optional(),
  ms: count.optional(),
  /** The record of the decision. */
  of: count,
  status: oneOf(["ok", "error", "cancelled", "timeout"]),
  tokens: count.optional(),
});

function decided<Name extends Op>(op: Name) {
  return z.strictObject({ type: z.literal(op), data: decision(REQUESTS[op]) });
}
function result<Name extends Op>(op: Name) {
  return z.strictObject({ type: z.literal(`${op}.result` as const), data: outcome });
}

export const DECISIONS = [
  decided("fs.read"),
  decided("fs.write"),
  decided("fs.list"),
  decided("fs.stat"),
  decided("fs.delete"),
  decided("fs.chmod"),
  decided("fs.rename"),
  decided("fs.link"),
  decided("fs.copy"),
  decided("fs.symlink"),
  decided("net.fetch"),
  decided("net.connect"),
  decided("exec.spawn"),
  decided("exec.shell"),
  decided("tool.call"),
  decided("api.call"),
  decided("sql.query"),
  decided("model.call"),
  decided("secret.use"),
  decided("env.read"),
  decided("agent.spawn"),
  decided("code.load"),
] as const;

export const RESULTS = [
  result("fs.read"),
  result("fs.write"),
  result("fs.list"),
  result("fs.stat"),
  result("fs.delete"),
  result("fs.chmod"),
  result("fs.rename"),
  result("fs.link"),
  result("fs.copy"),
  result("fs.symlink"),
  result("net.fetch"),
  result("net.connect"),
  result("exec.spawn"),
  result("exec.shell"),
  result("tool.call"),
  result("api.call"),
  result("sql.query"),
  result("model.call"),
  result("secret.use"),
  result("env.read"),
  result("agent.spawn"),
  result("code.load"),
] as const;
