import { expect, test } from "vitest";
import { compile, type PolicyRequest } from "../policy";
import { load } from "../spec";
import { conditionsOf } from "./hidden-arguments";
import type { Was } from "./recorded-run";

function program(args: string) {
  const { spec, source } = load(`[agent]\nname = "a"\n[capabilities.tools.pay]\neffect = "allow"\n${args}\n`);
  if (!spec) throw new Error("the spec of this test is wrong");
  return compile(spec, source);
}

const CALL: PolicyRequest = { op: "tool.call", tool: "pay", args: {} };
const ALLOWED: Was = { verdict: "allow", code: "ALLOWED", rule: "tools.pay", line: 3 };
const LIMITED: Was = { ...ALLOWED, verdict: "deny", code: "DENIED_BY_LIMIT", rule: "tools.pay.rate_limit" };
const FAILED: Was = { ...ALLOWED, verdict: "deny", code: "DENIED_BY_RULE", rule: "tools.pay.args.to" };
const OTHERWISE: Was = { verdict: "deny", code: "DENIED_BY_DEFAULT", rule: null, line: null };
const TO = 'args.to = ["acme/*"]';
const AMOUNT = "args.amount = { max = 100 }";

test("what asks nothing of arguments is met, whatever was", () => {
  for (const was of [ALLOWED, LIMITED, FAILED, OTHERWISE])
    expect(conditionsOf(CALL, was, program(TO), program(""))).toBe("met");
});

test("what was let through met every condition there was, and no other is known", () => {
  const then = program(`${TO}\n${AMOUNT}`);
  for (const was of [ALLOWED, LIMITED]) {
    expect(conditionsOf(CALL, was, then, program(AMOUNT))).toBe("met");
    expect(conditionsOf(CALL, was, then, program("args.amount = { max = 99 }"))).toBe("unknown");
    expect(conditionsOf(CALL, was, then, program('args.note = ["x"]'))).toBe("unknown");
  }
});

test("a condition that was not met is not met, and of the others nothing is known", () => {
  const then = program(`${TO}\n${AMOUNT}`);
  expect(conditionsOf(CALL, FAILED, then, program(`${AMOUNT}\n${TO}`))).toMatchObject({ name: "to" });
  expect(conditionsOf(CALL, FAILED, then, program(AMOUNT))).toBe("unknown");
  expect(conditionsOf(CALL, OTHERWISE, then, program(TO))).toBe("unknown");
});
