/** The real command: record a run, run it again, change what is around it, compare. */
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { folderWith, type Outcome, runAegis } from "../testing/run-aegis";

const SPEC = `[agent]
name = "worker"
entry = "agent.ts"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
[capabilities.exec]
allow_dynamic_code = true
`;
const AGENT = `import fs from "node:fs";
console.log(Date.now(), Math.random(), fs.readFileSync("a.txt", "utf8").trim());
fs.writeFileSync("out/made.txt", String(Date.now()));
try {
  fs.readFileSync("id.key");
} catch (error) {
  console.error(error.code);
}
process.exitCode = 3;
`;
const state = mkdtempSync(join(tmpdir(), "aegis-state-"));
afterAll(() => rmSync(state, { recursive: true }));

function aegis(cwd: string, ...args: string[]): Promise<Outcome> {
  return runAegis(args, { cwd, env: { XDG_STATE_HOME: state } });
}

async function recorded(): Promise<{ folder: string; run: Outcome }> {
  const folder = await folderWith({
    "agent.toml": SPEC,
    "agent.ts": AGENT,
    "a.txt": "alpha",
    "id.key": "secret",
    "out/.keep": "",
  });
  const run = await aegis(folder, "run", "-q", "--record", "-l", "run.jsonl", "agent.toml");
  expect(run.code).toBe(3);
  return { folder, run };
}

describe("aegis replay", () => {
  test("prints the same, ends the same, and touches nothing", async () => {
    const { folder, run } = await recorded();
    expect((await stat(join(folder, "run.jsonl.recording"))).mode & 0o777).toBe(0o600);
    await writeFile(join(folder, "a.txt"), "something else");
    await writeFile(join(folder, "agent.ts"), "another agent");
    const made = await readFile(join(folder, "out/made.txt"), "utf8");
    await writeFile(join(folder, "out/made.txt"), "kept");
    const names = await readdir(folder);
    const again = await aegis(folder, "replay", "-q", "run.jsonl");
    expect(again).toEqual(run);
    expect(made).not.toBe("kept");
    expect(await readFile(join(folder, "out/made.txt"), "utf8")).toBe("kept");
    expect(await readdir(folder)).toEqual(names);
  });

  test("shows what another spec would decide, and where", async () => {
    const { folder } = await recorded();
    await writeFile(join(folder, "new.toml"), SPEC.replace('deny = ["**/*.key"]', 'deny = ["**/made.txt"]'));
    const first = await aegis(folder, "replay", "--spec", "new.toml", "run.jsonl");
    expect(first.code).toBe(1);
    expect(first.stderr).toContain("the run wrote /workspace/out/made.txt; agent.ts:3.");
    expect(first.stderr).toContain("recorded: allowed by filesystem.write[0], line 6");
    expect(first.stderr).toContain(
      "now:      denied by filesystem.deny[0], line 7: Writing /workspace/out/made.txt",
    );
    expect(first.stderr).not.toContain("id.key");
    const all = await aegis(folder, "replay", "--spec", "new.toml", "--continue", "-f", "json", "run.jsonl");
    const report = JSON.parse(all.stderr.slice(all.stderr.indexOf("{")));
    expect(report.flips.map(({ what }: { what: string }) => what)).toEqual([
      "wrote /workspace/out/made.txt",
      "read /workspace/id.key",
    ]);
    expect(report).toMatchObject({ code: 3, equal: report.records, cut: false });
    const same = await aegis(folder, "replay", "--spec", "agent.toml", "run.jsonl");
    expect(same.code).toBe(0);
  });

  test("refuses what does not belong together, in a sentence", async () => {
    const [one, other] = [await recorded(), await recorded()];
    const foreign = join(other.folder, "run.jsonl.recording");
    const refused = await aegis(one.folder, "replay", "--recording", foreign, "run.jsonl");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /does not belong to this log: it is of the session [0-9a-f-]+, and the log is of/,
    );
    const log = await readFile(join(one.folder, "run.jsonl"), "utf8");
    await writeFile(join(one.folder, "run.jsonl"), log.split("\n").slice(0, -2).join("\n"));
    const cut = await aegis(one.folder, "replay", "run.jsonl");
    expect(cut.code).toBe(2);
    expect(cut.stderr).toContain("it ends with another record");
    await writeFile(join(one.folder, "run.jsonl.recording"), "not one");
    expect((await aegis(one.folder, "replay", "run.jsonl")).stderr).toContain(
      "This is no recording of a run.",
    );
    expect((await aegis(one.folder, "replay", "none.jsonl")).code).toBe(2);
    expect((await aegis(one.folder, "replay", "--continue", "run.jsonl")).code).toBe(2);
  });
});
