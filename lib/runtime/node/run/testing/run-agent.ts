/** The same for a test of vitest, which makes the folder and takes it away. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type AgentRun, fill, type RanAgent, runIn } from "./run-in";

export type { AgentRun, RanAgent, Runner } from "./run-in";

export async function runAgent(agent: string, run: AgentRun): Promise<RanAgent> {
  return runIn(await folderWith({}), agent, run);
}

export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-agent-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await fill(folder, files);
  return folder;
}
