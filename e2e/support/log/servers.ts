/** Servers over folders of their own: a whole start the first time, and shorter ones over the same folder. */
import { type RunningServer, startServer } from "../server";

const AGAIN = [process.execPath, "e2e/support/log/serve-again.mjs"] as const;

export function startFirst(folder: string, env: Record<string, string> = {}): Promise<RunningServer> {
  return startServer({ DATA_DIR: folder, ...env });
}

export function startAgain(folder: string, env: Record<string, string> = {}): Promise<RunningServer> {
  return startServer({ DATA_DIR: folder, ...env }, { command: AGAIN });
}
