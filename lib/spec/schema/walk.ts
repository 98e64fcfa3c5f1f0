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
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
      inner = inner.def.innerType;
    } else if (inner instanceof z.ZodPipe) inner = inner.def.in;
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

/** The keys that the language knows at a path; empty where the author chooses them. */
export function keysAt(path: SpecPath): readonly string[] {
  return schemasAt(path).flatMap((schema) =>
    schema instanceof z.ZodObject ? Object.keys(schema.def.shape) : [],
  );
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
