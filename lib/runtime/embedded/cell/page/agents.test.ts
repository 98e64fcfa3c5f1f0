/** What the page makes of a worker that asks to start agents, honest or taken over. */
import { describe, expect, it } from "vitest";
import { loadWasmHasher } from "../../../../audit/hash";
import { readRecord } from "../../../../audit/record";
import { MemoryJournal, newMemoryStore, newSessionId } from "../../../../audit/recorder";
import { link } from "../../../../policy";
import { load } from "../../../../spec";
import { AGENT_LIMITS } from "../../../agents/agent-calls";
import { programOf } from "../../../agents/testing/asker";
import { DEFAULT_LIMITS } from "../../../limits";
import type { AgentOrder } from "../protocol";
import { type PageAgent, PageAgents } from "./agents";
import { PageEffects } from "./effects";

const hasher = await loadWasmHasher();
const NEVER = new AbortController().signal;
const PARENT = `[capabilities.network]
allow_egress = ["https://good.example"]
[capabilities.agents]
spawn = ["child"]
[resources]
max_tool_calls = 50
`;
const CHILD =
  '[agent]\nname = "child"\n[capabilities.network]\nallow_egress = ["https://*"]\n[capabilities.agents]\nspawn = ["*"]\n';
const SID = newSessionId(Date.now);

function setUp({ hasLogs = true } = {}) {
  const sent: string[] = [];
  const journals: MemoryJournal[] = [];
  const approvals = { timeoutMs: 1000, secondPerson: false };
  const around = {
    hasher,
    http: async ({ url }: { url: string }) => {
      sent.push(url);
      return { status: 200, statusText: "", headers: [], body: new Uint8Array() };
    },
    approver: undefined,
    actor: "author",
    now: () => Date.now(),
  };
  const { spec } = load(`[agent]\nname = "parent"\n${PARENT}`);
  if (!spec) throw new Error("the text of this test is no spec");
  const openChildLog = async () => {
    const journal = await MemoryJournal.open(newMemoryStore());
    journals.push(journal);
    return { journal, close: async () => {} };
  };
  const agents = new PageAgents({
    logs: hasLogs
      ? { host: "h", actor: "author", spec, build: new Uint8Array(1), version: "1", openChildLog }
      : undefined,
    effects: around,
    hasher,
    post: () => {},
  });
  const root: PageAgent = {
    effects: new PageEffects({ ...around, engine: link(programOf(PARENT)), approvals }),
    spec,
    approvals,
    limits: DEFAULT_LIMITS,
    recorder: { sid: SID, size: 5 },
  };
  const order = (more: Partial<AgentOrder> & { toml?: string } = {}): AgentOrder => ({
    name: "child",
    spec: new TextEncoder().encode(more.toml ?? CHILD),
    sid: newSessionId(Date.now),
    parent: { sid: SID, seq: 4 },
    ...more,
  });
  const open = (more?: Parameters<typeof order>[0], above = root) => agents.open(above, order(more), NEVER);
  return { agents, root, open, sent, journals };
}

async function typesIn(journal: MemoryJournal | undefined): Promise<string[]> {
  const types: string[] = [];
  for await (const lines of journal?.read(0) ?? [])
    for (const line of lines) {
      const read = readRecord(line);
      if (read.ok) types.push(read.record.type);
    }
  return types;
}
const fetching = (url: string) => ({ effect: "http", request: { method: "GET", url, headers: [] } }) as const;

describe("an agent that is started in a cell", () => {
  it("has its own log, and what its spec and its parent's both allow, by the page's own reading", async () => {
    const { agents, open, sent, journals } = setUp();
    const answer = await open();
    if (answer.effect !== "agent") throw new Error(JSON.stringify(answer));
    const child = agents.get(answer.opened.agent);
    expect(await typesIn(journals[0])).toEqual(["session.open"]);
    expect((await child?.effects.perform(fetching("https://good.example/"), NEVER))?.effect).toBe("http");
    expect((await child?.effects.perform(fetching("https://evil.example/"), NEVER))?.effect).toBe("failed");
    expect(sent).toEqual(["https://good.example/"]);
    await agents.end(answer.opened.agent);
    expect(await typesIn(journals[0])).toEqual(["session.open", "session.close"]);
    expect(agents.get(answer.opened.agent)).toBeUndefined();
  });

  it.each([
    ["of another session", { parent: { sid: newSessionId(Date.now), seq: 1 } }, "ERR_AEGIS_AGENT_FAILED"],
    ["by a record that there is not", { parent: { sid: SID, seq: 5 } }, "ERR_AEGIS_AGENT_FAILED"],
    [
      "that may not be started",
      { name: "other", toml: CHILD.replace("child", "other") },
      "ERR_AEGIS_AGENT_FAILED",
    ],
    ["by the spec of another one", { toml: CHILD.replace("child", "other") }, "ERR_AEGIS_AGENT_SPEC"],
    ["by what is no spec", { toml: "[" }, "ERR_AEGIS_AGENT_SPEC"],
  ])("is not started %s", async (_, more, code) => {
    const { open, journals } = setUp();
    expect(await open(more)).toMatchObject({ effect: "agentRefused", code });
    expect(journals).toEqual([]);
  });

  it("is not started where its log has no place, nor beyond the number, however many ask at once", async () => {
    expect(await setUp({ hasLogs: false }).open()).toMatchObject({ code: "ERR_AEGIS_AGENT_FAILED" });
    const { open, agents, journals } = setUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => open()));
    expect(answers.filter(({ effect }) => effect === "agent").length).toBe(AGENT_LIMITS.living);
    await agents.endAll({ reason: "stopped", code: 130 });
    for (const journal of journals)
      expect(await typesIn(journal)).toEqual(["session.open", "agent.exit", "session.close"]);
  });

  it("starts none that its parent could not", async () => {
    const { open, agents } = setUp();
    const first = await open();
    if (first.effect !== "agent") throw new Error(JSON.stringify(first));
    const child = agents.get(first.opened.agent);
    if (!child) throw new Error("it was started");
    const parent = { sid: child.recorder.sid, seq: 0 };
    const toml = CHILD.replace("child", "other");
    expect(await open({ parent, name: "other", toml }, child)).toMatchObject({
      code: "ERR_AEGIS_AGENT_FAILED",
    });
    expect(await open({ parent }, child)).toMatchObject({ effect: "agent" });
  });

  it("that nobody waits for any more is ended at once", async () => {
    const { agents, root, journals } = setUp();
    const abort = new AbortController();
    const order = {
      name: "child",
      spec: new TextEncoder().encode(CHILD),
      sid: newSessionId(Date.now),
      parent: { sid: SID, seq: 0 },
    };
    const opening = agents.open(root, order, abort.signal);
    abort.abort();
    await opening;
    expect(await typesIn(journals[0])).toEqual(["session.open", "session.close"]);
  });
});
