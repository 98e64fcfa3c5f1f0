import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type AuditRecord, readRecord } from "../../../audit/record";
import { verify } from "../../../audit/verify";
import { compile, link } from "../../../policy";
import { load } from "../../../spec";
import { stopwatch } from "../../../testing/stopwatch";
import { nodeHasher } from "../hash";
import { openFileJournal } from "../journal/file-journal";
import { loadAssets, type RunAssets } from "./assets";
import { type EmbeddedRun, GUEST_FOLDER, runEmbedded } from "./run-embedded";

const SPEC = `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
approve = ["/workspace/final.txt"]
[capabilities.exec]
allow = ["cat", "echo"]
env = ["LANG"]
`;
let assets: RunAssets;
beforeAll(async () => {
  assets = await loadAssets();
});

async function workspace(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-run-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function run(agent: string, more: Partial<EmbeddedRun> & { toml?: string } = {}) {
  const folder = more.folder ?? (await workspace({ "a.txt": "alpha\n", "id.key": "secret" }));
  await writeFile(join(folder, "agent.ts"), agent);
  const logs = await workspace({});
  const { spec, source, diagnostics } = load(more.toml ?? SPEC);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  const program = compile(spec, source);
  const log = join(logs, "session.jsonl");
  const journal = await openFileJournal(log, { mode: "write" });
  const output = { stdout: "", stderr: "" };
  const failures: unknown[] = [];
  try {
    const ended = await runEmbedded({
      assets,
      source: { bytes: new TextEncoder().encode(more.toml ?? SPEC), spec, program },
      engine: link(program),
      folder,
      entry: `${GUEST_FOLDER}/agent.ts`,
      argv: [],
      env: { LANG: "C", HOME: "/root" },
      journal,
      actor: "me",
      host: "local",
      isTty: false,
      output: (stream, bytes) => {
        output[stream] += new TextDecoder().decode(bytes);
      },
      failed: (cause) => failures.push(cause),
      ...more,
    });
    const text = await readFile(log, "utf8");
    const records = text
      .trimEnd()
      .split("\n")
      .map((line) => readRecord(new TextEncoder().encode(line)))
      .filter((read): read is { ok: true; record: AuditRecord } => read.ok)
      .map(({ record }) => record);
    return { ...ended, ...output, failures, folder, records, text };
  } finally {
    await journal.close();
  }
}

describe("an agent on a real folder", () => {
  it("reads, is denied, prints and exits with its code, all of it in a log that verifies", async () => {
    const { end, stdout, stderr, records, failures, closed, text } = await run(`
      import { readFileSync } from "node:fs";
      interface Found { text: string }
      const found: Found = { text: readFileSync("a.txt", "utf8") };
      console.log(found.text.trim(), process.env.LANG, process.env.HOME);
      try { readFileSync("id.key") } catch (error) { console.log((error as { code: string }).code) }
      process.exitCode = 7;
    `);
    expect({ stdout, stderr, failures }).toEqual({
      stdout: "alpha C undefined\nEACCES\n",
      stderr: "",
      failures: [],
    });
    expect(end).toEqual({ reason: "exit", code: 7 });
    expect(records.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "session.open",
        "fs.read",
        "env.read",
        "agent.output",
        "agent.exit",
        "session.close",
      ]),
    );
    const report = await verify(
      { lines: [new TextEncoder().encode(text)] },
      {
        hasher: nodeHasher(),
        checkpoints: [new TextEncoder().encode(closed.checkpoint)],
        keys: [`${records[0]?.data.vkey}`],
      },
    );
    expect(report).toMatchObject({ verdict: "OK", summary: { isClosed: true } });
  });

  it("writes back where the spec allows, and nowhere else", async () => {
    const { folder, stdout } = await run(`
      import fs from "node:fs";
      fs.mkdirSync("out/deep", { recursive: true });
      fs.writeFileSync("out/deep/x.txt", "made");
      for (const path of ["x.txt", "../x.txt", "out/../x.txt", "/etc/x"]) {
        try { fs.writeFileSync(path, "bad"); console.log("wrote", path) } catch (error) { console.log(error.code) }
      }
    `);
    expect(await readFile(join(folder, "out/deep/x.txt"), "utf8")).toBe("made");
    expect(stdout).toBe("EACCES\nEACCES\nEACCES\nEACCES\n");
  });

  it("does not get out by a link", async () => {
    const folder = await workspace({ "a.txt": "" });
    const outside = await workspace({ "secret.txt": "canary" });
    await symlink(outside, join(folder, "away"));
    await symlink(join(outside, "secret.txt"), join(folder, "secret.txt"));
    const { stdout } = await run(
      `
      import fs from "node:fs";
      for (const path of ["away/secret.txt", "secret.txt"]) {
        try { console.log(fs.readFileSync(path, "utf8")) } catch (error) { console.log(error.code) }
      }
    `,
      { folder },
    );
    expect(stdout).not.toContain("canary");
  });

  it("waits inside a synchronous call for a person", async () => {
    const { stdout, folder, records } = await run(
      `
      import fs from "node:fs";
      fs.writeFileSync("final.txt", "approved");
      console.log("done");
    `,
      {
        toml: SPEC.replace('write = ["/workspace/out/**"]', 'write = ["/workspace/**"]'),
        approver: {
          ask: ({ action_sha256 }) =>
            new Promise((resolve) =>
              setTimeout(() => resolve({ action_sha256, grant: true, approver: "ann" }), 20),
            ),
        },
      },
    );
    expect(stdout).toBe("done\n");
    expect(await readFile(join(folder, "final.txt"), "utf8")).toBe("approved");
    expect(records.map(({ type }) => type)).toContain("approval.grant");
  });

  it("runs commands that the policy lets it, and no others", async () => {
    const { stdout } = await run(`
      import { execSync } from "node:child_process";
      console.log(execSync("cat a.txt | cat", { encoding: "utf8" }).trim());
      try { execSync("rm a.txt") } catch (error) { console.log("refused") }
    `);
    expect(stdout).toBe("alpha\nrefused\n");
  });

  it("fetches what the policy lets it, from a real server", async () => {
    const server = createServer((_, response) => response.end("from the server"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { stdout } = await run(
      `
      console.log(await (await fetch("http://127.0.0.1:${port}/x")).text());
      await fetch("http://127.0.0.1:${port + 1}/").catch((error) => console.log("refused", error.code ?? error.cause?.code));
    `,
      { toml: `${SPEC}[capabilities.network]\nallow_egress = ["http://127.0.0.1:${port}"]\n` },
    );
    expect(stdout).toContain("from the server\nrefused");
  });

  it("reads standard input", async () => {
    const stdin = (async function* () {
      yield new TextEncoder().encode("one\ntw");
      yield new TextEncoder().encode("o\n");
    })();
    const { stdout } = await run(
      "let all = ''; for await (const chunk of process.stdin) all += chunk; console.log(JSON.stringify(all));",
      { stdin },
    );
    expect(stdout).toBe('"one\\ntwo\\n"\n');
  });

  it("knows of a terminal", async () => {
    const agent = `import { stdout } from "node:process";
      console.log(process.stdin.isTTY, stdout.isTTY, process.stderr.isTTY, stdout === process.stdout, stdout.columns);`;
    expect((await run(agent, { isTty: true })).stdout).toBe("true true true true 80\n");
    expect((await run(agent)).stdout).toBe("undefined undefined undefined true undefined\n");
  });

  it.each([
    "for (;;);",
    "await new Promise(() => setInterval(() => {}, 1000))",
    "/(a*)*b/.test('a'.repeat(40))",
  ])("is stopped: %s", async (loop) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const time = stopwatch();
    const { end, records } = await run(loop, { signal: controller.signal });
    expect(end.reason).toBe("stopped");
    expect(time()).toBeLessThan(5_000);
    expect(records.at(-1)?.type).toBe("session.close");
  });

  it("says where it failed", async () => {
    const { stderr, end } = await run("\n\nfunction f(): never { throw new Error('boom') }\nf();\n");
    expect(stderr).toContain("boom");
    expect(stderr).toMatch(/agent\.ts:3/);
    expect(end.code).toBe(1);
  });
});
