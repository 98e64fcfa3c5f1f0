import "server-only";
import { onTestFinished } from "vitest";
import { operatorKey } from "@/lib/operator";
import type { Database } from "../../db/database";
import type { Instance } from "../../instance";
import { logOf, logPartsOf, TEST_KEY } from "../../testing/people";
import { envOf } from "../../testing/temp-database";

/** What whoever runs that server has. */
export const TEST_SECRET = "a secret that only the tests have";

/** This process as a server over the database of the test, for what is asked over HTTP and not of a procedure. */
export function sharedInstance(database: Database, source: Record<string, string> = {}): Instance {
  const made: Instance = {
    env: envOf(source),
    database,
    sessionKey: TEST_KEY,
    operatorKey: Buffer.from(operatorKey(TEST_SECRET)),
    log: () => logOf(database),
    ...logPartsOf(database),
    https: false,
  };
  const holder = globalThis as { [slot: symbol]: unknown };
  const slot = Symbol.for("aegis.instance");
  holder[slot] = Promise.resolve(made);
  onTestFinished(() => {
    delete holder[slot];
  });
  return made;
}
