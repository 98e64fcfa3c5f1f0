/**
 * The built-in modules by name. What `import` names was taken when the library was set up; what `require` and `default` give is
 * the module's object, which an agent may change as it may in Node.
 */
import { ask } from "./host";
import { hasOwn, objectCreate, objectKeys } from "./intrinsics";

export type ModuleObject = object;
interface Known {
  readonly module: ModuleObject;
  readonly names: Readonly<Record<string, unknown>>;
}
const known = objectCreate(null) as Record<string, Known>;

export function register(name: string, module: ModuleObject): void {
  const names = objectCreate(null) as Record<string, unknown>;
  for (const key of objectKeys(module)) names[key] = (module as Record<string, unknown>)[key];
  known[name] = { module, names };
}

export function builtinNames(): string[] {
  return objectKeys(known);
}
export function isBuiltinName(name: string): boolean {
  return hasOwn(known, name);
}
export function builtinModule(name: string): ModuleObject | undefined {
  return builtinExports(name)?.module;
}
/** Throws where the policy denies that module. */
export function builtinExports(name: string): Known | undefined {
  if (isAsked && hasOwn(known, name)) ask("code.load", ["import", `node:${name}`]);
  return known[name];
}

let isAsked = false;
/** From the start of a session: before it this library sets itself up, and there is no policy. */
export function askForModules(): void {
  isAsked = true;
}

/** A name that no agent's own variable has by accident. It hands out what `require` hands out, and nothing else. */
export const BUILTIN_GLOBAL = "__aegis_builtin";
