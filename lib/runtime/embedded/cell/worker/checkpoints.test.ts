import { beforeAll, describe, expect, it } from "vitest";
import { type Machinery, machinery, openLive, started, typesOf } from "../testing/worker-session";

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
let parts: Machinery;
beforeAll(async () => {
  parts = await machinery();
});

/** `line`: in the author's terminal; left out, the agent is started by the page. */
async function opened(agent: string, line?: string) {
  const open = await openLive(parts, { toml: SPEC });
  const { session, said } = open;
  await started(
    open,
    { "agent.mjs": agent, "a.txt": "alpha", "b.txt": "beta", "id.key": "secret" },
    line === undefined ? {} : { line },
  );
  const { end } = await said.next("end");
  const files = async () => {
    session.take({ kind: "export", id: 2, path: "/workspace" });
    const { tree: exported = {} } = await said.next("done");
    return Object.keys(exported).sort();
  };
  return { session, said, end, types: typesOf(open.lines()), files };
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
    const { session, said, end, files } = await opened(
      'import fs from "node:fs"; fs.unlinkSync("a.txt"); fs.unlinkSync("b.txt");',
      line,
    );
    expect(end.reason).toBe("exit");
    session.take({ kind: "checkpoints", id: 3 });
    const { checkpoints = [] } = await said.next("done");
    expect(checkpoints.map(({ takenBy }) => takenBy)).toEqual(["interval", "before_risk", "before_risk"]);
    expect(await files()).toEqual(["agent.mjs", "id.key"]);
    const rollback = async (checkpoint: string) => {
      session.take({ kind: "rollback", id: 4, checkpoint });
      return (await said.next("done")).isFound;
    };
    expect(await rollback("cp_0000000000000000")).toBe(false);
    expect(await rollback(checkpoints[2]?.id ?? "")).toBe(true);
    expect(await files()).toEqual(["agent.mjs", "b.txt", "id.key"]);
    expect(await rollback(checkpoints[0]?.id ?? "")).toBe(true);
    expect(await files()).toEqual(["a.txt", "agent.mjs", "b.txt", "id.key"]);
  });
});
