import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../../scripts/lib/root.mjs";

const START_LIMIT_MS = 5 * 60_000; // it may have to build first
const STOP_LIMIT_MS = 60_000;
const LAUNCHER = [process.execPath, "scripts/start.mjs"] as const;
const READY = /Aegis is ready at (\S+)/;
/** What a person's shell may hold must not change what the tests see. */
const OURS =
  /^(HOST|PORT|PUBLIC_URL|DATA_DIR|DATABASE_URL|DATABASE_AUTH_TOKEN|AEGIS_SECRET|WITNESS_REACH|NODE_ENV|NODE_OPTIONS|npm_lifecycle_event)$/;

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly output: () => string;
  /** Sends the signal and resolves with the exit code (null when the signal itself ended it). */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** What a process of the product gets to see: what is set for it, and of the rest nothing that is ours. */
export function environment(env: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  // Next's types demand a NODE_ENV; the launcher sets its own.
  return { ...Object.fromEntries(inherited), ...env } as unknown as NodeJS.ProcessEnv;
}

/** Starts the product as a person does, through the launcher, and resolves when it says that it is ready. */
export async function startServer(
  env: Record<string, string>,
  { command: [program, ...args] = LAUNCHER }: { command?: readonly [string, ...string[]] } = {},
): Promise<RunningServer> {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: environment({ PORT: "0", ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const gather = (chunk: Buffer) => {
    output += chunk.toString("utf8");
  };
  child.stdout.on("data", gather);
  child.stderr.on("data", gather);
  const ended = once(child, "exit").then(([code]) => code as number | null);

  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    const code = await Promise.race([ended, sleep(STOP_LIMIT_MS, "late" as const, { ref: false })]);
    if (code !== "late") return code;
    child.kill("SIGKILL");
    throw new Error(`the server did not end within ${STOP_LIMIT_MS} ms of ${signal}\n${output}`);
  };
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    const url = READY.exec(output)?.[1];
    if (url !== undefined && child.pid !== undefined)
      return { url, pid: child.pid, output: () => output, stop };
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server did not start:\n${output}`);
    await sleep(50);
  }
  await stop("SIGKILL");
  throw new Error(`the server was not ready within ${START_LIMIT_MS} ms:\n${output}`);
}
