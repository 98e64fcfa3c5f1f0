import { describe, expect, it } from "vitest";
import { load } from "../spec/load";
import { decide } from "./decide";
import { link } from "./engine";
import { newMeters } from "./meters";
import { compile, type Program } from "./program";
import { keyText } from "./rules";

const TEXT = `[agent]
name = "a"
[capabilities.filesystem]
read = ["/workspace/**"]
deny = ["**/*.key"]
[capabilities.tools."constructor"]
[capabilities.tools."a.b"]
args.repo = ["acme/*"]
`;

function programOf(text: string): Program {
  const { spec, source, diagnostics } = load(text);
  if (!spec) throw new Error(diagnostics[0]?.message);
  return compile(spec, source);
}

describe("compile", () => {
  it("goes through JSON unchanged, and is the same every time", () => {
    const program = programOf(TEXT);
    expect(JSON.parse(JSON.stringify(program))).toEqual(program);
    expect(JSON.stringify(programOf(TEXT))).toBe(JSON.stringify(program));
  });

  it("knows where each rule stands", () => {
    const engine = link(programOf(TEXT));
    const decision = decide(engine, { op: "fs.read", path: "/workspace/a.key" }, newMeters(0));
    expect(decision.rule).toBe("filesystem.deny[0]");
    expect(decision.range?.start).toMatchObject({ line: 5, column: 9 });
    expect(TEXT.slice(decision.range?.start.offset, decision.range?.end.offset)).toBe('"**/*.key"');
  });

  it("works without the text", () => {
    const { spec } = load(TEXT);
    const decision = decide(
      link(compile(spec as NonNullable<typeof spec>)),
      { op: "fs.read", path: "a" },
      newMeters(0),
    );
    expect([decision.verdict, decision.range]).toEqual(["allow", null]);
  });
});

describe("link", () => {
  it.each([
    null,
    undefined,
    1,
    "x",
    {},
    [],
    { version: 1 },
    { version: 2 },
    { ...programOf(TEXT), version: 9 },
    { ...programOf(TEXT), filesystem: { deny: 1 } },
  ])("denies all with a program such as %j", (program) => {
    const engine = link(program as never);
    expect(engine.faults.length).toBeGreaterThan(0);
    expect(decide(engine, { op: "fs.read", path: "/workspace/a" }, newMeters(0))).toMatchObject({
      verdict: "deny",
      code: "POLICY_ERROR",
    });
  });

  it("denies all when one pattern means nothing, and says which", () => {
    const program = programOf(TEXT);
    const broken = {
      ...program,
      filesystem: { ...program.filesystem, deny: [["/etc/[z-a]", null]] },
    } as Program;
    const engine = link(broken);
    expect(engine.faults).toEqual([
      {
        rule: "filesystem.deny[0]",
        range: null,
        message:
          'filesystem.deny[0] ("/etc/[z-a]") cannot be enforced: the range in brackets runs backwards.',
      },
    ]);
    expect(decide(engine, { op: "fs.read", path: "/workspace/a" }, newMeters(0)).reason).toContain(
      "filesystem.deny[0]",
    );
  });

  it("reads a program without its switches as the strict one", () => {
    const program = programOf(`${TEXT}[capabilities.exec]\nallow = ["node"]\nallow_dynamic_code = true\n`);
    const { allow_subprocess: _, ...exec } = program.exec;
    const engine = link({
      ...program,
      exec: { ...exec, allow_subprocess: { value: "yes", at: null } },
    } as never);
    expect(decide(engine, { op: "exec.spawn", argv: ["node", "x"] }, newMeters(0)).rule).toBe(
      "exec.allow_subprocess",
    );
  });
});

it("writes keys as TOML does", () => {
  expect(["a-b_1", "a.b", "", 'a"b', "é"].map(keyText)).toEqual(["a-b_1", '"a.b"', '""', '"a\\"b"', '"é"']);
});
