/**
 * Every part of the language that the table says a driver enforces, shown in it by an agent that tries to get around
 * it. A part that is claimed and not shown here fails.
 */
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Answer, Approver, Question } from "../../../mediator/approval";
import { ENFORCED, type SpecPart } from "../../../spec/enforcement";
import { CALLS_SHOWN } from "./testing/enforced-calls";
import { CHECKPOINTS_SHOWN } from "./testing/enforced-checkpoints";
import { runAgent } from "./testing/run-agent";

const READS_ITSELF = '[agent]\nname = "tested"\n[capabilities.filesystem]\nread = ["/workspace/agent.ts"]\n';
const TRY =
  "const t = async (f) => { try { console.log(String(await f())) } catch (e) { console.log(e.code ?? e.cause?.code ?? e.name) } };\n";

type Run = typeof runAgent;
const SHOWN: Partial<Record<SpecPart, (runAgent: Run) => Promise<void>>> = {
  ...CALLS_SHOWN,
  ...CHECKPOINTS_SHOWN,

  filesystem: async (runAgent) => {
    const { stdout, folder } = await runAgent(
      `import fs from "node:fs"; ${TRY}
      await t(() => fs.readFileSync("in/a", "utf8"));
      await t(() => fs.readFileSync("in/id.key", "utf8"));
      await t(() => fs.readFileSync("in/../secret", "utf8"));
      await t(() => fs.promises.readFile(Buffer.from("/workspace/secret"), "utf8"));
      await t(() => fs.readFileSync(new URL("file:///workspace/in/%2e%2e/secret"), "utf8"));
      await t(() => fs.symlinkSync("../secret", "out/link"));
      await t(() => fs.readFileSync("out/link", "utf8"));
      await t(() => fs.linkSync("secret", "out/second"));
      await t(() => fs.renameSync("secret", "out/mine"));
      await t(() => fs.copyFileSync("secret", "out/mine"));
      await t(() => fs.writeFileSync("in/a", "changed"));
      await t(() => fs.unlinkSync("in/a"));
      await t(() => fs.chmodSync("in/a", 0o777));
      await t(() => fs.openSync("in/a", "r+"));
      await t(() => fs.readdirSync("."));
      await t(() => fs.existsSync("secret"));
      await t(() => fs.writeFileSync("out/b", "written") ?? "written");
      await t(() => fs.readFileSync("/proc/self/environ", "utf8"));`,
      {
        toml: `${READS_ITSELF.replace('ts"]', 'ts", "/workspace/in/**"]')}write = ["/workspace/out/**"]\ndeny = ["**/*.key"]\n`,
        files: { "in/a": "alpha", "in/id.key": "KEY", secret: "SECRET", "out/x": "" },
      },
    );
    const denied = (times: number) => Array(times).fill("EACCES");
    const told = ["alpha", ...denied(5), "ENOENT", ...denied(8), "false", "written", "EACCES", ""];
    expect(stdout.split("\n")).toEqual(told);
    expect(await readFile(join(folder, "in/a"), "utf8")).toBe("alpha");
    expect((await readdir(join(folder, "out"))).sort()).toEqual(["b", "x"]);
  },

  network: async (runAgent) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url === "/ok/away") response.writeHead(302, { location: "/elsewhere" });
      response.end("answer");
    });
    const port = await listening(server);
    const { stdout } = await runAgent(
      `${TRY}
      const get = async (url, how) => (await fetch(url, how)).text();
      const base = "http://127.0.0.1:${port}";
      await t(() => get(base + "/ok/a"));
      await t(() => get(base + "/ok/a", { method: "POST", body: "x" }));
      await t(() => get(base + "/ok/../b"));
      await t(() => get(base + "/ok/away"));
      await t(() => get("http://localhost:${port}/ok/a"));
      await t(() => get("http://2130706433:${port + 1}/ok/a"));
      await t(() => get("http://example.com/"));
      const http = await import("node:http");
      await t(() => new Promise((yes, no) => http.get(base + "/b", yes).on("error", no)));
      await t(() => import(base + "/ok/a"));`,
      {
        toml: `${READS_ITSELF}[capabilities.network]\nallow_egress = ["GET http://127.0.0.1:${port}/ok/**"]\n`,
      },
    );
    const [first, ...others] = stdout.trimEnd().split("\n");
    expect(first).toBe("answer");
    expect(others).toHaveLength(8);
    expect(others.filter((line) => line === "answer" || line === "undefined")).toEqual([]);
    expect(asked).toEqual(["GET /ok/a", "GET /ok/away"]);
  },

  exec: async (runAgent) => {
    const { stdout, folder } = await runAgent(
      `import { execSync, execFileSync, spawnSync } from "node:child_process"; ${TRY}
      const run = (line) => execSync(line, { encoding: "utf8", stdio: "pipe" }).trim();
      await t(() => run("echo said"));
      for (const line of ["rm a", "sh -c 'rm a'", "echo $(rm a)", "echo x && rm a", "echo x | xargs rm a", "eval rm a",
        "e'ch'o x; r\\\\m a", "command rm a", "X=1 rm a", "echo x > a", "node agent.ts"])
        await t(() => { run(line); return "ran " + line; });
      await t(() => { execFileSync("rm", ["a"]); return "ran"; });
      await t(() => { if (spawnSync("/bin/rm", ["a"]).status === 0) return "ran"; });`,
      { toml: `${READS_ITSELF}[capabilities.exec]\nallow = ["echo"]\n`, files: { a: "kept" } },
    );
    const [first, ...others] = stdout.trimEnd().split("\n");
    expect(first).toBe("said");
    expect(others).toHaveLength(13);
    expect(others.filter((line) => line.startsWith("ran"))).toEqual([]);
    expect(await readFile(join(folder, "a"), "utf8")).toBe("kept");
  },

  "dynamic-code": async (runAgent) => {
    const agent = `${TRY}
      import { createRequire } from "node:module";
      const require = createRequire("/workspace/agent.ts");
      await t(() => eval("'ran'"));
      await t(() => (0, eval)("'ran'"));
      await t(() => new Function("return 'ran'")());
      await t(() => (() => {}).constructor("return 'ran'")());
      await t(() => (async () => {}).constructor("return 'ran'")());
      await t(() => (function* () {}).constructor("yield 'ran'")().next().value);
      await t(() => console.log.constructor("return 'ran'")());
      await t(async () => (await import("data:text/javascript,export default 'ran'")).default);
      await t(async () => (await import("node:vm")).default && "loaded");
      await t(async () => require("vm") && "loaded");
      await t(async () => process.getBuiltinModule("node:vm") && "loaded");
      await t(async () => (await import("node:path")).default && "loaded");`;
    const toml = `${READS_ITSELF}[capabilities.exec]\ndeny_dynamic_imports = ["node:vm"]\n`;
    const { stdout, records } = await runAgent(agent, { toml });
    expect(stdout.trimEnd().split("\n")).toEqual([...Array(11).fill("ERR_ACCESS_DENIED"), "loaded"]);
    const refused = records.filter(({ type, data }) => type === "code.load" && data.verdict === "deny");
    expect(refused).toHaveLength(11);
    const free = await runAgent(agent, {
      toml: `${READS_ITSELF}[capabilities.exec]\nallow_dynamic_code = true\n`,
    });
    expect(free.stdout.trimEnd().split("\n")).toEqual([...Array(8).fill("ran"), ...Array(4).fill("loaded")]);
  },

  env: async (runAgent) => {
    const { stdout } = await runAgent(
      `import { execSync } from "node:child_process";
      console.log(Object.keys(process.env), process.env.LANG, process.env.TOKEN, "TOKEN" in process.env);
      console.log(execSync("env; echo $TOKEN", { encoding: "utf8" }).includes("abc"), JSON.stringify(process.env));`,
      {
        toml: `${READS_ITSELF}[capabilities.exec]\nallow = ["env", "echo"]\nenv = ["LANG"]\n`,
        env: { LANG: "C", TOKEN: "abc" },
      },
    );
    expect(stdout).toBe('[ \'LANG\' ] C undefined false\nfalse {"LANG":"C"}\n');
  },

  approvals: async (runAgent) => {
    const agent = `import fs from "node:fs"; ${TRY}
      await t(() => fs.writeFileSync("final", "done") ?? "written");`;
    const toml = `${READS_ITSELF}write = ["/workspace/**"]\napprove = ["/workspace/final"]\n[approvals]\ntimeout = "200ms"\n`;
    const ran = (approver?: Approver) => runAgent(agent, { toml, ...(approver && { approver }) });
    expect((await ran(answering({}))).stdout).toBe("written\n");
    const refusing: (Approver | undefined)[] = [
      undefined,
      answering({ grant: false }),
      answering({ action_sha256: "0".repeat(64) }),
      { ask: () => Promise.reject(new Error("away")) },
      { ask: () => new Promise(() => {}) },
    ];
    for (const approver of refusing) {
      const { stdout, folder, records } = await ran(approver);
      expect(stdout).toBe("EACCES\n");
      expect(await readdir(folder)).toEqual(["agent.ts"]);
      expect(records.map(({ type }) => type)).not.toContain("approval.grant");
    }
  },

  "second-person": async (runAgent) => {
    const agent = `import fs from "node:fs"; ${TRY}
      await t(() => fs.writeFileSync("final", "done") ?? "written");`;
    const toml = (approvals: string) =>
      `${READS_ITSELF}write = ["/workspace/**"]\napprove = ["/workspace/final"]\n[approvals]\n${approvals}\n`;
    const cases: [approvals: string, approver: string, told: string][] = [
      ["second_person = true", "me", "EACCES"],
      ["second_person = true", "ann", "written"],
      ['approvers = ["lead@example.com"]', "ann", "EACCES"],
      ['approvers = ["lead@example.com"]', "lead@example.com", "written"],
    ];
    for (const [approvals, approver, told] of cases) {
      const { stdout } = await runAgent(agent, { toml: toml(approvals), approver: answering({ approver }) });
      expect(stdout, approvals + approver).toBe(`${told}\n`);
    }
  },

  limits: async (runAgent) => {
    const spec = (resources: string, more = "") =>
      `[agent]\nname = "tested"\n${more}[capabilities.filesystem]\nread = ["/workspace/**"]\nwrite = ["/tmp/**"]\n[capabilities.exec]\nallow = ["echo", "node *"]\n[resources]\n${resources}\n`;
    const output = await runAgent("for (;;) console.log('x'.repeat(99))", {
      toml: spec('max_output = "1K"'),
    });
    expect([output.end, output.stdout.length]).toEqual([{ reason: "output", code: 137 }, 1000]);

    const time = await runAgent("for (;;);", { toml: spec("", 'max_runtime = "300ms"\n') });
    expect(time.end).toEqual({ reason: "wall", code: 124 });

    const memory = await runAgent(
      "const all = []; try { for (;;) all.push('x'.repeat(1 << 20) + all.length) } catch (e) { console.log(all.length < 64) }",
      { toml: spec('memory_limit = "48M"') },
    );
    expect([memory.stdout, memory.end.code === 0 || memory.end.reason === "broken"]).toEqual([
      expect.stringMatching(/^(true\n)?$/),
      true,
    ]);

    const calls = await runAgent(
      `import { execSync } from "node:child_process"; ${TRY}
      for (let i = 0; i < 3; i++) await t(() => execSync("echo " + i, { encoding: "utf8", stdio: "pipe" }).trim());`,
      { toml: spec("max_tool_calls = 2") },
    );
    expect(calls.stdout).toMatch(/^0\n1\n(?!2)/);

    const room = await runAgent(
      `import fs from "node:fs"; ${TRY}
      await t(() => fs.writeFileSync("/tmp/a", "x".repeat(10_000)) ?? "fits");
      await t(() => fs.writeFileSync("/tmp/b", "x".repeat(90_000)) ?? "fits");`,
      { toml: spec('tmp_size = "64K"') },
    );
    expect(room.stdout).toBe("fits\nENOSPC\n");

    const scripts = await runAgent(
      `import { exec } from "node:child_process";
      const run = () => new Promise((done) => exec("node child.js", (error) => done(error ? error.code : 0)));
      console.log((await Promise.all([run(), run(), run()])).sort().join());`,
      {
        toml: spec("pids_limit = 2"),
        files: { "child.js": "setTimeout(() => {}, 300);" },
      },
    );
    expect(scripts.stdout).toBe("0,126,126\n");
  },
};

describe.each(["embedded", "node"] as const)("what the driver %s is said to enforce", (driver) => {
  it.each([...ENFORCED[driver]].map((part) => [part]))("%s", { timeout: 60_000 }, async (part) => {
    const show = SHOWN[part];
    if (!show) throw new Error(`nothing shows that ${part} holds`);
    await show((agent, run) => runAgent(agent, { ...run, driver }));
  });
});

function answering(answer: Partial<Answer>): Approver {
  return {
    ask: async ({ action_sha256 }: Question) => ({ action_sha256, grant: true, approver: "ann", ...answer }),
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
