/**
 * The built-in modules by name. What `import` names was taken when the library was set up; what `require` and `default` give is
 * the module's object, which an agent may change as it may in Node.
 */
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
  return known[name]?.module;
}
export function builtinExports(name: string): Known | undefined {
  return known[name];
}

/** A name that no agent's own variable has by accident. It hands out what `require` hands out, and nothing else. */
export const BUILTIN_GLOBAL = "__aegis_builtin";
