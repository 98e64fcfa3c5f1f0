import { expect, test } from "vitest";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";

const WIDER = SPEC.replace('"/workspace/out/**"', '"/workspace/out/**", "/etc/**"');
const NARROWER = SPEC.replace('deny = ["**/*.key"]', 'deny = ["**/*.key", "**/.env"]');

async function diff(old: string, after: string, ...options: string[]) {
  const folder = await folderWith({ "old.toml": old, "new.toml": after });
  return runAegis(["diff", ...options, "old.toml", "new.toml"], { cwd: folder });
}

test("equal and narrower specs are no finding", async () => {
  const same = await diff(SPEC, SPEC.replace("[agent]", "# only a comment\n[agent]"));
  expect(same.code).toBe(0);
  expect(same.stdout).toMatch(/new\.toml against old\.toml: equal; nothing is wider\.\n$/);
  const { code, stdout } = await diff(SPEC, NARROWER);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^filesystem\.read +narrower$/m);
});

test("a widening has a witness that the engines confirm, and exit code 1", async () => {
  const { code, stdout } = await diff(SPEC, WIDER);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^filesystem\.write +wider$/m);
  const witness =
    /^ {4}(\{"op":"fs\.write".+\}): denied by default, now allowed by filesystem\.write\[1\] \(line 6\)$/m;
  const [, request = ""] = witness.exec(stdout) ?? [];
  const folder = await folderWith({ "old.toml": SPEC, "new.toml": WIDER });
  const verdict = async (spec: string) =>
    JSON.parse((await runAegis(["eval", spec], { cwd: folder, input: request })).stdout).verdict;
  expect([await verdict("old.toml"), await verdict("new.toml")]).toEqual(["deny", "allow"]);
});

test("what no request can show is compared by its order, and what has none is told", async () => {
  const guarded = `${SPEC}\n[guards]\noutput = ["pii:mask"]\n[checkpoint]\ninterval = "5m"\n`;
  const { code, stdout } = await diff(guarded, SPEC.replace('"5m"', '"4m"'));
  expect(code).toBe(1);
  expect(stdout).toMatch(/^guards\.output +wider\n {4}was \["pii:mask"\], now \[\]$/m);
  expect(stdout).toMatch(/^approvals\.timeout +narrower$/m);
  expect(stdout).toContain("\nChanged too, and not to be compared: checkpoint.\n");
  const github = (await diff(SPEC, SPEC.replace('"5m"', '"9m"'), "-f", "github")).stdout;
  expect(github).toMatch(
    /^::error file=new\.toml,line=19,.*approvals\.timeout is wider: was "5m", now "9m"\.$/m,
  );
  const reordered = SPEC.replace('name = "worker"', 'model = "m"\nowner = "o"\nname = "worker"');
  const same = await diff(reordered, SPEC.replace('name = "worker"', 'owner = "o"\nmodel = "m"\nname = "w"'));
  expect(same.stdout).not.toContain("Changed too");
});

test("tests and names are no part of the policy", async () => {
  const after = SPEC.slice(0, SPEC.indexOf("[[test]]")).replace("worker", "helper");
  const { code, stdout } = await diff(SPEC, after);
  expect([code, stdout.includes("Changed too")]).toEqual([0, false]);
});

test("a budget alone is told by its number, and a larger one is a finding", async () => {
  const budget = (count: number) =>
    `${SPEC}\n[resources]\nmax_tool_calls = ${count}\nmemory_limit = "${count}M"\n`;
  const { code, stdout } = await diff(budget(5), budget(4));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^resources\.max_tool_calls +narrower$/m);
  expect(stdout).toMatch(/^resources\.memory_limit +narrower$/m);
  expect((await diff(budget(4), budget(5))).code).toBe(1);
});

test("--allow-widening reports it all the same", async () => {
  const { code, stdout } = await diff(SPEC, WIDER, "--allow-widening");
  expect(code).toBe(0);
  expect(stdout).toContain("Accepted by --allow-widening.\n");
});

test("for programs and CI", async () => {
  const json = JSON.parse((await diff(SPEC, WIDER, "-f", "json")).stdout);
  expect(json).toMatchObject({ ok: false, relation: "wider" });
  expect((await diff(SPEC, WIDER, "-f", "github")).stdout).toMatch(
    /^::error file=new\.toml,line=6,endLine=6,col=31,endColumn=39,title=WIDER::/m,
  );
  const sarif = JSON.parse((await diff(SPEC, WIDER, "-f", "sarif")).stdout);
  expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: "WIDER", level: "error" });
  expect((await diff(SPEC, WIDER, "-f", "junit")).stdout).toContain('<testcase name="filesystem.write"');
});

test("the old one from standard input; a spec with errors cannot be compared", async () => {
  const folder = await folderWith({ "new.toml": SPEC });
  expect((await runAegis(["diff", "-", "new.toml"], { cwd: folder, input: SPEC })).code).toBe(0);
  expect((await runAegis(["diff", "-", "new.toml"], { cwd: folder, input: "spec = 2" })).code).toBe(2);
  expect((await runAegis(["diff", "-", "-"], { input: SPEC })).code).toBe(2);
});
