/** Agents that start others, by the command: what they print, and that each has a log of its own that can be verified. */
import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import {
  EVERYTHING_FILES,
  EVERYTHING_PRINTED,
  EVERYTHING_SPEC,
} from "../../lib/runtime/agents/testing/everything";
import { folderWith, runAegis } from "../testing/run-aegis";

vi.setConfig({ testTimeout: 120_000 });
const state = mkdtempSync(join(tmpdir(), "aegis-state-"));
afterAll(() => rmSync(state, { recursive: true }));

test("an agent with tools, a model and other agents runs as its spec stands, and every log verifies", async () => {
  const folder = await folderWith({ ...EVERYTHING_FILES, "agent.toml": EVERYTHING_SPEC });
  const surroundings = { cwd: folder, env: { XDG_STATE_HOME: state } };
  const run = await runAegis(["run", "agent.toml", "agent.ts"], surroundings);
  expect(run.stdout).toBe(EVERYTHING_PRINTED);
  expect([run.code, run.stderr]).toEqual([0, expect.any(String)]);
  const logs = (await readdir(join(folder, ".aegis/sessions"))).filter((name) => name.endsWith(".jsonl"));
  expect(logs.length).toBe(3);
  for (const log of logs) {
    const verified = await runAegis(["log", "verify", `.aegis/sessions/${log}`], surroundings);
    expect([log, verified.code, verified.stderr]).toEqual([log, 0, ""]);
  }
});
