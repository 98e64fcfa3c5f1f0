/** One agent in the browser's cell and in Node: what it prints, how it ends and every record of what it did are the same. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Approver } from "@/lib/mediator/approval";
import { runIn } from "@/lib/runtime/node/run/testing/run-in";
import { AGENTS, FILES, SPEC, STARTED_WITH, told } from "@/lib/runtime/testing/same-agents";
import { agentUsing, readUses, USES } from "@/lib/runtime/testing/uses";
import { bringCellApi } from "./support/bring-cell";
import type { CellApi } from "./support/cell-page";
import { expect, test } from "./support/test";

declare const cellApi: CellApi;

const approver: Approver = {
  ask: async ({ action_sha256 }) => ({ action_sha256, grant: true, approver: "somebody" }),
};

/** Without its beginning, which the page writes; each rule on the line that it has. */
const POLICY = SPEC.replace('[agent]\nname = "tested"\n', "");

async function expectSame(page: Page, agent: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-same-"));
  try {
    const inNode = await runIn(folder, agent, { toml: SPEC, files: FILES, approver, ...STARTED_WITH });
    const inCell = await page.evaluate((spec) => cellApi.run(spec), {
      policy: POLICY,
      files: { ...FILES, "agent.ts": agent },
      entry: "/workspace/agent.ts",
      approve: "yes",
      isWhole: true,
      env: { ...STARTED_WITH.env },
      argv: [...STARTED_WITH.argv],
    } as const);
    expect(inCell.end).toEqual(inNode.end);
    expect(inCell.stdout).toBe(inNode.stdout);
    expect(inCell.records.map(told)).toEqual(inNode.records.map(told));
    expect(inCell.verdict).toBe("OK");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const [what, agent] of Object.entries(AGENTS)) {
  test(`the same in the cell as in Node: ${what}`, async ({ page }) => {
    await bringCellApi(page);
    await expectSame(page, agent);
  });
}

test("the same in the cell as in Node: every call that guests have", async ({ page }) => {
  await bringCellApi(page);
  for (const name of USES) {
    const text = readFileSync(new URL(`../lib/runtime/testing/uses/${name}.txt`, import.meta.url), "utf8");
    // The address is of nobody, and no rule names it.
    await expectSame(page, agentUsing(readUses(text), "http://127.0.0.1:9"));
  }
});
