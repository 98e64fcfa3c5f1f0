/** What the definition of the language says of a place in a policy. */
import { z } from "zod";
import type { SpecPath } from "../diagnostics/diagnostic";
import { type KeyReference, keyOf } from "../reference";
import { declaredAt, exampleAt, keysAt, schemasAt, unwrap, wordsAt } from "../schema/walk";

/** A key by its path; null for what the author names, and for what is no key of the language. */
export function describeKey(path: SpecPath): KeyReference | null {
  const name = path.at(-1);
  if (typeof name !== "string" || !keysAt(path.slice(0, -1)).includes(name)) return null;
  const [schema] = declaredAt(path);
  if (schema === undefined) return null;
  const reference = keyOf(name, schema);
  const words = wordsAt(path);
  // Where alternatives go with each other's words, the first of them says too little.
  return words.length > 0 ? { ...reference, type: `one of ${[...new Set(words)].join(", ")}` } : reference;
}

/** The name of a tool, a database, a secret: the language has no word for it. */
export function isNameOfAuthor(path: SpecPath): boolean {
  return schemasAt(path.slice(0, -1)).some((schema) => schema instanceof z.ZodRecord);
}

/** What the table around it is, for a name that the author chose. */
export function describeName(path: SpecPath): KeyReference | null {
  return isNameOfAuthor(path) ? describeKey(path.slice(0, -1)) : null;
}

export type Shape = "table" | "tables" | "named" | "list" | "truth" | "text" | "number" | "other";

/** How a value at a path is written. */
export function shapeAt(path: SpecPath): Shape {
  const shapes = new Set(schemasAt(path).map(shapeOf));
  const [shape = "other"] = shapes;
  // Alternatives may be words of one kind or a table of bounds: then the author knows better.
  return shapes.size === 1 ? shape : "other";
}

function shapeOf(schema: z.core.$ZodType): Shape {
  if (schema instanceof z.ZodRecord) return "named";
  if (schema instanceof z.ZodObject) return "table";
  if (schema instanceof z.ZodArray) {
    return unwrap(schema.def.element) instanceof z.ZodObject ? "tables" : "list";
  }
  if (schema instanceof z.ZodBoolean) return "truth";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodLiteral) {
    return [...schema.def.values].every((value) => typeof value === "string") ? "text" : "number";
  }
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum ? "text" : "other";
}

/** The texts that the language knows at a path. */
export function textsAt(path: SpecPath): readonly string[] {
  const listed = schemasAt(path).flatMap((schema) => {
    const { enum: texts } = z.globalRegistry.get(schema) ?? {};
    return Array.isArray(texts) ? texts.filter((text) => typeof text === "string") : [];
  });
  return [...new Set([...wordsAt(path), ...listed])];
}

/** Texts that the definition gives as examples of what may stand at a path. */
export function exampleTextsAt(path: SpecPath): readonly string[] {
  const inList = typeof path.at(-1) === "number";
  const example = exampleAt(inList ? path.slice(0, -1) : path);
  const texts = inList && Array.isArray(example) ? example : [example];
  return texts.filter((text) => typeof text === "string");
}
