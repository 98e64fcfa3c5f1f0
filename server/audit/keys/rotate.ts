import "server-only";
import { parseArgs } from "node:util";
import { openDatabase } from "../../db/database";
import { KEY_PURPOSES } from "../../db/schema";
import { readEnv } from "../../env";
import { StartFault } from "../../start-fault";
import { keptHost, rotate } from "./enrol";
import { KeySource } from "./key-source";
import { firstHost } from "./names";

/**
 * `npm run keys:rotate -- cosigner` or `-- log`: a new key in the place of the one in use, for a server that is
 * stopped or started again afterwards: a running one goes on with what it has read.
 */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const purpose = KEY_PURPOSES.find((each) => each === positionals[0]);
  if (purpose === undefined || positionals.length > 1) {
    throw new StartFault(`Name the key to rotate: ${KEY_PURPOSES.join(" or ")}.`);
  }
  const result = readEnv(process.env);
  if (!result.ok) throw new StartFault(result.faults.join("\n"));
  const { env } = result;
  process.umask(0o077);
  const database = openDatabase({ url: env.databaseUrl, authToken: env.databaseAuthToken });
  try {
    const host = await keptHost(database, firstHost(env));
    const source = new KeySource(env, purpose);
    await rotate(database, source, host, new Date());
    process.stdout.write(`The key ${purpose} is a new one (${source.place}). Start the server again.\n`);
  } finally {
    database.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
