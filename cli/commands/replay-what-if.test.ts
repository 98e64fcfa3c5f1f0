/** `aegis replay` has the recording of a run, and the workbench only its log: under another spec both tell the same flips. */
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compile } from "../../lib/policy";
import { load } from "../../lib/spec";
import { compare, Pass, RecordedRun } from "../../lib/what-if";
import { folderWith, runAegis } from "../testing/run-aegis";

const SPEC = `[agent]
name = "worker"
entry = "agent.ts"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
[capabilities.exec]
allow = ["echo"]
env = ["LANG"]
[resources]
max_tool_calls = 4
`;
const AGENT = `import { execFileSync } from "node:child_process";
import fs from "node:fs";
const attempt = (deed) => { try { deed(); } catch {} };
for (const name of ["a.txt", "b.txt", "id.key", "../etc/passwd"]) attempt(() => fs.readFileSync(name));
for (const name of ["out/1.txt", "out/2.log", "elsewhere.txt"]) attempt(() => fs.writeFileSync(name, name));
for (let count = 0; count < 6; count++) attempt(() => execFileSync("echo", [String(count)]));
attempt(() => execFileSync("date"));
attempt(() => fs.renameSync("out/1.txt", "out/3.txt"));
attempt(() => process.env.LANG);
`;
const OTHERS = [
  SPEC.replace('"**/*.key"', '"**/b.txt", "**/*.log"').replace("max_tool_calls = 4", "max_tool_calls = 2"),
  SPEC.replace('"/workspace/out/**"', '"/workspace/**"').replace('allow = ["echo"]', 'allow = ["date"]'),
];

const state = mkdtempSync(join(tmpdir(), "aegis-state-"));
afterAll(() => rmSync(state, { recursive: true }));

function programOf(text: string) {
  const { spec, source } = load(text);
  if (!spec) throw new Error("the spec of this test is wrong");
  return compile(spec, source);
}

function whatIf(log: string, other: string) {
  const run = new RecordedRun();
  for (const line of log.split("\n")) run.add(line);
  const passes = [programOf(SPEC), programOf(other)].map((each) => new Pass(run, each, programOf(SPEC)));
  for (const pass of passes) pass.advance(run.steps.length);
  const [original, second] = passes as [Pass, Pass];
  return compare(run, original, second);
}

test("the flips of a log are those of its replay", async () => {
  const folder = await folderWith({
    "agent.toml": SPEC,
    "agent.ts": AGENT,
    "a.txt": "alpha",
    "b.txt": "beta",
    "id.key": "secret",
    "out/.keep": "",
  });
  const aegis = (...args: string[]) => runAegis(args, { cwd: folder, env: { XDG_STATE_HOME: state } });
  expect((await aegis("run", "-q", "--record", "-l", "run.jsonl", "agent.toml")).code).toBe(0);
  const log = await readFile(join(folder, "run.jsonl"), "utf8");
  expect(whatIf(log, SPEC)).toMatchObject({ flips: [], unknown: [], unrepeatable: [] });
  for (const other of OTHERS) {
    await writeFile(join(folder, "other.toml"), other);
    const { stderr } = await aegis("replay", "--spec", "other.toml", "--continue", "-f", "json", "run.jsonl");
    const report = JSON.parse(stderr.slice(stderr.indexOf("{")));
    const told = report.flips.map(({ seq, was, would }: (typeof report.flips)[number]) => ({
      seq,
      was: was.verdict,
      would: would.verdict,
      rule: would.rule ?? null,
      reason: would.reason,
    }));
    const { flips } = whatIf(log, other);
    expect(
      flips.map(({ seq, was, would: { verdict, rule, reason } }) => {
        return { seq, was: was.verdict, would: verdict, rule, reason };
      }),
    ).toEqual(told);
    expect(told.length).toBeGreaterThan(2);
  }
});
