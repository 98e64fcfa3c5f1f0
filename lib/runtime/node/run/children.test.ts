import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AuditRecord, readRecord } from "../../../audit/record";
import { MemoryJournal, newMemoryStore } from "../../../audit/recorder";
import { verify } from "../../../audit/verify";
import { EVERYTHING_FILES, EVERYTHING_PRINTED, EVERYTHING_SPEC } from "../../agents/testing/everything";
import { told } from "../../testing/same-agents";
import { nodeHasher } from "../hash";
import { type AgentRun, runAgent } from "./testing/run-agent";

/** Runs, and keeps the logs of all that were started. */
async function family(agent: string, more: AgentRun) {
  const journals = new Map<string, MemoryJournal>();
  const run = await runAgent(agent, {
    openChildLog: async (sid) => {
      const journal = await MemoryJournal.open(newMemoryStore());
      journals.set(sid, journal);
      return { journal, close: async () => {} };
    },
    ...more,
  });
  const logs = new Map<string, AuditRecord[]>();
  for (const [sid, journal] of journals) logs.set(sid, await recordsOf(journal));
  return { ...run, journals, logs };
}

async function recordsOf(journal: MemoryJournal): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const lines of journal.read(0))
    for (const line of lines) {
      const read = readRecord(line);
      if (read.ok) records.push(read.record);
    }
  return records;
}

const everything = (more: Partial<AgentRun> = {}) =>
  family(EVERYTHING_FILES["agent.ts"] ?? "", {
    toml: EVERYTHING_SPEC,
    files: EVERYTHING_FILES,
    env: { HOME: "/root", LANG: "C" },
    ...more,
  });

const PARENT = `
[agent]
name = "parent"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
[capabilities.agents]
spawn = ["child", "self"]
[capabilities.models]
allow = ["m"]
`;
const CHILD = PARENT.replace("parent", "child");
const MODEL = JSON.stringify({
  models: { m: { turns: [{ say: "yes", usage: { input: 50, output: 50 } }] } },
});

describe("an agent with tools, a model and other agents", () => {
  it("does the same by either driver, and so do its children", async () => {
    const toldBy = async (driver: "embedded" | "node") => {
      const { stdout, end, records, logs } = await everything({ driver });
      return { stdout, end, all: [records, ...logs.values()].map((each) => each.map(told)) };
    };
    const embedded = await toldBy("embedded");
    expect(embedded.all.map(({ length }) => length > 5)).toEqual([true, true, true]);
    expect(await toldBy("node")).toEqual(embedded);
  });

  it("gets what its spec grants, and its children what both specs grant", async () => {
    const { stdout, stderr, end, folder } = await everything();
    expect(stderr).toBe("");
    expect(stdout).toBe(EVERYTHING_PRINTED);
    expect(end).toEqual({ reason: "exit", code: 0 });
    expect(await readFile(join(folder, "out/greedy.txt"), "utf8")).toBe("was here");
  });

  it("is on record with all of them, and the logs lead to each other", async () => {
    const { records, sid, logs, journals } = await everything();
    const spawns = records.filter(({ type, data }) => type === "agent.spawn" && data.verdict === "allow");
    expect(spawns.map(({ data }) => data.call)).toEqual([...logs.keys()]);
    for (const [at, [child, log]] of [...logs].entries()) {
      expect(log[0]).toMatchObject({
        type: "session.open",
        sid: child,
        data: { parent: { sid, seq: spawns[at]?.seq } },
      });
      expect(log.at(-1)).toMatchObject({ type: "session.close", data: { status: "complete" } });
      const lines = journals.get(child)?.read(0);
      const report = await verify(
        { records: lines as AsyncIterable<Uint8Array[]> },
        { hasher: nodeHasher() },
      );
      expect(report.verdict).toBe("unknown");
    }
    const [, greedy = []] = [...logs.values()];
    const denied = greedy.filter(({ data }) => data.verdict === "deny");
    expect(denied.map(({ type, data }) => [type, data.rule ?? "none"])).toEqual(
      expect.arrayContaining([
        ["fs.read", "parent/filesystem.deny[0]"],
        ["model.call", "none"],
        ["tool.call", 'parent/tools."text.count".args.text'],
      ]),
    );
    // No line: it would be one of another file.
    expect(
      denied.every(({ data }) => !String(data.rule).startsWith("parent/") || data.line === undefined),
    ).toBe(true);
  });
});

describe("a child", () => {
  const spawning = `
    import { spawn } from "aegis:agents";
    const say = async (...args) => { try { const { output, code, reason } = await spawn(...args); console.log(JSON.stringify(output), code, reason); } catch (e) { console.log(e.code, e.reason); } };
  `;

  it.each([
    ["has no spec", {}, "ERR_AEGIS_AGENT_UNKNOWN agents has no spec of child"],
    ["has a broken spec", { "agents/child.toml": "[agent" }, "ERR_AEGIS_AGENT_SPEC agents/child.toml: "],
    [
      "is somebody else",
      { "agents/child.toml": PARENT },
      "ERR_AEGIS_AGENT_SPEC agents/child.toml is the spec of parent",
    ],
    ["has no file to start", { "agents/child.toml": CHILD }, "null 1 exit"],
    ["throws", { "agents/child.toml": CHILD, "agents/child.ts": "throw new Error('x')" }, "null 1 exit"],
    [
      "loops",
      {
        "agents/child.toml": CHILD.replace('"child"', '"child"\nmax_runtime = "1s"'),
        "agents/child.ts": "for (;;);",
      },
      "null 124 wall",
    ],
  ])("that %s is told of, and its parent goes on", async (_, files, said) => {
    const { stdout, end } = await family(`${spawning} await say("child"); console.log("on");`, {
      toml: PARENT,
      files,
    });
    expect(stdout).toContain(said);
    expect(stdout).toMatch(/\non\n$/);
    expect(end.code).toBe(0);
  });

  it("uses up what its parent has", async () => {
    const files = {
      "models.json": MODEL,
      "agents/child.toml": CHILD,
      "agents/child.ts": `import { chat } from "aegis:model"; import { reply } from "aegis:agents";
        let n = 0; try { for (;;) { await chat({ model: "m", max_tokens: 50, messages: [{ role: "user", content: "x" }] }); n++; } } catch (e) { reply([n, e.rule]); }`,
    };
    const toml = `${PARENT}max_tokens = 450\n`;
    const { stdout } = await family(`${spawning} await say("child"); await say("child");`, { toml, files });
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line.replace(/ 0 exit$/, "")));
    expect(lines).toEqual([
      [4, "parent/models.max_tokens"],
      [0, "parent/models.max_tokens"],
    ]);
  });

  it("cannot be made to have more by writing its spec in the middle of the run", async () => {
    const files = {
      "agents/child.toml": CHILD,
      "agents/child.ts": "import { reply } from 'aegis:agents'; reply('old');",
    };
    const { stdout } = await family(
      `import fs from "node:fs"; ${spawning}
       fs.writeFileSync("/workspace/agents/self.toml", '[agent]\\nname = "self"\\n');
       await say("self"); await say("child");`,
      { toml: PARENT.replace("/workspace/out/**", "/workspace/**"), files },
    );
    expect(stdout).toBe('ERR_AEGIS_AGENT_UNKNOWN agents has no spec of self\n"old" 0 exit\n');
  });

  it("that starts itself is stopped by depth and number", async () => {
    const self = `import { spawn, reply } from "aegis:agents";
      const all = await Promise.allSettled([spawn("self"), spawn("self")]);
      reply(all.map((each) => each.value?.output ?? each.reason?.code));`;
    const { stdout, logs } = await family(`${spawning} await say("self");`, {
      toml: PARENT,
      files: { "agents/self.toml": PARENT.replace("parent", "self"), "agents/self.ts": self },
    });
    expect(stdout).toContain("ERR_AEGIS_AGENT_LIMIT");
    expect(logs.size).toBeGreaterThan(2);
    expect(logs.size).toBeLessThanOrEqual(32);
  });

  it("ends with its parent, and its log is closed before that of its parent", async () => {
    const controller = new AbortController();
    const journal = await MemoryJournal.open(newMemoryStore());
    const typesOf = async () => (await recordsOf(journal)).map(({ type }) => type);
    const files = { "agents/child.toml": CHILD, "agents/child.ts": "console.log('begun'); for (;;);" };
    const running = family(`${spawning} await say("child");`, {
      toml: PARENT,
      files,
      signal: controller.signal,
      openChildLog: async () => ({ journal, close: async () => {} }),
    });
    await expect.poll(typesOf, { timeout: 20_000 }).toContain("agent.output");
    controller.abort();
    const { end, records } = await running;
    expect(end.reason).toBe("stopped");
    expect((await typesOf()).at(-1)).toBe("session.close");
    expect(records.find(({ type }) => type === "agent.spawn.result")?.data).toMatchObject({ code: 130 });
    expect(records.at(-1)?.type).toBe("session.close");
  });

  it("cannot be started where its log has no place", async () => {
    const { stdout, records } = await runAgent(`${spawning} await say("child");`, {
      toml: PARENT,
      files: { "agents/child.toml": CHILD },
    });
    expect(stdout).toContain("ERR_AEGIS_AGENT_FAILED");
    expect(records.find(({ type }) => type === "agent.spawn.result")?.data).toMatchObject({
      status: "error",
      error: "ERR_AEGIS_AGENT_FAILED",
    });
  });
});
