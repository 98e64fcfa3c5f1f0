/**
 * The language as data, for the reference pages: sections with their keys, types, defaults and examples. Made from the
 * definition that validates, so that a page cannot describe a key that does not exist.
 */
import { z } from "zod";
import { agentSpecSchema } from "./agent-spec";
import { argumentBounds } from "./schema/arguments";
import { unwrap } from "./schema/walk";
import { writeValue } from "./toml/write-value";

export interface KeyReference {
  readonly name: string;
  /** In words: "text", "list of text", "one of a, b". */
  readonly type: string;
  readonly required: boolean;
  /** As it would be written in the file; null where there is none. */
  readonly default: string | null;
  readonly description: string;
  readonly example: string;
}
export interface SectionReference {
  /** As the header is written: `[capabilities.tools.NAME]`, `[[test]]`; empty for the top of the file. */
  readonly header: string;
  readonly description: string;
  readonly keys: readonly KeyReference[];
}

export function specReference(): readonly SectionReference[] {
  const top: KeyReference[] = [];
  const sections: SectionReference[] = [];
  for (const [name, schema] of Object.entries(agentSpecSchema.shape)) {
    if (name === "capabilities") {
      for (const [inner, child] of Object.entries(agentSpecSchema.shape.capabilities.unwrap().shape)) {
        sections.push(...sectionsOf(`capabilities.${inner}`, child));
      }
    } else if (unwrap(schema) instanceof z.ZodLiteral) top.push(keyOf(name, schema));
    else sections.push(...sectionsOf(name, schema));
  }
  return [
    { header: "", description: "The top of the file.", keys: top },
    ...sections,
    {
      header: "args.NAME = { ... }",
      description: "Bounds on one argument, in the table form of a condition; all that are named must hold.",
      keys: keysOf(argumentBounds),
    },
  ];
}

function sectionsOf(name: string, schema: z.core.$ZodType): SectionReference[] {
  const description = metaOf(schema).description ?? "";
  const inner = unwrap(schema);
  if (inner instanceof z.ZodRecord) {
    return [{ header: `[${name}.NAME]`, description, keys: keysOf(inner.def.valueType) }];
  }
  if (inner instanceof z.ZodArray) {
    return [{ header: `[[${name}]]`, description, keys: keysOf(inner.def.element) }];
  }
  return [{ header: `[${name}]`, description, keys: keysOf(inner) }];
}

function keysOf(schema: z.core.$ZodType): KeyReference[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.def.shape).map(([name, child]) => keyOf(name, child));
}

export function keyOf(name: string, schema: z.core.$ZodType): KeyReference {
  const { description = "", examples } = metaOf(schema);
  const fallback = defaultOf(schema);
  return {
    name,
    type: typeOf(schema),
    required: !z.safeParse(schema, undefined, { jitless: true }).success,
    default: fallback === undefined ? null : writeValue(fallback),
    description,
    example: Array.isArray(examples) ? `${name} = ${writeValue(examples[0])}` : "",
  };
}

function metaOf(schema: z.core.$ZodType) {
  return z.globalRegistry.get(schema) ?? {};
}

function defaultOf(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  return undefined;
}

function typeOf(schema: z.core.$ZodType): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(", ")}`;
  if (inner instanceof z.ZodLiteral) return [...inner.def.values].map(String).join(" or ");
  if (inner instanceof z.ZodArray) return `list of ${typeOf(inner.def.element)}`;
  if (inner instanceof z.ZodUnion) {
    return [...new Set(inner.def.options.map(typeOf))].join(" or ");
  }
  if (inner instanceof z.ZodNumber) return inner.format === null ? "number" : "whole number";
  if (inner instanceof z.ZodBoolean) return "true or false";
  return inner instanceof z.ZodString ? "text" : "table";
}
