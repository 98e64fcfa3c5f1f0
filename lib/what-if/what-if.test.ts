import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../policy";
import { load } from "../spec";
import { Pass } from "./pass";
import { RecordedRun } from "./recorded-run";
import { compare } from "./what-if";

function program(capabilities: string) {
  const { spec, source } = load(`[agent]\nname = "a"\n${capabilities}\n`);
  if (!spec) throw new Error("the spec of this test is wrong");
  return compile(spec, source);
}

const READ = '[capabilities.filesystem]\nread = ["/workspace/**"]';
const record = (seq: number, type: string, data: object) =>
  JSON.stringify({ data, seq, ts: "2026-01-02T03:04:05.000Z", type });
const read = (seq: number, path: string, verdict = "allow") =>
  record(seq, "fs.read", { code: "ALLOWED", request: { path }, rule: "filesystem.read[0]", verdict });

function whatIf(lines: readonly string[], then: string, now: string) {
  const run = new RecordedRun();
  const [original, other] = [
    new Pass(run, program(then), program(then)),
    new Pass(run, program(now), program(then)),
  ];
  // Records may come while the passes are on their way.
  for (const line of lines) {
    run.add(line);
    for (const pass of [original, other]) pass.advance(10);
  }
  return compare(run, original, other);
}

test("a flip has the reasons and the lines of both", () => {
  const { flips, counts, asked } = whatIf(
    [read(4, "/workspace/a"), read(5, "/workspace/b")],
    READ,
    `${READ}\ndeny = ["**/b"]`,
  );
  expect({ asked, counts }).toEqual({ asked: 2, counts: { "allow deny": 1 } });
  expect(flips).toMatchObject([
    {
      seq: 5,
      was: { verdict: "allow", rule: "filesystem.read[0]" },
      before: {
        reason: expect.stringContaining("allowed by filesystem.read[0]"),
        range: { start: { line: 4 } },
      },
      would: {
        reason: expect.stringContaining("denied by filesystem.deny[0]"),
        range: { start: { line: 5 } },
      },
    },
  ]);
});

test("what the run's own policy does not say again is told, and is no flip", () => {
  const lines = [
    read(1, "/elsewhere"),
    record(2, "fs.read", { code: "ALLOWED", verdict: "allow", request_body: {} }),
  ];
  expect(whatIf(lines, READ, READ)).toEqual({
    asked: 2,
    flips: [],
    counts: {},
    unknown: [2],
    unrepeatable: [1],
  });
});

test("arguments that the log has as a hash: known where the record shows it, unknown else", () => {
  const call = record(1, "tool.call", {
    code: "ALLOWED",
    request: { args: { bytes: 2, sha256: "00" }, tool: "t" },
    rule: "tools.t",
    verdict: "allow",
  });
  const tool = "[capabilities.tools.t]\n";
  const then = `${tool}args.to = ["a"]`;
  expect(whatIf([call], then, `${tool}args.to = ["a"]`)).toMatchObject({ flips: [], unknown: [] });
  expect(whatIf([call], then, `${tool}args.to = ["b"]`)).toMatchObject({ flips: [], unknown: [1] });
  expect(whatIf([call], then, `${tool}effect = "deny"\nargs.to = ["b"]`)).toMatchObject({
    counts: { "allow deny": 1 },
  });
});

test("any lines are a run", () => {
  const line = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ type: fc.constantFrom("fs.read", "approval.grant", "model.call.result"), data: fc.object() })
      .map(({ type, data }) => record(1, type, data)),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(whatIf(lines, READ, "").flips).toEqual([]);
    }),
  );
});
