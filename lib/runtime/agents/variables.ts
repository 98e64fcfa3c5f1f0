/** Reading a variable is decided each time; that there is one with that name is not to be asked at all. */
import { decide, type Engine, newMeters } from "../../policy";

type Variables = Readonly<Record<string, string>>;

/** Those that every one of the engines grants. */
export function grantedVariables(env: Variables, engines: readonly Engine[]): Variables {
  return Object.fromEntries(Object.entries(env).filter(([name]) => isGranted(name, engines)));
}

export function isGranted(name: string, engines: readonly Engine[]): boolean {
  return engines.every(
    (engine) => decide(engine, { op: "env.read", name }, newMeters(0)).verdict === "allow",
  );
}
