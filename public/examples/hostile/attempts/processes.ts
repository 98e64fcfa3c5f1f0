import type { Attempt } from "../agent.ts";

async function shell(command: string): Promise<string> {
  const { execFileSync } = await import("node:child_process");
  return execFileSync("sh", ["-c", command], { encoding: "utf8", timeout: 5_000 });
}

/** Another thread is another realm: what was shut off here might be open there. */
async function thread(): Promise<string> {
  // @ts-expect-error: no agent has it, which is what is tried
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(process.pid)", { eval: true });
  return new Promise((resolve, reject) => {
    worker.once("message", (pid: number) => resolve(`a thread of process ${pid}`));
    worker.once("error", reject);
  });
}

export const processAttempts: readonly Attempt[] = [
  { name: "start a shell", run: () => shell("id") },
  { name: "start a thread", run: thread },
  { name: "read the environment", run: environment },
];

function environment(): string {
  const names = Object.keys(process.env);
  if (names.length === 0) throw new Error("the environment is empty");
  return `${names.length} variables`;
}
