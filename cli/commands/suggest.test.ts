import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";

const RUN = [
  { op: "fs.read", path: "/workspace/src/a.ts" },
  { op: "fs.read", path: "/workspace/src/b.ts" },
  { op: "fs.read", path: "/etc/hosts" },
  { op: "exec.spawn", argv: ["git", "diff", "--stat"] },
]
  .map((request) => `${JSON.stringify(request)}\n`)
  .join("");
const FORBIDDEN = `${JSON.stringify({ op: "fs.read", path: "/workspace/id.key" })}\n`;

test("a diff on standard output that git applies, the rest on standard error", async () => {
  const folder = await folderWith({ "agent.toml": SPEC, "run.jsonl": RUN });
  const { code, stdout, stderr } = await runAegis(["suggest", "agent.toml", "run.jsonl"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toContain('-read = ["/workspace/**"]\n+read = ["/workspace/**", "/etc/hosts"]\n');
  expect(stderr).toContain('add exec.allow "git diff *"');
  expect(stderr).toContain("also lets through");
  expect(stderr.endsWith("4 requests: 2 entries to add.\n")).toBe(true);
  const applying = promisify(execFile)("git", ["apply", "-"], { cwd: folder });
  applying.child.stdin?.end(stdout);
  await applying;
  const again = await runAegis(["suggest", "agent.toml"], { cwd: folder, input: RUN });
  expect(again).toEqual({ code: 0, stdout: "", stderr: "4 requests: nothing to add.\n" });
});

test("what a deny forbids stays denied, with the rule", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const ask = (...args: string[]) =>
    runAegis(["suggest", ...args, "agent.toml"], { cwd: folder, input: FORBIDDEN });
  const { code, stdout, stderr } = await ask();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain('denied by filesystem.deny[0] ("**/*.key")');
  const json = JSON.parse((await ask("--format", "json")).stdout);
  expect(json).toMatchObject({ ok: false, edits: [], refused: [{ rule: "filesystem.deny[0]", line: 7 }] });
});

test("--write makes the edit in place", async () => {
  const folder = await folderWith({ "agent.toml": SPEC, "run.jsonl": RUN, "more.jsonl": RUN + FORBIDDEN });
  const outcome = await runAegis(["suggest", "--write", "agent.toml", "run.jsonl"], { cwd: folder });
  expect([outcome.code, outcome.stdout]).toEqual([0, ""]);
  expect(await readFile(join(folder, "agent.toml"), "utf8")).toContain('"git log *", "git diff *"]');
  // Something stays denied, which no edit mends.
  const more = await runAegis(["suggest", "--write", "agent.toml", "more.jsonl"], { cwd: folder });
  expect(more.code).toBe(1);
  const piped = await runAegis(["suggest", "--write", "-", "run.jsonl"], { cwd: folder, input: SPEC });
  expect(piped.stdout).toContain('read = ["/workspace/**", "/etc/hosts"]');
});

test("--shrink narrows to what the run used, and eval's answers will do", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const { stdout: answers } = await runAegis(["eval", "agent.toml"], { cwd: folder, input: RUN });
  const shrink = (...args: string[]) =>
    runAegis(["suggest", "--shrink", ...args, "agent.toml"], { cwd: folder, input: answers });
  const { code, stdout, stderr } = await shrink();
  expect(code).toBe(1);
  expect(stdout).toContain('-read = ["/workspace/**"]\n');
  expect(stdout).toContain('+read = ["/workspace/src/*"]\n');
  expect(stdout).toContain("+allow = []\n");
  expect(stderr).toContain('narrow filesystem.read[0] "/workspace/**" to "/workspace/src/*"\n');
  const json = JSON.parse((await shrink("-f", "json")).stdout);
  expect(json.removed.map(({ rule }: { rule: string }) => rule)).toEqual([
    "filesystem.write[0]",
    "exec.allow[0]",
    "exec.allow[1]",
  ]);
  expect(json.edits[0]).toMatchObject({ newText: expect.any(String), range: { start: { line: 5 } } });
  expect((await shrink("--write")).code).toBe(0);
  expect((await shrink()).stdout).toBe("");
});

test("a query of a database that no section names", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const query = { op: "sql.query", database: "d", sql: "select a from public.t" };
  const { stdout } = await runAegis(["suggest", "agent.toml"], { cwd: folder, input: JSON.stringify(query) });
  expect(stdout).toContain('+[capabilities.sql.d]\n+statements = ["select"]\n+tables = ["public.t"]\n');
});

test("called wrongly", async () => {
  const folder = await folderWith({ "agent.toml": SPEC, "bad.toml": "x", "run.jsonl": "nonsense\n" });
  const of = async (...args: string[]) =>
    (await runAegis(["suggest", ...args], { cwd: folder, input: "" })).stderr;
  expect(await of("-")).toMatch(/^aegis: Standard input holds the spec; /);
  expect(await of("agent.toml", "run.jsonl")).toMatch(/^aegis: run\.jsonl:1 is no request; /);
  expect(await of("bad.toml", "run.jsonl")).toContain("bad.toml cannot be used");
  expect(await of("agent.toml", "nowhere")).toBe(
    "aegis: nowhere cannot be read: there is no such file; check the path.\n",
  );
});
