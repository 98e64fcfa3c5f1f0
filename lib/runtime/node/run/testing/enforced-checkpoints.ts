/** Shown of a driver that enforces checkpoints: an agent that was told to stop at nothing is stopped, and leaves nothing. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { runAgent } from "./run-agent";

const SPEC = `[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
deny = ["**/*.key"]
[checkpoint]
max_snapshots = 2
before_high_risk = true
rollback_triggers = ["credential_access_attempt", "deny_violation_count > 5"]
`;

export const CHECKPOINTS_SHOWN = {
  checkpoints: async (run: typeof runAgent) => {
    const { folder, records, end, rolledBack } = await run(
      `import fs from "node:fs";
      fs.writeFileSync("in/a", "changed");
      fs.renameSync("in", "moved");
      fs.chmodSync("moved/a", 0o600);
      fs.writeFileSync("left", "behind");
      for (;;) try { fs.readFileSync("id.key") } catch {}`,
      { toml: SPEC, files: { "in/a": "alpha", "id.key": "KEY" } },
    );
    expect(end.reason).toBe("stopped");
    expect(rolledBack).toMatchObject({ by: "credential_access_attempt", failed: 0 });
    // Back to before the renaming, the last thing of high risk before the attempt.
    expect((await readdir(folder)).sort()).toEqual(["agent.ts", "id.key", "in"]);
    expect(await readFile(join(folder, "in/a"), "utf8")).toBe("changed");
    const told = records.filter(({ type }) => type.startsWith("snapshot."));
    expect(told.map(({ type, data }) => data.trigger ?? type)).toEqual([
      "interval",
      "before_risk",
      "snapshot.restore",
    ]);
  },
};
