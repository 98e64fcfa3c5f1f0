import { describe, expect, it } from "vitest";
import { loadWasmHasher } from "../../audit/hash";
import { readRecord } from "../../audit/record";
import { MemoryJournal, newMemoryStore } from "../../audit/recorder";
import type { Log } from "../../mediator/log";
import { TestClock } from "../../mediator/testing/bench";
import { compile, link } from "../../policy";
import { load } from "../../spec";
import { Session, type SessionOptions } from "./session";
import { approvalRulesOf, limitsOf } from "./settings";

const TOML = `
[agent]
name = "tested"
max_runtime = "2m"
[capabilities.filesystem]
read = ["/workspace/**"]
[approvals]
timeout = "90s"
second_person = true
[resources]
memory_limit = "64M"
max_output = "1K"
`;
const hasher = await loadWasmHasher();

function sourceOf(toml: string) {
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  const program = compile(spec, source);
  return { source: { bytes: new TextEncoder().encode(toml), spec, program }, engine: link(program) };
}

async function open(more: Partial<SessionOptions> = {}, toml = TOML) {
  const journal = await MemoryJournal.open(newMemoryStore());
  const session = await Session.open({
    ...sourceOf(toml),
    driver: { name: "embedded", version: "1" },
    build: new Uint8Array([1]),
    journal,
    hasher,
    clock: new TestClock(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    host: "audit.example",
    actor: "author",
    ...more,
  });
  return { journal, session };
}

async function recordsOf(journal: MemoryJournal) {
  const records = [];
  for await (const batch of journal.read(0)) {
    for (const bytes of batch) {
      const read = readRecord(bytes);
      if (read.ok) records.push(read.record);
    }
  }
  return records;
}

describe("a session", () => {
  it("is a log from its opening, with what binds it, to its close, with what was counted", async () => {
    const { journal, session } = await open();
    const read = (path: string) =>
      session.mediator.act({ requests: [{ op: "fs.read", path }], outside: false, perform: () => 1 });
    expect(read("/workspace/a")).toBe(1);
    expect(() => read("/etc/passwd")).toThrow("denied");
    const closed = await session.close("destroy");

    const records = await recordsOf(journal);
    expect(records.map(({ type }) => type)).toEqual([
      "session.open",
      "fs.read",
      "fs.read.result",
      "fs.read",
      "session.close",
    ]);
    expect(records[0]?.data).toMatchObject({
      actor: "author",
      agent: "tested",
      driver: { name: "embedded" },
    });
    expect(records.at(-1)?.data).toMatchObject({
      status: "complete",
      counts: { "fs.read": { allow: 1, deny: 1 }, "fs.read.result": { none: 1 } },
    });
    expect(closed.checkpoint).toContain(`audit.example/s/${session.sid}\n5\n`);
    expect(() => read("/workspace/a")).toThrow("ended");
  });

  const asking = (session: Session) => {
    const requests = [{ op: "fs.write" as const, path: "/workspace/out/a" }];
    return session.mediator.act({ requests, outside: false, perform: () => expect.unreachable() });
  };
  const WITH_QUESTION = TOML.replace('read = ["/workspace/**"]', 'approve = ["/workspace/out/**"]');
  const approver = { ask: () => new Promise<never>(() => {}) };

  it("has the end of a question that nobody answered before its own", async () => {
    const { journal, session } = await open({ approver }, WITH_QUESTION);
    const refused = expect(asking(session)).rejects.toMatchObject({ code: "CANCELLED" });
    await session.close("destroy");
    await refused;
    expect((await recordsOf(journal)).map(({ type }) => type)).toEqual([
      "session.open",
      "fs.write",
      "approval.request",
      "approval.expire",
      "fs.write.result",
      "session.close",
    ]);
  });

  it("is closed also where the log has no more room for what was left open", async () => {
    let room = 2;
    const through = (log: Log): Log => ({
      record: (entry) => {
        if (room === 0) throw new Error("no room");
        room -= 1;
        return log.record(entry);
      },
      durable: () => log.durable(),
    });
    const { journal, session } = await open({ approver, through }, WITH_QUESTION);
    const refused = expect(asking(session)).rejects.toMatchObject({ code: "LOG_FAILED" });
    await session.close("destroy");
    await refused;
    expect((await recordsOf(journal)).at(-1)?.type).toBe("session.close");
  });
});

describe("what a spec says about a run", () => {
  it("is read in numbers, with something where it says nothing", () => {
    const { spec } = sourceOf(TOML).source;
    expect(limitsOf(spec)).toMatchObject({ memoryBytes: 64 << 20, wallMs: 120_000, outputBytes: 1024 });
    expect(approvalRulesOf(spec)).toEqual({ timeoutMs: 90_000, secondPerson: true });
    const bare = sourceOf('[agent]\nname = "bare"\n').source.spec;
    expect(limitsOf(bare).memoryBytes).toBe(128 << 20);
    expect(approvalRulesOf(bare)).toEqual({ timeoutMs: 300_000, secondPerson: false });
    const named = sourceOf('[agent]\nname = "named"\n[approvals]\napprovers = ["lead@example.com"]\n');
    expect(approvalRulesOf(named.source.spec).approvers).toEqual(["lead@example.com"]);
  });

  it("does not come to more than a timer holds, which would be over at once", () => {
    const toml = '[agent]\nname = "long"\nmax_runtime = "90d"\n[approvals]\ntimeout = "26d"\n';
    const { spec } = sourceOf(toml).source;
    expect([limitsOf(spec).wallMs, approvalRulesOf(spec).timeoutMs]).toEqual([2 ** 31 - 1, 2 ** 31 - 1]);
  });
});
