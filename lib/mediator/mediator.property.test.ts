/**
 * Whatever goes wrong around it, in whatever order: nothing happens that the log does not explain, and nothing is handed
 * to the agent that the log does not know the result of.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyRequest } from "../policy";
import type { Answer, Question } from "./approval";
import type { Mediator } from "./mediator";
import { Refused } from "./refusal";
import { bench, TestLog } from "./testing/bench";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
deny = ["**/*.key"]
approve = ["/workspace/final/**"]
[capabilities.network]
allow_egress = ["https://api.example.com"]
approve_egress = ["POST https://api.example.com/**"]
[capabilities.tools."t"]
rate_limit = "3/hour"
`;

const path = fc.constantFrom("a", "b.key", "final/x", "/etc/passwd", "../../x", "a\0", "x".repeat(5000));
const request: fc.Arbitrary<PolicyRequest> = fc.oneof(
  fc.record({ op: fc.constantFrom("fs.read", "fs.write", "fs.delete"), path }),
  fc.record({
    op: fc.constant("net.fetch" as const),
    method: fc.constantFrom("GET", "POST"),
    url: fc.constantFrom("https://api.example.com/x", "http://127.0.0.1/", "nonsense"),
  }),
  fc.constant({ op: "tool.call" as const, tool: "t", args: { text: "hidden-words" } }),
) as fc.Arbitrary<PolicyRequest>;

const step = fc.record({
  request,
  landing: fc.option(fc.array(path, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  outside: fc.boolean(),
  payload: fc.option(fc.uint8Array({ maxLength: 8 }), { nil: undefined }),
  effect: fc.constantFrom("value", "throws", "later", "rejects"),
  answer: fc.constantFrom("grant", "deny", "other", "throws", "never"),
  abort: fc.boolean(),
});
const around = fc.record({
  fullAt: fc.option(fc.nat(12), { nil: undefined }),
  lostAt: fc.option(fc.nat(12), { nil: undefined }),
  end: fc.option(fc.nat(8), { nil: undefined }),
});

/** A log that can lose its disk when it has so many records. */
class FragileLog extends TestLog {
  lostAt = Number.POSITIVE_INFINITY;
  override async durable(): Promise<void> {
    this.isLost = this.entries.length >= this.lostAt;
    return super.durable();
  }
}

describe("whatever goes wrong", () => {
  it("nothing happens without its record, and nothing is handed on without its result", async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), around, async (steps, faults) => {
      const log = new FragileLog();
      log.fullAt = faults.fullAt ?? log.fullAt;
      log.lostAt = faults.lostAt ?? log.lostAt;
      let current: (typeof steps)[number] | undefined;
      const { mediator, clock } = bench(SPEC, {
        log,
        ask: (question) => answerOf(current?.answer, question),
      });

      for (const [at, each] of steps.entries()) {
        current = each;
        if (faults.end === at) endOf(mediator, log);
        const controller = new AbortController();
        const before = log.entries.length;
        let happened = 0;
        const places = [...(each.landing ?? [])];
        const run = async () =>
          mediator.act(
            {
              requests: [each.request],
              outside: each.outside,
              ...(each.payload && { payload: each.payload }),
              ...(each.landing &&
                each.request.op.startsWith("fs.") && {
                  landing: () => [{ ...each.request, path: places.shift() ?? "a" } as PolicyRequest],
                }),
              perform: (_, { of }) => {
                happened += 1;
                explained(log, of, each.request.op, each.outside);
                return become(each.effect);
              },
            },
            { signal: controller.signal },
          );
        const outcome = run().then(
          (value) => ({ value, thrown: undefined }),
          (thrown: unknown) => ({ value: undefined, thrown }),
        );
        if (each.abort) controller.abort();
        await settled();
        clock.pass(60_000);
        const { value, thrown } = await outcome;

        expect(happened).toBeLessThanOrEqual(1);
        if (value !== undefined) {
          expect(log.entries.at(-1)).toMatchObject({
            type: `${each.request.op}.result`,
            data: { status: "ok" },
          });
        } else if (!(thrown instanceof Refused)) {
          expect(thrown).toMatchObject({ message: "effect" });
          expect(happened).toBe(1);
        }
        // A decision that did not come to an effect, and is no denial, says so by a result.
        const asked = log.entries.slice(before);
        if (happened === 0 && asked.length > 0 && asked.length + before < log.fullAt && !log.isLost) {
          const [decision] = asked;
          const verdict = decision && "verdict" in decision.data ? decision.data.verdict : undefined;
          if (verdict !== "deny") expect(asked.at(-1)?.type).toBe(`${each.request.op}.result`);
        }
      }
      expect(JSON.stringify(log.entries)).not.toContain("hidden-words");
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});

describe("whenever it ends", () => {
  it("all that was begun has one result and each question one answer by then, and nothing is recorded later", async () => {
    const moment = fc.nat(25);
    const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), moment, async (steps, ticks) => {
      let current: (typeof steps)[number] | undefined;
      const { mediator, log, clock } = bench(SPEC, {
        ask: (question) => answerOf(current?.answer, question),
      });
      const running = steps.map(async (each) => {
        current = each;
        const { request, outside, effect } = each;
        return mediator.act({ requests: [request], outside, perform: () => become(effect) });
      });
      const all = Promise.allSettled(running);
      for (let i = 0; i < ticks; i++) await Promise.resolve();
      mediator.end();
      const written = [...log.entries];
      const isOf = (seq: number) => (entry: (typeof written)[number]) =>
        "of" in entry.data && entry.data.of === seq;
      for (const [seq, { type, data }] of written.entries()) {
        if (!("verdict" in data)) continue;
        const after = written.filter(isOf(seq)).map((entry) => entry.type);
        const results = after.filter((each) => each === `${type}.result`);
        const answers = after.filter((each) => /^approval\.(grant|deny|expire)$/.test(each));
        expect(results.length).toBe(data.verdict === "deny" ? 0 : 1);
        expect(answers.length).toBe(after.includes("approval.request") ? 1 : 0);
      }
      await settled();
      clock.pass(60_000);
      await all;
      expect(log.entries).toEqual(written);
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});

function become(effect: string): unknown {
  if (effect === "throws") throw new Error("effect");
  if (effect === "rejects") return Promise.reject(new Error("effect"));
  return effect === "later" ? Promise.resolve("done") : "done";
}

/** It says where the log does not take what is left to be recorded. */
function endOf(mediator: Mediator, log: TestLog): void {
  try {
    mediator.end();
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: "LOG_FAILED" });
    expect(log.entries.length).toBeGreaterThanOrEqual(log.fullAt);
  }
}

/** At the moment of an effect: its decision is there, allows it or was granted, and is durable if it reaches out. */
function explained(log: TestLog, of: number, op: string, outside: boolean): void {
  const decision = log.entries[of];
  expect(decision?.type).toBe(op);
  const verdict = decision && "verdict" in decision.data ? decision.data.verdict : undefined;
  if (verdict === "approve") {
    const grant = log.entries.findIndex(({ type, data }) => type === "approval.grant" && data.of === of);
    expect(grant).toBeGreaterThan(of);
    expect(log.durableSize).toBeGreaterThan(grant);
  } else {
    expect(verdict).toBe("allow");
    if (outside) expect(log.durableSize).toBeGreaterThan(of);
  }
}

function answerOf(kind: string | undefined, { action_sha256 }: Question): Promise<Answer> {
  switch (kind) {
    case "grant":
      return Promise.resolve({ action_sha256, grant: true, approver: "ann" });
    case "deny":
      return Promise.resolve({ action_sha256, grant: false, approver: "ann" });
    case "other":
      return Promise.resolve({ action_sha256: "0".repeat(64), grant: true, approver: "ann" });
    case "never":
      return new Promise(() => {});
    default:
      return Promise.reject(new Error("no approver"));
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}
