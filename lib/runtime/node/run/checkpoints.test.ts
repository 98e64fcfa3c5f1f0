import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckpointControl } from "../../checkpoints/run-checkpoints";
import { runAgent } from "./testing/run-agent";

const spec = (checkpoint: string) => `
[agent]
name = "kept"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
deny = ["**/*.key"]
[capabilities.exec]
allow = ["rm", "echo"]
allow_dynamic_code = true
[checkpoint]
${checkpoint}
`;
const FILES = { "a.txt": "alpha", "deep/b.txt": "beta", "id.key": "secret" };
const content = (folder: string, name: string) => readFile(join(folder, name), "utf8");

describe("the checkpoints of a run", () => {
  it("bring the workspace back when too much was denied, end the run, and are on record", async () => {
    const { folder, stdout, rolledBack, records, end } = await runAgent(
      `import fs from "node:fs";
      fs.writeFileSync("a.txt", "changed");
      fs.rmSync("deep", { recursive: true });
      fs.writeFileSync("new.txt", "new");
      for (let i = 0; i < 10; i++) {
        try { fs.readFileSync("id.key") } catch {}
        console.log(i);
      }
      fs.writeFileSync("later.txt", "never");`,
      { toml: spec('rollback_triggers = ["deny_violation_count > 2"]'), files: FILES },
    );
    expect(stdout).toBe("0\n1\n");
    expect(end).toEqual({ reason: "stopped", code: 130 });
    expect(await content(folder, "a.txt")).toBe("alpha");
    expect(await content(folder, "deep/b.txt")).toBe("beta");
    expect((await readdir(folder)).sort()).toEqual(["a.txt", "agent.ts", "deep", "id.key"]);
    expect(rolledBack).toMatchObject({ by: "deny_violation_count > 2", takenBy: "interval", failed: 0 });
    const told = records.filter(({ type }) => type.startsWith("snapshot."));
    expect(told.map(({ type, data }) => [type, data.id])).toEqual([
      ["snapshot.take", rolledBack?.id],
      ["snapshot.restore", rolledBack?.id],
    ]);
    expect(told[1]?.data).toMatchObject({ by: "deny_violation_count > 2", of: told[0]?.seq });
    // The log only grows: what was undone is on it, and then that it was.
    expect(records.filter(({ type }) => type === "fs.write").length).toBeGreaterThan(1);
    expect(records.at(-1)?.type).toBe("session.close");
  });

  it("goes back to the last one before what counted, and leaves what was before it", async () => {
    const { folder, rolledBack, records } = await runAgent(
      `import fs from "node:fs";
      fs.writeFileSync("a.txt", "kept");
      fs.unlinkSync("deep/b.txt");
      fs.writeFileSync("a.txt", "not kept");
      try { fs.readFileSync("id.key") } catch {}
      fs.writeFileSync("a.txt", "never");`,
      {
        toml: spec('before_high_risk = true\nrollback_triggers = ["credential_access_attempt"]'),
        files: FILES,
      },
    );
    expect(rolledBack).toMatchObject({ by: "credential_access_attempt", takenBy: "before_risk" });
    expect(await content(folder, "a.txt")).toBe("kept");
    expect(await content(folder, "deep/b.txt")).toBe("beta");
    const taken = records.filter(({ type }) => type === "snapshot.take");
    expect(taken.map(({ data }) => data.trigger)).toEqual(["interval", "before_risk"]);
    // After the decision, before the effect.
    const unlink = records.find(({ type }) => type === "fs.delete");
    expect(taken[1]?.seq).toBeGreaterThan(unlink?.seq ?? 0);
  });

  it("can be listed and gone back to by whoever started the run", async () => {
    let control: CheckpointControl | undefined;
    const { folder, rolledBack, end } = await runAgent(
      `import fs from "node:fs";
      import { execSync } from "node:child_process";
      execSync("rm a.txt");
      fs.writeFileSync("a.txt", "made again");
      console.log("ready");
      setInterval(() => {}, 1000);`,
      {
        toml: spec("before_high_risk = true"),
        files: FILES,
        checkpoints: (given) => {
          control = given;
        },
        output: () => {
          expect(control?.rollback("cp_none")).toBe(false);
          const [first] = control?.list() ?? [];
          expect(control?.list().length).toBeGreaterThan(1);
          expect(control?.rollback(first?.id ?? "")).toBe(true);
        },
      },
    );
    expect(end.reason).toBe("stopped");
    expect(rolledBack).toMatchObject({ by: "user", takenBy: "interval" });
    expect(await content(folder, "a.txt")).toBe("alpha");
  });

  it("are kept in number, the youngest ones", async () => {
    let most = 0;
    let control: CheckpointControl | undefined;
    const { records, end, stdout } = await runAgent(
      `import fs from "node:fs";
      for (let i = 0; i < 60; i++) { fs.writeFileSync("x", String(i)); fs.unlinkSync("x"); }
      await new Promise((done) => setTimeout(done, 50));
      console.log(process.memoryUsage().rss > 0);`,
      {
        toml: spec('interval = "1h"\nmax_snapshots = 3\nbefore_high_risk = true'),
        files: FILES,
        checkpoints: (given) => {
          control = given;
        },
        output: () => {
          most = control?.list().length ?? 0;
        },
      },
    );
    expect(end).toEqual({ reason: "exit", code: 0 });
    expect(stdout).toBe("");
    expect(records.filter(({ type }) => type === "snapshot.take").length).toBeGreaterThan(60);
    expect(most).toBe(3);
  });

  it("are not there where the spec asks for none", async () => {
    const { records } = await runAgent("1", { toml: spec("max_snapshots = 3") });
    expect(records.some(({ type }) => type.startsWith("snapshot."))).toBe(false);
  });
});
