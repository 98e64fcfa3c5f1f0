/**
 * Walks the definition: which keys and words are valid at a place. "Did you mean", the reference pages and the choice
 * between alternatives all ask here, so that they cannot differ from what validates.
 */
import { z } from "zod";
import { agentSpecSchema } from "../agent-spec";
import type { SpecPath } from "../diagnostics/diagnostic";

/** The schema beneath defaults, optionality and transformations. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) inner = inner.def.innerType;
    else if (inner instanceof z.ZodOptional || inner instanceof z.ZodExactOptional)
      inner = inner.def.innerType;
    else if (inner instanceof z.ZodPipe) inner = inner.def.in;
    else return inner;
  }
}

/** The schemas that may stand at a path: several where there are alternatives. */
export function schemasAt(path: SpecPath): readonly z.core.$ZodType[] {
  let current = alternatives(agentSpecSchema);
  for (const segment of path) {
    current = current.flatMap((schema) => children(schema, segment)).flatMap(alternatives);
    if (current.length === 0) return [];
  }
  return current;
}

function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  const inner = unwrap(schema);
  return inner instanceof z.ZodUnion ? inner.def.options.flatMap(alternatives) : [inner];
}

function children(schema: z.core.$ZodType, segment: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return typeof segment === "number" ? [schema.def.element] : [];
  if (typeof segment === "number") return [];
  if (schema instanceof z.ZodRecord) return [schema.def.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.def.shape;
  const declared = Object.hasOwn(shape, segment) ? shape[segment] : undefined;
  return [declared ?? schema.def.catchall].filter((child) => child !== undefined);
}

/**
 * The keys that the language knows at a path; empty where the author chooses them. Where the words already written
 * decide between alternatives (the `op` of a request), only the alternatives that go with them count.
 */
export function keysAt(
  path: SpecPath,
  written: (key: string) => unknown = () => undefined,
): readonly string[] {
  const objects = schemasAt(path).filter((schema) => schema instanceof z.ZodObject);
  const fitting = objects.filter((schema) => goesWith(schema, written));
  const keys = (fitting.length > 0 ? fitting : objects).flatMap((schema) => Object.keys(schema.def.shape));
  return [...new Set(keys)];
}

function goesWith(schema: z.ZodObject, written: (key: string) => unknown): boolean {
  return Object.entries(schema.def.shape).every(([key, child]) => {
    const inner = unwrap(child);
    if (!(inner instanceof z.ZodEnum || inner instanceof z.ZodLiteral)) return true;
    const value = written(key);
    return value === undefined || isAcceptable(inner, value);
  });
}

/** Whether a value would be accepted at a path: no fix is offered that leads to the next error. */
export function isAcceptableAt(path: SpecPath, value: unknown): boolean {
  return schemasAt(path).some((schema) => isAcceptable(schema, value));
}

function isAcceptable(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeParse(schema, value, { jitless: true }).success;
}

/** The keys that a section cannot do without. */
export function requiredAt(path: SpecPath): readonly string[] {
  return keysAt(path).filter((key) => !mayBeMissing(path, key));
}

function mayBeMissing(path: SpecPath, key: string): boolean {
  return schemasAt(path).some((schema) => {
    if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.def.shape, key)) return false;
    return isAcceptable(schema.def.shape[key] as z.core.$ZodType, undefined);
  });
}

/** The definitions of a key as they stand, with what they say of it; none for the root, and where nothing may be. */
export function declaredAt(path: SpecPath): readonly z.core.$ZodType[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  return schemasAt(path.slice(0, -1)).flatMap((schema) => children(schema, last));
}

/** The example that the definition gives for a key; undefined where it gives none. */
export function exampleAt(path: SpecPath): unknown {
  for (const schema of declaredAt(path)) {
    const { examples } = z.globalRegistry.get(schema) ?? {};
    if (Array.isArray(examples)) return examples[0];
  }
  return undefined;
}

/** The words that the language knows at a path. */
export function wordsAt(path: SpecPath): readonly string[] {
  return schemasAt(path).flatMap((schema) => {
    if (schema instanceof z.ZodEnum) return schema.options.filter((option) => typeof option === "string");
    if (schema instanceof z.ZodLiteral)
      return [...schema.def.values].filter((value) => typeof value === "string");
    return [];
  });
}
