/** The real command on real folders: what an agent gets, what is told of it, and how a run ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { folderWith, type Outcome, runAegis, type Surroundings, startAegis } from "../testing/run-aegis";

vi.setConfig({ testTimeout: 120_000 });

const SPEC = `[agent]
name = "worker"
entry = "agent.ts"

[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**", "/workspace/logs/**"]
deny = ["**/*.key"]
approve = ["/workspace/out/final/**"]

[capabilities.exec]
allow_dynamic_code = true
env = ["GREETING", "OTHER"]
`;
const state = mkdtempSync(join(tmpdir(), "aegis-state-"));
afterAll(() => rmSync(state, { recursive: true }));

function aegis(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runAegis(args, { ...surroundings, env: { XDG_STATE_HOME: state, ...surroundings.env } });
}

async function workspace(agent: string, files: Readonly<Record<string, string>> = {}, spec = SPEC) {
  return folderWith({ "agent.toml": spec, "agent.ts": agent, "out/.keep": "", ...files });
}

async function logsIn(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, ".aegis/sessions"));
  return names.filter((name) => name.endsWith(".jsonl")).map((name) => join(folder, ".aegis/sessions", name));
}

describe("a run", () => {
  test("gives the agent its workspace, words, variables and input, and tells what it came to", async () => {
    const folder = await workspace(
      `import fs from "node:fs";
      let input = ""; for await (const chunk of process.stdin) input += chunk;
      console.log(JSON.stringify([process.cwd(), process.argv.slice(2), { ...process.env }, input]));
      console.error("to the other stream");
      for (const path of ["/etc/passwd", "id.key", "id.key"]) try { fs.readFileSync(path) } catch (e) { console.log(e.code) }
      fs.writeFileSync("out/made.txt", "made");
      console.log(fs.readdirSync(".").join());
      process.exitCode = 7;`,
      { "id.key": "secret" },
    );
    const { code, stdout, stderr } = await aegis(
      ["run", "--env", "OTHER=given", "--summary", "run.json", "agent.toml", "--", "-x", "--", "y"],
      { cwd: folder, input: "in\n", env: { GREETING: "hello", SECRET: "no" } },
    );
    expect([code, stdout.split("\n")]).toEqual([
      7,
      [
        '["/workspace",["-x","--","y"],{"GREETING":"hello","OTHER":"given"},"in\\n"]',
        "EACCES",
        "EACCES",
        "EACCES",
        "agent.toml,agent.ts,id.key,out",
        "",
      ],
    ]);
    expect(await readFile(join(folder, "out/made.txt"), "utf8")).toBe("made");
    const [log = ""] = await logsIn(folder);
    const shown = log.slice(folder.length + 1);
    const lines = stderr.trimEnd().split("\n");
    expect(lines[0]).toBe("to the other stream");
    expect(lines[1]).toMatch(/^aegis: exit 7 after [0-9.]+ s; 8 allowed, 3 denied$/);
    expect(lines.slice(2)).toEqual([
      "aegis: ✗ denied fs.read /etc/passwd  no rule allows it",
      "aegis: ✗ denied fs.read /workspace/id.key (2 times)  filesystem.deny[0] agent.toml:8:9",
      expect.stringMatching(/^aegis: [0-9]+ records; to verify: aegis log verify /),
    ]);
    expect(lines.at(-1)).toContain(shown);

    const summary = JSON.parse(await readFile(join(folder, "run.json"), "utf8"));
    expect(summary).toMatchObject({
      exit: 7,
      ended: "exit",
      agent: "worker",
      driver: "embedded",
      verdicts: { deny: 3 },
      denials: [
        { subject: "/etc/passwd", rule: null, times: 1 },
        { rule: "filesystem.deny[0]", line: 8, column: 9, times: 2 },
      ],
      log: shown,
    });
    // What this user recorded here is known here; elsewhere the key has to be given, and the summary has it.
    expect((await aegis(["log", "verify", shown], { cwd: folder })).code).toBe(0);
    const elsewhere = { cwd: folder, env: { XDG_STATE_HOME: join(folder, "none") } };
    expect((await aegis(["log", "verify", shown], elsewhere)).stdout).toContain("UNKNOWN_KEY");
    const told = await aegis(summary.verify.split(" ").slice(1), elsewhere);
    expect([told.code, told.stdout]).toEqual([0, expect.stringContaining("valid (OK)")]);
  });

  test("does not show its log, and lets neither log nor spec be changed", async () => {
    const folder = await workspace(
      `import fs from "node:fs";
      const t = (f) => { try { console.log(String(f())) } catch (e) { console.log(e.code) } };
      t(() => fs.readdirSync("."));
      t(() => fs.readdirSync(".aegis"));
      t(() => fs.writeFileSync(".aegis/x", ""));
      t(() => fs.renameSync(".aegis", "seen"));
      t(() => fs.symlinkSync(".aegis/sessions", "link") ?? fs.readdirSync("link"));
      t(() => fs.readdirSync("logs"));
      t(() => fs.appendFileSync("logs/run.jsonl", "x"));
      t(() => fs.renameSync("logs", "moved"));
      t(() => fs.writeFileSync("agent.toml", ""));
      t(() => fs.rmSync("agent.toml"));
      t(() => fs.renameSync("agent.toml", "other.toml"));`,
      { "logs/.keep": "" },
      SPEC.replace('write = ["/workspace/out/**"', 'write = ["/workspace/**"'),
    );
    const { stdout, code } = await aegis(["run", "--log", "logs/run.jsonl", "agent.toml"], { cwd: folder });
    const [listed, ...others] = stdout.trimEnd().split("\n");
    expect([code, listed]).toEqual([0, "agent.toml,agent.ts,logs,out"]);
    expect(others).toEqual([...Array(4).fill("EACCES"), ".keep", "EACCES", ...Array(4).fill("EROFS")]);
    expect(await readFile(join(folder, "agent.toml"), "utf8")).toContain('name = "worker"');
    expect((await aegis(["log", "verify", "logs/run.jsonl"], { cwd: folder })).code).toBe(0);
  });

  test("finds the agent by a path from here or as the agent has it, on another folder as well", async () => {
    const folder = await workspace("", { "sub/b.ts": "console.log(import.meta.url)" });
    const elsewhere = await folderWith({ "other.toml": SPEC });
    const call = async (cwd: string, ...args: string[]) =>
      (await aegis(["run", "-q", ...args], { cwd })).stdout;
    const told = "file:///workspace/sub/b.ts\n";
    expect(await call(join(folder, "sub"), "../agent.toml", "b.ts")).toBe(told);
    expect(await call(elsewhere, join(folder, "agent.toml"), "/workspace/sub/b.ts")).toBe(told);
    expect(await call(elsewhere, "-w", folder, "other.toml", "sub/b.ts")).toBe(told);
    const piped = await aegis(["run", "-q", "-", "sub/b.ts"], { cwd: folder, input: SPEC });
    expect(piped).toEqual({ code: 0, stdout: told, stderr: "" });
  });
});

describe("where a person must agree", () => {
  const AGENT = `import fs from "node:fs";
    try { fs.writeFileSync("out/final/a", "x"); console.log("written") } catch (e) { console.log(e.code) }`;

  test("nobody is asked without a terminal, and that is said", async () => {
    const folder = await workspace(AGENT, { "out/final/.keep": "" });
    const { stdout, stderr } = await aegis(["run", "agent.toml"], { cwd: folder });
    expect(stdout).toBe("EACCES\n");
    expect(stderr).toContain("aegis: fs.write /workspace/out/final/a waits for a person, and here is no ter");
    expect(stderr).toContain(
      "1 asked (0 granted)\naegis: ✗ not approved fs.write /workspace/out/final/a  file",
    );
  });

  test("a yes or no for all is one of the person who runs it, and no second person", async () => {
    const folder = await workspace(AGENT, { "out/final/.keep": "" });
    const call = async (...args: string[]) =>
      (await aegis(["run", "-q", "--actor", "ann", ...args], { cwd: folder })).stdout;
    expect(await call("--approve", "deny", "agent.toml")).toBe("EACCES\n");
    expect(await call("--approve", "yes", "--log", "yes.jsonl", "agent.toml")).toBe("written\n");
    expect(await readFile(join(folder, "yes.jsonl"), "utf8")).toMatch(
      /"approver":"ann","of":[0-9]+,"reason":"aegis run --approve yes"/,
    );
    await writeFile(join(folder, "agent.toml"), `${SPEC}[approvals]\nsecond_person = true\n`);
    expect(await call("--approve", "yes", "agent.toml")).toBe("EACCES\n");
  });
});

describe("what does not begin", () => {
  test("is refused with 126 and what to do, and leaves nothing behind", async () => {
    const folder = await workspace("console.log('ran')", {}, `${SPEC}[guards]\ninput = ["pii:mask"]\n`);
    const refused = await aegis(["run", "agent.toml"], { cwd: folder });
    expect([refused.code, refused.stdout]).toEqual([126, ""]);
    expect(refused.stderr).toMatch(
      /^aegis: The runtime embedded does not enforce guards yet.*\naegis: To run without: --accept guards\n$/,
    );
    expect(await readdir(folder)).toEqual(["agent.toml", "agent.ts", "out"]);
    expect((await aegis(["run", "-q", "--accept", "guards", "agent.toml"], { cwd: folder })).stdout).toBe(
      "ran\n",
    );

    await writeFile(join(folder, "agent.toml"), SPEC.replace('"/workspace/**"', '"/workspace/in/**"'));
    const unread = await aegis(["run", "agent.toml"], { cwd: folder });
    expect([unread.code, unread.stdout]).toEqual([126, ""]);
    expect(unread.stderr).toContain('Add "/workspace/agent.ts" to read under [capabilities.filesystem]');
  });

  test("is called wrongly with 2, in a sentence", async () => {
    const folder = await workspace("", { "old.jsonl": "no log\n" });
    await symlink(folder, join(folder, "out/link"));
    const cases: [args: string[], message: RegExp][] = [
      [["agent.toml", "none.ts"], /none\.ts is no file of the workspace/],
      [["agent.toml", "/etc/hostname"], /is no file of the workspace/],
      [["--workspace", "none", "agent.toml"], /none cannot be read/],
      [["--env", "SECRET=x", "agent.toml"], /does not let its agent see SECRET/],
      [["--env", "OTHER", "agent.toml"], /OTHER is not set here/],
      [["--accept", "guard", "agent.toml"], /--accept does not know "guard"; did you mean guards\?/],
      [["--timeout", "5", "agent.toml"], /--timeout: "5" is not a duration/],
      [["--actor", "role:security", "agent.toml"], /is a role/],
      [["--log", "old.jsonl", "agent.toml"], /is no audit log, and nothing was changed in it/],
      [["--log", "none/x.jsonl", "agent.toml"], /There is no folder for the log/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await aegis(["run", ...args], { cwd: folder });
      expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
    }
    expect(await readFile(join(folder, "old.jsonl"), "utf8")).toBe("no log\n");
  });

  test("writes no log through a link that came with the workspace, and over none", async () => {
    const folder = await workspace("console.log('ran')");
    const outside = await folderWith({});
    await symlink(outside, join(folder, ".aegis"));
    const linked = await aegis(["run", "agent.toml"], { cwd: folder });
    expect([linked.code, linked.stdout]).toEqual([2, ""]);
    expect(linked.stderr).toContain("is no folder of its own, so no log goes there");
    expect(await readdir(outside)).toEqual([]);
    await mkdir(join(folder, "mine"));
    for (const code of [0, 2]) {
      const ran = await aegis(["run", "-q", "--log", "mine/x.jsonl", "agent.toml"], { cwd: folder });
      expect(ran.code).toBe(code);
    }
    expect((await aegis(["run", "-q", "--log", "mine", "agent.toml"], { cwd: folder })).code).toBe(0);
    expect((await readdir(join(folder, "mine"))).filter((name) => name.endsWith(".jsonl"))).toHaveLength(2);
  });
});

describe("what is ended", () => {
  const LOOP = `console.log("begun"); for (;;);`;
  const WAIT = `console.log("begun"); setInterval(() => {}, 1000);`;

  test("by a limit of time with 124, and the sentence says which", async () => {
    const folder = await workspace(LOOP);
    const own = await aegis(["run", "-q", "--timeout", "400ms", "agent.toml"], { cwd: folder });
    expect(own.code).toBe(124);
    expect(own.stderr).toBe("aegis: stopped after 0.4 s: the time is up (--timeout).\n");
    await writeFile(join(folder, "agent.toml"), SPEC.replace("entry", 'max_runtime = "400ms"\nentry'));
    const spec = await aegis(["run", "-q", "--timeout", "1h", "agent.toml"], { cwd: folder });
    expect([spec.code, spec.stderr]).toEqual([
      124,
      "aegis: stopped after 0.4 s: the time is up (max_runtime under [agent]).\n",
    ]);
  });

  test.each([
    ["SIGINT", 130, LOOP],
    ["SIGTERM", 143, WAIT],
  ] as const)("by %s with %i, and its log is closed", async (signal, expected, agent) => {
    const folder = await workspace(agent);
    const run = startAegis(["run", "agent.toml"], { cwd: folder, env: { XDG_STATE_HOME: state } });
    await run.printed("begun");
    run.child.kill(signal);
    const { code, stderr } = await run.ended;
    expect(code).toBe(expected);
    expect(stderr).toContain(`aegis: ${signal}: stopping the agent and closing the log.`);
    const [log = ""] = await logsIn(folder);
    const verified = await aegis(["log", "verify", "--format", "json", log]);
    expect(JSON.parse(verified.stdout)).toMatchObject({ verdict: "OK" });
    expect(await readFile(log, "utf8")).toMatch(/"reason":"stopped".*\n.*"status":"complete"/);
  });

  test("at once by a second signal, and the next run closes the log", async () => {
    const folder = await workspace(LOOP);
    const run = startAegis(["run", "agent.toml"], { cwd: folder, env: { XDG_STATE_HOME: state } });
    await run.printed("begun");
    run.child.kill("SIGINT");
    run.child.kill("SIGTERM");
    const { code, stderr } = await run.ended;
    expect([130, 143]).toContain(code);
    expect(stderr).toContain("stopped without waiting; the next run in this workspace closes the log.");
    await writeFile(join(folder, "agent.ts"), "console.log('next')");
    const next = await aegis(["run", "agent.toml"], { cwd: folder });
    expect([next.code, next.stdout]).toEqual([0, "next\n"]);
    for (const log of await logsIn(folder)) expect((await aegis(["log", "verify", log])).code).toBe(0);
  });

  test("with 125 where what is to be told cannot be, and the log is there all the same", async () => {
    const folder = await workspace("console.log('ran')");
    const ran = await aegis(["run", "-q", "--summary", "none/x.json", "agent.toml"], { cwd: folder });
    expect([ran.code, ran.stdout]).toEqual([125, "ran\n"]);
    expect(ran.stderr).toMatch(/^aegis: The summary cannot be written: /);
    expect(await logsIn(folder)).toHaveLength(1);
  });

  test("when nobody reads what it prints, as in any pipe", async () => {
    const folder = await workspace("for (let i = 0; ; i++) console.log(i);");
    const run = startAegis(["run", "-q", "agent.toml"], { cwd: folder, env: { XDG_STATE_HOME: state } });
    await run.printed("1\n");
    run.child.stdout.destroy();
    expect((await run.ended).code).toBe(141);
  });
});
