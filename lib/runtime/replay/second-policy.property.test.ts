/**
 * The same question asked in two ways: of a run that goes again with another policy looking on, and of nothing but its log.
 * A real mediator makes the records; only time and the answers of people are ours.
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Hasher, loadWasmHasher } from "../../audit/hash";
import type { Entry } from "../../audit/record";
import { Refused } from "../../mediator/refusal";
import { TestClock, TestLog } from "../../mediator/testing/bench";
import { compile, link, newMeters, type PolicyRequest } from "../../policy";
import type { Program } from "../../policy/program";
import { requests, specs } from "../../policy/testing/arbitraries";
import { type AgentSpec, agentSpecSchema } from "../../spec";
import { compare, Pass, RecordedRun, type WhatIf } from "../../what-if";
import { type Flip, watchedMediator } from "./second-policy";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);
let hasher: Hasher;
beforeAll(async () => {
  hasher = await loadWasmHasher();
});

/** With meters: a rate of a tool, budgets of models, a bound of actions, and questions to people. */
const metered: fc.Arbitrary<AgentSpec> = fc
  .record({
    spec: specs,
    rate: fc.constantFrom("1/second", "2/second", "3/minute", undefined),
    effect: fc.constantFrom("allow", "approve", "deny"),
    max_tool_calls: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    max_tokens: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    max_cost_usd: fc.constantFrom(undefined, 0.01, 1),
  })
  .map(({ spec, rate, effect, max_tool_calls, ...models }) => {
    const tool = { effect, ...(rate !== undefined && { rate_limit: rate }) };
    const { capabilities } = spec;
    return agentSpecSchema.parse(
      JSON.parse(
        JSON.stringify({
          agent: { name: "random" },
          capabilities: {
            ...capabilities,
            models: { ...capabilities.models, ...models },
            tools: { t: tool },
          },
          resources: { max_tool_calls },
        }),
      ),
    );
  });

const step = fc.record({
  request: fc.oneof(
    { weight: 2, arbitrary: requests },
    fc.constant<PolicyRequest>({ op: "tool.call", tool: "t", args: { said: "x" } }),
    fc.record({
      op: fc.constant("model.call" as const),
      model: fc.constantFrom("a", "b"),
      region: fc.constant("eu"),
      tokens: fc.integer({ min: 0, max: 100 }),
      cost_usd: fc.constantFrom(0, 0.004, 0.5),
    }),
  ),
  grant: fc.boolean(),
  tokens: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  after: fc.constantFrom(0, 0, 1, 400, 1_000, 20_000),
});
type Steps = readonly (typeof step extends fc.Arbitrary<infer Each> ? Each : never)[];

class TimedLog extends TestLog {
  readonly lines: string[] = [];
  readonly #clock: TestClock;

  constructor(clock: TestClock) {
    super();
    this.#clock = clock;
  }

  override record(entry: Entry): number {
    const seq = super.record(entry);
    const ts = new Date(this.#clock.time).toISOString();
    this.lines.push(JSON.stringify({ data: entry.data, seq, ts, type: entry.type }));
    return seq;
  }
}

async function runOf(spec: AgentSpec, other: AgentSpec, steps: Steps) {
  const clock = new TestClock();
  const log = new TimedLog(clock);
  const flips: Flip[] = [];
  let current: Steps[number] | undefined;
  const mediator = watchedMediator(
    {
      engine: link(compile(spec)),
      meters: newMeters(0),
      log,
      hasher,
      clock,
      random: (bytes) => new Uint8Array(bytes),
      approvals: { timeoutMs: 60_000, secondPerson: false },
      approver: {
        ask: async ({ action_sha256 }) => ({
          action_sha256,
          grant: current?.grant === true,
          approver: "ann",
        }),
      },
      actor: "author",
    },
    [],
    { engine: link(compile(other)), flipped: (flip) => flips.push(flip) },
  );
  for (const each of steps) {
    current = each;
    clock.time += each.after;
    const { tokens } = each;
    try {
      await mediator.act({
        requests: [each.request],
        outside: true,
        perform: () => undefined,
        outcome: () => (tokens === undefined ? {} : { tokens, costMicrousd: tokens * 100 }),
      });
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
    }
  }
  return { lines: log.lines, flips };
}

function whatIf(lines: readonly string[], then: Program, now: Program): WhatIf {
  const run = new RecordedRun();
  for (const line of lines) run.add(line);
  const [original, other] = [new Pass(run, then, then), new Pass(run, now, then)];
  for (const pass of [original, other]) while (!pass.isAtEnd) pass.advance(3);
  return compare(run, original, other);
}

const cases = [metered, metered, fc.array(step, { minLength: 1, maxLength: 25 })] as const;

test("a log under the policy that made it: nothing flips, and everything can be repeated", async () => {
  const property = fc.asyncProperty(...cases, async (spec, other, steps) => {
    const { lines } = await runOf(spec, other, steps);
    const program = compile(spec);
    const { asked, ...rest } = whatIf(lines, program, program);
    expect(rest).toEqual({ flips: [], counts: {}, unknown: [], unrepeatable: [] });
    expect(asked).toBe(steps.length);
  });
  await fc.assert(property, { numRuns: RUNS });
});

test("the flips of a log are those of the run that goes again", async () => {
  let flipped = 0;
  const property = fc.asyncProperty(...cases, async (spec, other, steps) => {
    const { lines, flips } = await runOf(spec, other, steps);
    const { flips: told, unknown, unrepeatable } = whatIf(lines, compile(spec), compile(other));
    expect([unknown, unrepeatable]).toEqual([[], []]);
    const brief = told.map(({ seq, was, would: { verdict, rule, reason } }) => {
      return { seq, was: was.verdict, verdict, reason, ...(rule !== null && { rule }) };
    });
    expect(brief).toEqual(
      flips.map(({ seq, was, would: { line: _, ...would } }) => ({ seq, was: was.verdict, ...would })),
    );
    flipped += told.length;
  });
  await fc.assert(property, { numRuns: RUNS });
  expect(flipped).toBeGreaterThan(RUNS);
});
