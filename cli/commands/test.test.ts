import { expect, test } from "vitest";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";

const FAILING = `
[[test]]
name = "a <wrong> one"
request = { op = "fs.read", path = "/workspace/x" }
expect = "deny"
`;
const ALONE = `[[test]]
name = "pushes ask"
request = { op = "exec.spawn", argv = ["git", "push", "origin"] }
expect = "approve"
`;

test("passing tests, and the rules that none touches", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const { code, stdout } = await runAegis(["test", "agent.toml"], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toBe(`pass  cannot read keys

1 test: 1 passed, 0 failed.
Rules touched: 1 of 9 (11 %).
No test touches:
  /workspace/**  filesystem.read[0], line 5
  /workspace/out/**  filesystem.write[0], line 6
  /workspace/out/final/**  filesystem.approve[0], line 8
  git status  exec.allow[0], line 11
  git log *  exec.allow[1], line 11
  git push *  exec.approve[0], line 12
  tickets.create  tools."tickets.create", line 14
  tickets.create: title {"required":false,"max_length":5}  tools."tickets.create".args.title, line 16
`);
});

test("a failure tells both verdicts, the reason and the line that decided", async () => {
  const folder = await folderWith({ "agent.toml": SPEC + FAILING });
  const { code, stdout } = await runAegis(["test", "agent.toml"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toContain(`FAIL  a <wrong> one  agent.toml:26
      expected deny, got allow (ALLOWED)
      Reading /workspace/x is allowed by filesystem.read[0] ("/workspace/**").
      decided at agent.toml:5
`);
});

test("further files with nothing but tests, places kept", async () => {
  const folder = await folderWith({ "agent.toml": SPEC, "more.toml": ALONE, "bad.toml": ALONE + FAILING });
  expect((await runAegis(["test", "agent.toml", "more.toml"], { cwd: folder })).code).toBe(0);
  const { stdout } = await runAegis(["test", "-f", "json", "agent.toml", "bad.toml"], { cwd: folder });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ ok: false, passed: 2, failed: 1, coverage: { rules: 9, touched: 3 } });
  expect(report.tests[2]).toMatchObject({ file: "bad.toml", line: 6, expected: "deny", got: "allow" });
});

test("a further file that is no spec is refused with its place", async () => {
  const folder = await folderWith({ "agent.toml": SPEC, "more.toml": ALONE.replace("expect", "expects") });
  const { code, stderr } = await runAegis(["test", "agent.toml", "more.toml"], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^more\.toml:4:1 error ADS010: /m);
});

test("junit and github", async () => {
  const folder = await folderWith({ "agent.toml": SPEC + FAILING });
  const junit = await runAegis(["test", "-f", "junit", "agent.toml"], { cwd: folder });
  expect(junit.code).toBe(1);
  expect(junit.stdout).toContain('<testcase name="a &lt;wrong&gt; one" classname="agent.toml" time="0">');
  expect(junit.stdout).toContain('<failure message="expected deny, got allow" type="ALLOWED">');
  const github = await runAegis(["test", "-f", "github", "agent.toml"], { cwd: folder });
  expect(github.stdout).toMatch(
    /^::error file=agent\.toml,line=26,.*::a <wrong> one: expected deny, got allow\./,
  );
});

test("--min-coverage", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const codeFor = async (least: string) =>
    (await runAegis(["test", "--min-coverage", least, "agent.toml"], { cwd: folder })).code;
  expect(await codeFor("10")).toBe(0);
  expect(await codeFor("50%")).toBe(1);
  expect(await codeFor("much")).toBe(2);
});

test("no tests are no success", async () => {
  const { code, stderr } = await runAegis(["test", "-"], { input: '[agent]\nname = "a"\n' });
  expect([code, stderr]).toEqual([
    2,
    "aegis: <stdin> has no tests; add a [[test]] table, or name a file with some.\n",
  ]);
});
