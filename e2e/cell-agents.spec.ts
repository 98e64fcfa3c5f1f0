/** Tools, models and agents that start others, in the browser: the same agent as in Node, with the same to say. */
import {
  EVERYTHING_FILES,
  EVERYTHING_PRINTED,
  EVERYTHING_SPEC,
} from "../lib/runtime/agents/testing/everything";
import { bringCellApi } from "./support/bring-cell";
import type { CellApi } from "./support/cell-page";
import { expect, test } from "./support/test";

declare const cellApi: CellApi;

/** The page writes the name by itself. */
const POLICY = EVERYTHING_SPEC.replace('[agent]\nname = "tested"\n', "");

test("an agent uses tools, a model and other agents, and all of them are on record", async ({ page }) => {
  await bringCellApi(page);
  const run = await page.evaluate((spec) => cellApi.run(spec), {
    policy: POLICY,
    files: { ...EVERYTHING_FILES },
    entry: "/workspace/agent.ts",
    isWhole: true,
    env: { HOME: "/root", LANG: "C" },
  });
  expect(run).toMatchObject({ end: { reason: "exit", code: 0 }, verdict: "OK", troubles: [] });
  expect(run.text).toBe(EVERYTHING_PRINTED);

  const spawns = run.records.filter(({ type, data }) => type === "agent.spawn" && data.verdict === "allow");
  expect(run.started.map(({ records }) => records[0]?.sid)).toEqual(spawns.map(({ data }) => data.call));
  for (const [at, { records, verdict }] of run.started.entries()) {
    expect(verdict).toBe("unknown");
    expect(records[0]?.data.parent).toEqual({ sid: run.records[0]?.sid, seq: spawns[at]?.seq });
    expect(records.slice(-2).map(({ type }) => type)).toEqual(["agent.exit", "session.close"]);
  }
  const denied = run.started[1]?.records.filter(({ data }) => data.verdict === "deny") ?? [];
  expect(denied.map(({ data }) => data.rule)).toContain("parent/filesystem.deny[0]");
});

test("an agent that was started ends with the one that started it, and its log is closed", async ({
  page,
}) => {
  await bringCellApi(page);
  const files = {
    "agent.mts": 'import { spawn } from "aegis:agents"; console.log("parent"); await spawn("child");',
    "agents/child.toml": '[agent]\nname = "child"\n[capabilities.filesystem]\nread = ["/**"]\n',
    "agents/child.ts": "for (;;);",
  };
  const policy =
    '[capabilities.filesystem]\nread = ["/workspace/**"]\n[capabilities.agents]\nspawn = ["child"]\n';
  const sid = await page.evaluate((spec) => cellApi.open(spec), { policy, files, isWhole: true });
  await page.evaluate((sid) => cellApi.start(sid), sid);
  await expect.poll(() => page.evaluate((sid) => cellApi.children(sid), sid)).toBe(1);
  const { end, ms } = await page.evaluate((sid) => cellApi.stop(sid), sid);
  expect(end?.reason).toBe("stopped");
  expect(ms).toBeLessThan(2_000);
  const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  expect(run.verdict).toBe("OK");
  expect(run.started[0]?.records.at(-1)?.type).toBe("session.close");
});

test("an agent that the author's terminal started ends with those that it has started, and their logs are closed", async ({
  page,
}) => {
  await bringCellApi(page);
  const files = {
    "agent.mts": `
      import fs from "node:fs";
      import { spawn } from "aegis:agents";
      spawn("child").catch(() => {});
      setInterval(() => fs.existsSync("out/running") && process.exit(3), 10);
    `,
    "agents/child.toml":
      '[agent]\nname = "child"\n[capabilities.filesystem]\nread = ["/**"]\nwrite = ["/workspace/out/**"]\n',
    "agents/child.ts":
      'import fs from "node:fs"; fs.writeFileSync("out/running", ""); setInterval(() => {}, 1000);',
    "out/.keep": "",
  };
  const policy =
    '[capabilities.filesystem]\nread = ["/workspace/**"]\nwrite = ["/workspace/out/**"]\n[capabilities.agents]\nspawn = ["child"]\n';
  const spec = { policy, files, isWhole: true, hasTerminal: true };
  const sid = await page.evaluate((spec) => cellApi.open(spec), spec);
  const end = await page.evaluate((sid) => cellApi.line(sid, "node agent.mts"), sid);
  expect(end).toMatchObject({ reason: "exit", code: 3 });
  const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  expect(run).toMatchObject({ verdict: "OK", troubles: [] });
  expect(run.started.map(({ records }) => records.slice(-2).map(({ type }) => type))).toEqual([
    ["agent.exit", "session.close"],
  ]);
});
