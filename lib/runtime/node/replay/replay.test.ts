import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Approver } from "../../../mediator/approval";
import { compile, link } from "../../../policy";
import { load } from "../../../spec";
import { readTape } from "../../replay/read-tape";
import type { Tape } from "../../replay/tape";
import { RECORDED_AGENT, RECORDED_FILES, RECORDED_SPEC } from "../../testing/recorded-agent";
import { openFileJournal } from "../journal/file-journal";
import { loadAssets, type RunAssets } from "../run/assets";
import { type EmbeddedRun, GUEST_FOLDER, runEmbedded } from "../run/run-embedded";
import { type Replayed, type ReplayOptions, replay } from "./replay";

const SPEC = `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**", "/tmp/**"]
write = ["/workspace/out/**", "/tmp/**"]
deny = ["**/*.key"]
approve = ["/workspace/final.txt"]
[capabilities.exec]
allow = ["date", "echo", "cat", "sleep", "node"]
env = ["LANG"]
`;
let assets: RunAssets;
beforeAll(async () => {
  assets = await loadAssets();
});

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-replay-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

interface Recorded {
  readonly folder: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly lines: readonly Uint8Array[];
  readonly tape: Tape;
  readonly bytes: Uint8Array;
  readonly path: string;
}

async function recorded(
  agent: string,
  more: Partial<EmbeddedRun> & { toml?: string; files?: Record<string, string> } = {},
): Promise<Recorded> {
  const { toml = SPEC, files = {}, ...options } = more;
  const folder = await folderOf({
    "a.txt": "alpha\n",
    "b.txt": "beta\n",
    "id.key": "k",
    "agent.ts": agent,
    ...files,
  });
  const logs = await folderOf({});
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  const program = compile(spec, source);
  const journal = await openFileJournal(join(logs, "session.jsonl"), { mode: "write" });
  const path = join(logs, "session.recording");
  const output = { stdout: "", stderr: "" };
  const failures: unknown[] = [];
  const { end, isRecorded } = await runEmbedded({
    assets,
    source: { bytes: new TextEncoder().encode(toml), spec, program },
    engine: link(program),
    folder,
    entry: `${GUEST_FOLDER}/agent.ts`,
    argv: ["one"],
    env: { LANG: "C" },
    journal,
    actor: "me",
    host: "local",
    isTty: false,
    recording: path,
    output: (stream, bytes) => {
      output[stream] += new TextDecoder().decode(bytes);
    },
    failed: (cause) => failures.push(cause),
    ...options,
  }).finally(() => journal.close());
  expect(failures).toEqual([]);
  expect(isRecorded).toBe(true);
  const text = await readFile(join(logs, "session.jsonl"), "utf8");
  const bytes = new Uint8Array(await readFile(path));
  const tape = readTape(bytes);
  if (!tape.ok) throw new Error(tape.why);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => new TextEncoder().encode(line));
  return { folder, code: end.code, ...output, lines, tape: tape.value, bytes, path };
}

async function again(
  { tape, lines }: Pick<Recorded, "tape" | "lines">,
  more: Partial<ReplayOptions> = {},
): Promise<Replayed & { stdout: string; stderr: string }> {
  const output = { stdout: "", stderr: "" };
  const result = await replay({
    assets,
    tape,
    lines,
    output: (stream, bytes) => {
      output[stream] += new TextDecoder().decode(bytes);
    },
    ...more,
  });
  if (!result.ok) throw new Error(result.why);
  return { ...result.value, ...output };
}

async function same(run: Recorded): Promise<void> {
  const { stdout, stderr, code, lines } = run;
  expect(await again(run)).toEqual({
    stdout,
    stderr,
    code,
    equal: lines.length,
    flips: [],
    isCut: false,
    isOtherBuild: false,
  });
}

describe("a recorded run, once more", () => {
  it("is the same, whatever it got from outside", async () => {
    const run = await recorded(RECORDED_AGENT, { toml: RECORDED_SPEC, files: { ...RECORDED_FILES } });
    expect(run.code).toBe(7);
    await same(run);
  });

  it("has the same times, random numbers, files, variables and arguments", async () => {
    const run = await recorded(`
      import fs from "node:fs";
      import { randomUUID, randomBytes } from "node:crypto";
      console.log(Date.now(), performance.now(), process.hrtime.bigint(), new Date());
      console.log(Math.random(), randomUUID(), randomBytes(8).toString("hex"), crypto.getRandomValues(new Uint8Array(4)));
      console.log(fs.readFileSync("a.txt", "utf8"), fs.readdirSync("."), fs.statSync("a.txt"));
      console.log(process.argv, process.env.LANG, process.env.HOME, process.uptime(), process.memoryUsage().rss > 0);
      fs.writeFileSync("/tmp/x", "in memory");
      console.log(fs.statSync("/tmp/x").mtimeMs, fs.mkdtempSync("/tmp/y-"));
      fs.mkdirSync("out"); fs.writeFileSync("out/z", "on the disk"); console.log(fs.readFileSync("out/z", "utf8"));
      try { fs.readFileSync("id.key") } catch (error) { console.error(error.code, error.reason) }
      for (let start = Date.now(); Date.now() < start + 30;);
      console.log(Date.now());
      process.exitCode = 7;
    `);
    expect(run.code).toBe(7);
    await same(run);
  });

  it("takes timers, promises and messages in the order in which they came", async () => {
    const run = await recorded(`
      import fs from "node:fs/promises";
      const told = [];
      setTimeout(() => told.push("b", Date.now()), 12);
      setTimeout(() => told.push("a", Date.now()), 3);
      setImmediate(() => told.push("i"));
      const reads = Array.from({ length: 20 }, (_, i) => fs.writeFile("out-" + i, "x").catch((e) => told.push(e.code + i)));
      await Promise.all([...reads, fs.mkdir("out").then(() => told.push("made"))]);
      await Promise.all(Array.from({ length: 10 }, (_, i) => fs.writeFile("out/" + i, "x" + i).then(() => told.push(i))));
      await new Promise((r) => setTimeout(r, 30));
      console.log(told.join());
    `);
    await same(run);
  });

  it("runs the same commands, with the session's own time and random numbers", async () => {
    const run = await recorded(
      `
      import { execSync, exec } from "node:child_process";
      import { promisify } from "node:util";
      console.log(execSync("date +%s%N; echo $RANDOM $RANDOM; sleep 0.05; echo $SECONDS; date", { encoding: "utf8" }));
      console.log(execSync("cat a.txt b.txt >> /tmp/all; cat /tmp/*; cat a.txt | cat > /tmp/b", { encoding: "utf8" }));
      const both = await Promise.all(["echo a; sleep 0.02; echo b", "cat b.txt; date"].map((line) => promisify(exec)(line)));
      console.log(both.map(({ stdout }) => stdout));
      console.log(execSync("node other.ts two", { encoding: "utf8" }));
    `,
      { files: { "other.ts": "console.log(process.argv[2], Date.now(), Math.random())" } },
    );
    expect(run.stderr).toBe("");
    await same(run);
  });

  it("reads the same standard input, and asks nobody what a person said", async () => {
    async function* stdin() {
      yield new TextEncoder().encode("first\n");
      await new Promise((resolve) => setImmediate(resolve));
      yield new TextEncoder().encode("second\n");
    }
    let asked = 0;
    const approver: Approver = {
      ask: async ({ action_sha256 }) => {
        asked += 1;
        return { action_sha256, grant: asked === 1, approver: "boss" };
      },
    };
    const run = await recorded(
      `
      import fs from "node:fs";
      for await (const chunk of process.stdin) console.log(String(chunk));
      fs.writeFileSync("final.txt", "agreed");
      try { fs.writeFileSync("final.txt", "not agreed") } catch (error) { console.log(error.reason) }
    `,
      { stdin: stdin(), approver },
    );
    expect(asked).toBe(2);
    await rm(join(run.folder, "final.txt"));
    await same(run);
    expect(asked).toBe(2);
    // It was not written once more.
    expect(await readdir(run.folder)).not.toContain("final.txt");
  });

  it("reaches no network", async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end(`answer ${requests}`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const run = await recorded(
      `
      const url = "http://127.0.0.1:${port}/";
      const answers = await Promise.all([1, 2, 3].map(() => fetch(url).then((r) => r.text())));
      console.log(answers.join());
      try { await fetch("http://127.0.0.1:1/") } catch (error) { console.log(String(error), error.cause?.code) }
    `,
      {
        toml: `${SPEC}[capabilities.network]\nallow_egress = ["http://127.0.0.1:${port}", "http://127.0.0.1:1"]\n`,
      },
    );
    expect(run.stdout).toContain("answer 1");
    await new Promise((resolve) => server.close(resolve));
    await same(run);
    expect(requests).toBe(3);
  });

  it.each([
    ["of its time", `import fs from "node:fs"; fs.readFileSync("a.txt"); for (;;);`, { cpuMs: 200 }],
    ["of the clock", "setInterval(() => {}, 5)", { wallMs: 300 }],
    ["of its output", 'for (;;) console.log("x".repeat(1000))', { outputBytes: 100_000 }],
  ])("ends by the limit %s where it did", async (_, agent, limits) => {
    const run = await recorded(agent, { limits });
    expect(run.code).toBeGreaterThan(0);
    await same(run);
  });

  it("is stopped where it was stopped", async () => {
    const controller = new AbortController();
    const run = await recorded("console.log(1); for (;;);", {
      signal: controller.signal,
      output: () => controller.abort(),
    });
    expect(run.code).toBe(130);
    const { code, equal } = await again(run);
    expect({ code, equal }).toEqual({ code: 130, equal: run.lines.length });
  });
});

describe("a recorded run with checkpoints", () => {
  it("goes back where it went back, and its replay touches nothing", async () => {
    const run = await recorded(
      `
      import fs from "node:fs";
      fs.mkdirSync("out");
      fs.writeFileSync("out/x", "made");
      fs.unlinkSync("out/x");
      await new Promise((done) => setTimeout(done, 30));
      for (;;) { try { fs.readFileSync("id.key") } catch {} }
    `,
      {
        toml: `${SPEC}[checkpoint]\ninterval = "10m"\nbefore_high_risk = true\nrollback_triggers = ["deny_violation_count > 3"]\n`,
      },
    );
    expect(run.code).toBe(130);
    // Back to before the unlinking, which was the last one before the first denial.
    expect(await readdir(join(run.folder, "out"))).toEqual(["x"]);
    await rm(join(run.folder, "out"), { recursive: true });
    const { equal, code, rolledBack } = await again(run);
    expect({ equal, code }).toEqual({ equal: run.lines.length, code: run.code });
    expect(rolledBack).toMatchObject({ by: "deny_violation_count > 3", takenBy: "before_risk", failed: 0 });
    expect(await readdir(run.folder)).not.toContain("out");
  });
});

it("a recording without its files, as browsers make them, is refused with a sentence", async () => {
  const { tape, lines } = await recorded("1");
  const given = { ...tape, header: { ...tape.header, files: "given" as const } };
  expect(await replay({ assets, tape: given, lines, output: () => {} })).toEqual({
    ok: false,
    why: "The run was recorded in a browser, and its files are not in the recording.",
  });
});

describe("what a replay changes", () => {
  it("is nothing, whatever is in the folder now", async () => {
    const run = await recorded(`
      import fs from "node:fs";
      fs.mkdirSync("out", { recursive: true });
      fs.appendFileSync("out/log", fs.readFileSync("a.txt", "utf8"));
      fs.rmSync("out/log"); fs.writeFileSync("out/x", "1"); fs.renameSync("out/x", "out/y");
      console.log(fs.readFileSync("out/y", "utf8"));
    `);
    await rm(join(run.folder, "out"), { recursive: true });
    await writeFile(join(run.folder, "a.txt"), "changed since");
    await writeFile(join(run.folder, "agent.ts"), "throw new Error('not this one')");
    const before = await readdir(run.folder);
    await same(run);
    expect(await readdir(run.folder)).toEqual(before);
  });

  it("is kept for its owner alone", async () => {
    const { path } = await recorded("1");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

describe("a replay that parts from its recording", () => {
  const READS = `import fs from "node:fs";
console.log("begins");
const name = "a.txt";
fs.readFileSync(name);`;

  /** The same recording, of an agent with another text. */
  function withAgent({ tape, lines }: Recorded, from: string, to: string): Pick<Recorded, "tape" | "lines"> {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const steps = JSON.parse(JSON.stringify(tape.steps).replaceAll(base64(from), base64(to)));
    return { tape: { ...tape, steps }, lines };
  }

  it("says where, what it did now and what it did then, and in which line", async () => {
    const run = await recorded(READS);
    const { difference, equal, code } = await again(withAgent(run, READS, READS.replace("a.txt", "b.txt")));
    expect(code).toBeUndefined();
    // That another text was read is the first difference: it is hashed into the record of the reading.
    expect(difference?.seq).toBe(equal);
    expect(difference?.why).toMatch(/^got a result of record \d+/);
  });

  it("names the place in the agent where its clock alone was another", async () => {
    const run = await recorded(`import fs from "node:fs";
const isLate = Date.now() > 1e12;
// A line of its own.
fs.readFileSync(isLate ? "a.txt" : "b.txt");`);
    const steps = run.tape.steps.map((step) =>
      step.clock ? { ...step, clock: [1, ...step.clock.slice(1)] } : step,
    );
    const { difference } = await again({ ...run, tape: { ...run.tape, steps } });
    expect(difference).toEqual({
      seq: expect.any(Number),
      why: "read /workspace/b.txt where the recording read /workspace/a.txt",
      where: "agent.ts:4",
    });
  });

  it("stands still nowhere: every cut of a recording ends it", async () => {
    const run = await recorded(`
      import fs from "node:fs";
      fs.readFileSync("a.txt");
      await new Promise((r) => setTimeout(r, 5));
      fs.mkdirSync("out");
    `);
    const { end: _, ...tape } = run.tape;
    for (let size = 1; size <= tape.steps.length; size += 7) {
      const cut = await again({ lines: run.lines, tape: { ...tape, steps: tape.steps.slice(0, size) } });
      expect(cut.difference, `${size} steps`).toBeUndefined();
      expect(cut.isCut || size === tape.steps.length).toBe(true);
      expect(cut.equal).toBeLessThanOrEqual(run.lines.length);
    }
    for (let gone = 1; gone < tape.steps.length; gone += 7) {
      const steps = tape.steps.filter((_step, at) => at !== gone);
      const { difference } = await again({ ...run, tape: { ...run.tape, steps } });
      expect(difference, `without step ${gone}`).toBeDefined();
    }
  });
});

describe("a recording under another spec", () => {
  const AGENT = `import fs from "node:fs";
for (const name of ["a.txt", "id.key", "b.txt"]) {
  try {
    fs.readFileSync(name);
  } catch {}
}`;
  function engineOf(toml: string) {
    const { spec, source } = load(toml);
    if (!spec) throw new Error("no spec");
    return link(compile(spec, source));
  }

  it("is the same where the other spec says the same", async () => {
    const run = await recorded(AGENT);
    const engine = engineOf(SPEC.replace('name = "tested"', 'name = "other"'));
    const { flips, code, equal } = await again(run, { second: { engine, goesOn: false } });
    expect({ flips, code, equal }).toEqual({ flips: [], code: 0, equal: run.lines.length });
  });

  it("shows the first request that would be decided in another way, with both reasons", async () => {
    const run = await recorded(AGENT);
    const engine = engineOf(SPEC.replace('deny = ["**/*.key"]', 'deny = ["**/b.txt"]'));
    const { flips, code } = await again(run, { second: { engine, goesOn: false } });
    expect(code).toBeUndefined();
    expect(flips).toEqual([
      {
        seq: expect.any(Number),
        what: "read /workspace/id.key",
        where: "agent.ts:4",
        was: expect.objectContaining({ verdict: "deny", rule: "filesystem.deny[0]", line: 7 }),
        would: expect.objectContaining({ verdict: "allow", rule: "filesystem.read[0]", line: 5 }),
      },
    ]);
    const all = await again(run, { second: { engine, goesOn: true } });
    expect(all.flips.map(({ what, would }) => `${what}: ${would.verdict}`)).toEqual([
      "read /workspace/id.key: allow",
      "read /workspace/b.txt: deny",
    ]);
    expect(all).toMatchObject({ code: 0, equal: run.lines.length });
  });
});
