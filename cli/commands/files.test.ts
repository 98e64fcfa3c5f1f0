import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";

describe("init", () => {
  test("writes a spec that is valid, whose tests pass, and an agent", async () => {
    const folder = await folderWith({});
    const { code, stdout } = await runAegis(["init", "my agent!"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "Wrote my agent!/agent.toml, my agent!/agent.ts and my agent!/data/input.txt.\n",
    );
    const cwd = join(folder, "my agent!");
    expect(await readFile(join(cwd, "agent.toml"), "utf8")).toContain('name = "my-agent"\n');
    expect((await runAegis(["validate", "--strict", "agent.toml"], { cwd })).code).toBe(0);
    expect((await runAegis(["test", "agent.toml"], { cwd })).code).toBe(0);
    expect((await runAegis(["fmt", "--check", "agent.toml"], { cwd })).code).toBe(0);
    expect((await readdir(cwd)).sort()).toEqual(["agent.toml", "agent.ts", "data"]);
  });

  test("writes an agent that runs at once, with a denial to see", { timeout: 60_000 }, async () => {
    const folder = await folderWith({});
    await runAegis(["init"], { cwd: folder });
    const env = { XDG_STATE_HOME: folder };
    const ran = await runAegis(["run", "agent.toml"], { cwd: folder, env });
    expect([ran.code, ran.stdout]).toEqual([
      0,
      "read 3 lines, wrote out/summary.md\ndenied, as it should be: EACCES: permission denied, open '/etc/passwd'. Reading /etc/passwd is denied because no rule allows it.\n",
    ]);
    expect(ran.stderr).toMatch(/ 1 denied\naegis: ✗ denied fs.read \/etc\/passwd /);
    expect(await readFile(join(folder, "out/summary.md"), "utf8")).toBe("# Summary\n\n3 lines.\n");
  });

  test.each(["agent.toml", "agent.ts", "data/input.txt"])("overwrites nothing: %s", async (name) => {
    const folder = await folderWith({ [name]: "mine" });
    const { code, stderr } = await runAegis(["init"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(`${name} is there already, so nothing was written; name another folder.\n`);
    expect(await readdir(folder)).toEqual([name.split("/")[0]]);
    expect(await readFile(join(folder, name), "utf8")).toBe("mine");
  });

  test("takes a name and refuses one that is none", async () => {
    const folder = await folderWith({});
    expect((await runAegis(["init", "--name", "a b"], { cwd: folder })).code).toBe(2);
    expect((await runAegis(["init", "--name", "a-b"], { cwd: folder })).code).toBe(0);
    expect(await readFile(join(folder, "agent.toml"), "utf8")).toContain('name = "a-b"\n');
  });

  test("a file where the folder should be", async () => {
    const folder = await folderWith({ taken: "" });
    expect((await runAegis(["init", "taken"], { cwd: folder })).code).toBe(2);
  });
});

describe("fmt", () => {
  const UGLY = '[agent]\nname="a"   # who\n';
  const NEAT = '[agent]\nname = "a" # who\n';

  test("formats in place, keeps the mode, and leaves a formatted file alone", async () => {
    const folder = await folderWith({ "agent.toml": UGLY });
    const path = join(folder, "agent.toml");
    await chmod(path, 0o640);
    expect((await runAegis(["fmt", "--check", "agent.toml"], { cwd: folder })).code).toBe(1);
    expect(await readFile(path, "utf8")).toBe(UGLY);
    const first = await runAegis(["fmt", "agent.toml"], { cwd: folder });
    expect(first).toEqual({ code: 0, stdout: "agent.toml\n1 file formatted.\n", stderr: "" });
    expect(await readFile(path, "utf8")).toBe(NEAT);
    const { mtimeMs, mode } = await stat(path);
    expect(mode & 0o777).toBe(0o640);
    const second = await runAegis(["fmt", "agent.toml"], { cwd: folder });
    expect(second.stdout).toBe("1 file checked: nothing to change.\n");
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
    expect(await readdir(folder)).toEqual(["agent.toml"]);
  });

  test("from standard input to standard output", async () => {
    expect(await runAegis(["fmt", "-"], { input: UGLY })).toEqual({ code: 0, stdout: NEAT, stderr: "" });
    expect((await runAegis(["fmt", "--check", "-"], { input: UGLY })).code).toBe(1);
  });

  test("what is no TOML stays as it is", async () => {
    const folder = await folderWith({ "agent.toml": "a = \n" });
    const { code, stderr } = await runAegis(["fmt", "agent.toml"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^aegis: agent\.toml:1:\d cannot be formatted: This is not TOML: /);
    expect(await readFile(join(folder, "agent.toml"), "utf8")).toBe("a = \n");
  });
});

describe("inspect", () => {
  test("shows every rule with its line", async () => {
    const { code, stdout } = await runAegis(["inspect", "-"], { input: SPEC });
    expect(code).toBe(0);
    for (const line of [
      "worker, semi-trusted, <stdin>",
      "  allow  /workspace/**  filesystem.read[0], line 5",
      "  ask    /workspace/out/final/**  filesystem.approve[0], line 8",
      "  deny   **/*.key                 filesystem.deny[0], line 7",
      "What is not listed is denied.",
    ])
      expect(stdout.split("\n")).toContain(line);
    expect(stdout).toMatch(/^Enforced by\n +embedded +webcontainer +node\n/m);
  });

  test("as JSON", async () => {
    const guarded = `${SPEC}\n[guards]\noutput = ["pii:mask"]\n`;
    const { stdout } = await runAegis(["inspect", "--format", "json", "-"], { input: guarded });
    const view = JSON.parse(stdout);
    expect(view.grants[0]).toEqual({
      rule: "filesystem.read[0]",
      about: "read",
      text: "/workspace/**",
      line: 5,
    });
    expect(view.approvals.map(({ rule }: { rule: string }) => rule)).toEqual([
      "filesystem.approve[0]",
      "exec.approve[0]",
    ]);
    expect(view.guards.output).toEqual(["pii:mask"]);
    const guards = view.enforcement.find(({ part }: { part: string }) => part === "guards");
    expect(Object.keys(guards)).toEqual(["part", "embedded", "webcontainer", "node"]);
  });

  test("a spec with errors has no permissions", async () => {
    expect((await runAegis(["inspect", "-"], { input: "spec = 2" })).code).toBe(2);
  });
});

test("schema prints the schema", async () => {
  const { code, stdout } = await runAegis(["schema"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ title: "Agent Definition Spec", type: "object" });
});

test("a file without a right to read is told, not guessed", async () => {
  // Whoever is allowed everything can read it all the same.
  if (process.getuid?.() === 0) return;
  const folder = await folderWith({});
  await mkdir(join(folder, "x"));
  await writeFile(join(folder, "x", "agent.toml"), SPEC, { mode: 0 });
  const { stderr } = await runAegis(["validate", "x/agent.toml"], { cwd: folder });
  expect(stderr).toContain("you have no right to read it");
});
