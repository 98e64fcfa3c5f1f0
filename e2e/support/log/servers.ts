/** Servers over folders of their own. */
import { type RunningServer, startServer } from "../server";
import { prepareFolder } from "./prepared-folder";

const AGAIN = [process.execPath, "e2e/support/log/serve-again.mjs"] as const;

/** The whole start of the launcher, which looks at everything before anybody serves. */
export function startWhole(folder: string): Promise<RunningServer> {
  return startServer({ DATA_DIR: folder });
}

/** Over a folder that has nothing yet. */
export async function startFirst(folder: string, env: Record<string, string> = {}): Promise<RunningServer> {
  await prepareFolder(folder);
  return startAgain(folder, env);
}

/** Over a folder that a server has served from before: what only makes sure is left out. */
export function startAgain(folder: string, env: Record<string, string> = {}): Promise<RunningServer> {
  return startServer({ DATA_DIR: folder, ...env }, { command: AGAIN });
}
