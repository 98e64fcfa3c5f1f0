import "server-only";
import { type Env, readEnv } from "./env";
import { StartFault } from "./start-fault";

/** The environment of this process. Not kept: the launcher sets PORT to the one it got when it has got it. */
export function currentEnv(): Env {
  const result = readEnv(process.env);
  if (!result.ok) throw new StartFault(result.faults.join("\n"));
  return result.env;
}
