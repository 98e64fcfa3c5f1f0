import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadWasmHasher } from "../../../../audit/hash";
import { readRecord } from "../../../../audit/record";
import { MemoryJournal, newMemoryStore, Recorder } from "../../../../audit/recorder";
import { compile } from "../../../../policy";
import { load } from "../../../../spec";
import { checkpointRulesOf } from "../../../checkpoints/rules-of";
import { BUNDLE_FOLDER } from "../../../node/thread/parts";
import { approvalRulesOf, limitsOf } from "../../../session/settings";
import { readyFormats } from "../../modules/format";
import { prepare } from "../../sandbox/prepare";
import type { VmSnapshot } from "../../vm/vm";
import type { FromCell } from "../protocol";
import { readMessage } from "../read-message";
import { Remote } from "./remote";
import { CellSession } from "./session";

const SPEC = `
[agent]
name = "kept"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
deny = ["**/*.key"]
[checkpoint]
before_high_risk = true
rollback_triggers = ["deny_violation_count > 2"]
`;
const hasher = await loadWasmHasher();
/** The one that can put itself aside, because this platform cannot do it for a machine. */
let machine: WebAssembly.Module;
let prepared: VmSnapshot;
let builtins: Record<string, string>;
beforeAll(async () => {
  await readyFormats();
  machine = await WebAssembly.compile(await readFile(join(BUNDLE_FOLDER, "machine-waiting.wasm")));
  prepared = await prepare(machine, await readFile(join(BUNDLE_FOLDER, "guest.js"), "utf8"));
  builtins = JSON.parse(await readFile(join(BUNDLE_FOLDER, "builtins.json"), "utf8"));
});

/** `line`: in the author's terminal; left out, the agent is started by the page. */
async function opened(agent: string, line?: string) {
  const { spec, source } = load(SPEC);
  if (!spec) throw new Error("no spec");
  const zeros = "0".repeat(64);
  const recorder = await Recorder.open({
    journal: await MemoryJournal.open(newMemoryStore()),
    hasher,
    clock: Date.now,
    sid: "0190f1b2-0000-7000-8000-000000000000",
    host: "local",
    data: {
      build_sha256: zeros,
      policy_sha256: zeros,
      spec_sha256: zeros,
      driver: { name: "embedded", version: "1" },
    },
  });
  const posted: FromCell[] = [];
  let changed = () => {};
  const post = (message: FromCell) => {
    // What the page would not take is no message.
    expect(readMessage(structuredClone(message))).toBeDefined();
    posted.push(message);
    changed();
  };
  const shell = { loadBash: () => import("just-bash/browser"), programs: [] };
  const session = new CellSession(
    post,
    { machine, prepared, hasher, remote: new Remote(post), shell },
    {
      kind: "session",
      log: recorder.lend().from,
      now: Date.now(),
      settings: {
        program: compile(spec, source),
        approvals: approvalRulesOf(spec),
        limits: limitsOf(spec),
        checkpoints: checkpointRulesOf(spec) as NonNullable<ReturnType<typeof checkpointRulesOf>>,
        actor: "me",
        env: {},
        cwd: "/workspace",
        builtins,
      },
    },
  );
  const seen = async <Kind extends FromCell["kind"]>(kind: Kind) => {
    for (;;) {
      const at = posted.findIndex((message) => message.kind === kind);
      if (at !== -1) return posted.splice(at, 1)[0] as Extract<FromCell, { kind: Kind }>;
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const tree = { "agent.mjs": agent, "a.txt": "alpha", "b.txt": "beta", "id.key": "secret" };
  session.take({ kind: "mount", id: 1, path: "/workspace", tree, options: {} });
  await seen("done");
  session.take(
    line === undefined
      ? { kind: "start", entry: "/workspace/agent.mjs", argv: [], isTty: false }
      : { kind: "start", line },
  );
  const { end } = await seen("end");
  const types = posted
    .flatMap((message) => (message.kind === "records" ? [message.lines] : []))
    .flatMap((lines) => new TextDecoder().decode(lines).trimEnd().split("\n"))
    .map((line) => readRecord(new TextEncoder().encode(line)))
    .flatMap((read) => (read.ok ? [read.record.type] : []));
  const files = async () => {
    session.take({ kind: "export", id: 2, path: "/workspace" });
    const { tree: exported = {} } = await seen("done");
    return Object.keys(exported).sort();
  };
  return { session, seen, end, types, files };
}

describe.each([
  ["started by the page", undefined, "stopped"],
  ["started in the terminal", "node agent.mjs", "exit"],
])("checkpoints of an agent in a cell, %s", (_, line, reason) => {
  it("end it and bring its files back on a trigger, with the records that say so", async () => {
    const { end, types, files } = await opened(
      `
        import fs from "node:fs";
        fs.writeFileSync("made.txt", "x");
        for (;;) try { fs.readFileSync("id.key") } catch {}
      `,
      line,
    );
    expect(end).toEqual({ reason, code: 130 });
    expect(await files()).toEqual(["a.txt", "agent.mjs", "b.txt", "id.key"]);
    expect(types.filter((type) => type.startsWith("snapshot."))).toEqual([
      "snapshot.take",
      "snapshot.restore",
    ]);
  });

  it("are listed, and gone back to after it has ended", async () => {
    const { session, seen, end, files } = await opened(
      'import fs from "node:fs"; fs.unlinkSync("a.txt"); fs.unlinkSync("b.txt");',
      line,
    );
    expect(end.reason).toBe("exit");
    session.take({ kind: "checkpoints", id: 3 });
    const { checkpoints = [] } = await seen("done");
    expect(checkpoints.map(({ takenBy }) => takenBy)).toEqual(["interval", "before_risk", "before_risk"]);
    expect(await files()).toEqual(["agent.mjs", "id.key"]);
    const rollback = async (checkpoint: string) => {
      session.take({ kind: "rollback", id: 4, checkpoint });
      return (await seen("done")).isFound;
    };
    expect(await rollback("cp_0000000000000000")).toBe(false);
    expect(await rollback(checkpoints[2]?.id ?? "")).toBe(true);
    expect(await files()).toEqual(["agent.mjs", "b.txt", "id.key"]);
    expect(await rollback(checkpoints[0]?.id ?? "")).toBe(true);
    expect(await files()).toEqual(["a.txt", "agent.mjs", "b.txt", "id.key"]);
  });
});
