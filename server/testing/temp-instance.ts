import "server-only";
import { onTestFinished, vi } from "vitest";
import { prepareDatabase } from "../db/prepare-database";
import { type Instance, instance } from "../instance";
import { envOf, tempFolder } from "./temp-database";

/** This process as a started server with a data folder of its own, for tests of whole requests. */
export async function tempInstance(options: { migrated?: boolean } = {}): Promise<Instance> {
  const folder = await tempFolder();
  vi.stubEnv("DATA_DIR", folder);
  const holder = globalThis as { [slot: symbol]: unknown };
  delete holder[Symbol.for("aegis.instance")];
  if (options.migrated !== false) await prepareDatabase(envOf({ DATA_DIR: folder }));
  const opened = await instance();
  onTestFinished(async () => {
    await opened.witnesses.close();
    await opened.checks.close();
    opened.database.close();
    delete holder[Symbol.for("aegis.instance")];
    vi.unstubAllEnvs();
  });
  return opened;
}
