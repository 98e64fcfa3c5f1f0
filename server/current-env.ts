import "server-only";
import { type Env, readEnv } from "./env";
import { StartFault } from "./start-fault";

let current: Env | undefined;

/** The environment of this process, read once. */
export function currentEnv(): Env {
  if (current) return current;
  const result = readEnv(process.env);
  if (!result.ok) throw new StartFault(result.faults.join("\n"));
  current = result.env;
  return current;
}
