/**
 * The part of JSON Schema that arguments of tools are checked by. Our own, because the libraries for it either evaluate text or
 * run the patterns of the schema as regular expressions of the platform: a server that sends a schema could then stop
 * the whole run with one pattern. Here patterns are RE2, and reading a schema is bounded.
 *
 * Guarantees: reading and checking are total and take time in proportion to schema and value. A keyword that is not known is
 * refused in what an author declares, and not looked at in what a server sends: the server checks by itself.
 */
import { RE2JS } from "re2js";
import { isJsonObject, type Json, type JsonObject, type Read } from "../plain";

export type SchemaType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";
const TYPES: ReadonlySet<string> = new Set<SchemaType>([
  "null",
  "boolean",
  "integer",
  "number",
  "string",
  "array",
  "object",
]);

export interface Schema {
  readonly types?: readonly SchemaType[];
  /** As JSON texts, for comparing. */
  readonly values?: ReadonlySet<string>;
  readonly bounds: Readonly<Partial<Record<Bound, number>>>;
  readonly pattern?: RE2JS;
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: readonly string[];
  /** What further members have to be; false for none. */
  readonly others: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf: readonly Schema[];
  readonly allOf: readonly Schema[];
}

export const BOUNDS = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const;
export type Bound = (typeof BOUNDS)[number];

/** Says something to people, and nothing about values. */
const NOTES: ReadonlySet<string> = new Set([
  "$schema",
  "$id",
  "$comment",
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
  "format",
]);
const OWN: ReadonlySet<string> = new Set([
  "type",
  "enum",
  "const",
  "pattern",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "anyOf",
  "allOf",
  ...BOUNDS,
]);

const MOST_PARTS = 1000;
const MOST_PATTERN_UNITS = 512;
/** States of all patterns of one schema. */
const MOST_STATES = 5000;
/** A counted repetition is as many states as it counts. */
const REPETITION = /\{[0-9]{4,}|\{[0-9]*,[0-9]{4,}/;

class Bad extends Error {}

export interface ReadOptions {
  /** Whether keywords that are not known are an error. */
  readonly isStrict: boolean;
}

export function readSchema(value: Json, { isStrict }: ReadOptions): Read<Schema> {
  try {
    return { ok: true, value: new Reader(isStrict).read(value, "schema") };
  } catch (thrown) {
    if (thrown instanceof Bad) return { ok: false, why: thrown.message };
    throw thrown;
  }
}

class Reader {
  private readonly isStrict: boolean;
  private parts = 0;
  private states = 0;

  constructor(isStrict: boolean) {
    this.isStrict = isStrict;
  }

  read(value: Json, at: string): Schema {
    this.parts += 1;
    if (this.parts > MOST_PARTS) throw new Bad("the schema has too many parts");
    if (!isJsonObject(value)) throw new Bad(`${at} is no object`);
    for (const key of Object.keys(value)) {
      if (this.isStrict && !OWN.has(key) && !NOTES.has(key)) throw new Bad(`${at}.${key} is not supported`);
    }
    const types = typesOf(value, at);
    const values = valuesOf(value, at);
    const pattern = this.pattern(value.pattern, at);
    return {
      ...(types && { types }),
      ...(values && { values }),
      ...(pattern && { pattern }),
      ...(value.items !== undefined && { items: this.read(value.items, `${at}.items`) }),
      bounds: boundsOf(value, at),
      properties: this.properties(value.properties, at),
      required: texts(value.required ?? [], `${at}.required`),
      others: this.others(value.additionalProperties, at),
      anyOf: this.list(value.anyOf, `${at}.anyOf`),
      allOf: this.list(value.allOf, `${at}.allOf`),
    };
  }

  private properties(value: Json | undefined, at: string): ReadonlyMap<string, Schema> {
    if (value === undefined) return new Map();
    if (!isJsonObject(value)) throw new Bad(`${at}.properties is no object`);
    return new Map(
      Object.entries(value).map(([name, each]) => [name, this.read(each, `${at}.properties.${name}`)]),
    );
  }

  private others(value: Json | undefined, at: string): Schema | boolean {
    if (value === undefined || typeof value === "boolean") return value ?? true;
    return this.read(value, `${at}.additionalProperties`);
  }

  private list(value: Json | undefined, at: string): readonly Schema[] {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length === 0) throw new Bad(`${at} is no list of schemas`);
    return value.map((each: Json, index) => this.read(each, `${at}[${index}]`));
  }

  private pattern(value: Json | undefined, at: string): RE2JS | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== "string" || value.length > MOST_PATTERN_UNITS || REPETITION.test(value)) {
      throw new Bad(`${at}.pattern is no pattern, or too long`);
    }
    let compiled: RE2JS;
    try {
      compiled = RE2JS.compile(value);
    } catch {
      throw new Bad(`${at}.pattern is no expression in RE2 syntax`);
    }
    this.states += compiled.programSize();
    if (this.states > MOST_STATES) throw new Bad("the patterns of the schema are too large");
    return compiled;
  }
}

function typesOf({ type }: JsonObject, at: string): readonly SchemaType[] | undefined {
  if (type === undefined) return undefined;
  const all = typeof type === "string" ? [type] : texts(type, `${at}.type`);
  const unknown = all.find((each) => !TYPES.has(each));
  if (unknown !== undefined || all.length === 0)
    throw new Bad(`${at}.type is none of ${[...TYPES].join(", ")}`);
  return all as readonly SchemaType[];
}

function valuesOf(value: JsonObject, at: string): ReadonlySet<string> | undefined {
  if (Object.hasOwn(value, "const")) return new Set([JSON.stringify(value.const)]);
  if (value.enum === undefined) return undefined;
  if (!Array.isArray(value.enum)) throw new Bad(`${at}.enum is no list`);
  return new Set(value.enum.map((each: Json) => JSON.stringify(each)));
}

function boundsOf(value: JsonObject, at: string): Schema["bounds"] {
  const bounds: Partial<Record<Bound, number>> = {};
  for (const name of BOUNDS) {
    const bound = value[name];
    if (bound === undefined) continue;
    if (typeof bound !== "number") throw new Bad(`${at}.${name} is no number`);
    bounds[name] = bound;
  }
  return bounds;
}

function texts(value: Json, at: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) {
    throw new Bad(`${at} is no list of texts`);
  }
  return value as readonly string[];
}
