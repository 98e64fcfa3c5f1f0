import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "./server";

/** One server for the whole run, on a free port and with a database of its own; AEGIS_E2E_URL names one that runs already. */
async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.AEGIS_E2E_URL) return async () => {};
  const dataDir = await mkdtemp(join(tmpdir(), "aegis-e2e-"));
  const server = await startServer({ DATA_DIR: dataDir });
  process.env.AEGIS_E2E_URL = server.url;
  return async () => {
    const code = await server.stop();
    await rm(dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.output()}`);
  };
}

// Playwright takes a global set-up only as a default export.
// biome-ignore lint/style/noDefaultExport: as above
export default globalSetup;
