/**
 * Makes `writers.ts` from the schemas: for each type of record a function that writes its data, with every member by its
 * name, in the order of the keys. A machine runs that several times faster than a loop over a description of the members,
 * and a content security policy allows it, because nothing is evaluated: what is made here is committed.
 */
import { z } from "zod";
import { writeString } from "../../json/write";
import { writerOf } from "../fields";
import * as leaves from "../leaves";
import { entrySchema } from "../schema";

const HEADER = `/**
 * Made by \`generator/generate.ts\` from the schemas; never changed by hand. Writes the data of each type of record from a
 * place of the line on, and answers where they end; refuses what its schema does not take.
 */
`;
const LINE_WIDTH = 110;

type Named = readonly [name: string, text: string];

export class Generator {
  readonly #keys = new Map<string, string>();
  /** What was made already, by its text, so that what two types share is written once. */
  readonly #known = new Map<string, string>();
  readonly #made: string[] = [];
  readonly #leaves = new Set<string>();
  readonly #containers = new Set<string>(["isObject"]);

  /** The name of what writes a value of this schema. */
  writer(schema: z.ZodType): string {
    if (schema instanceof z.ZodEnum) return this.#words(schema.options.map(String));
    const own = writerOf(schema);
    if (own) return this.#leaf(own);
    if (schema instanceof z.ZodObject) return this.#object(schema);
    if (schema instanceof z.ZodArray) return this.#container("listWriter", schema.element as z.ZodType);
    if (schema instanceof z.ZodRecord)
      return this.#container("mapWriter", schema.keyType as z.ZodType, schema.valueType as z.ZodType);
    throw new TypeError(`Nobody said how a ${schema.type} is written in a record.`);
  }

  text(types: readonly Named[]): string {
    const imports = [
      importOf([...this.#containers], "./containers"),
      importOf(["type Write", ...this.#leaves], "./leaves"),
      'import { putBraces, putPiece } from "./line";',
      'import { pieceOf } from "./piece";',
      'import { refuse } from "./refusal";',
    ];
    const keys = [...this.#keys]
      .sort(([, a], [, b]) => (a < b ? -1 : 1))
      .map(([key, name]) => `const ${name} = pieceOf(${quoted(`,${writeString(key)}:`)});`);
    const table = types.map(([type, writer]) => `  ${JSON.stringify(type)}: ${writer},`);
    return [
      `${HEADER}${imports.join("\n")}`,
      keys.join("\n"),
      ...this.#made,
      `export const WRITERS: Readonly<Record<string, Write>> = {\n${table.join("\n")}\n};\n`,
    ].join("\n\n");
  }

  #leaf(write: leaves.Write): string {
    const found = Object.entries(leaves).find(([, each]) => each === write);
    if (!found) throw new TypeError("A field is written by what leaves.ts does not export.");
    this.#leaves.add(found[0]);
    return found[0];
  }

  #words(words: readonly string[]): string {
    this.#leaves.add("wordWriter");
    return this.#make("writeWord", (name) =>
      statement(`const ${name} = wordWriter([`, words.map(quoted), "]);"),
    );
  }

  #container(maker: string, ...parts: readonly z.ZodType[]): string {
    this.#containers.add(maker);
    const writers = parts.map((part) => this.writer(part));
    return this.#make("writeMany", (name) => `const ${name} = ${maker}(${writers.join(", ")});`);
  }

  #object(schema: z.ZodObject): string {
    const keys = Object.keys(schema.shape).sort();
    const members = keys.map((key) => this.#member(key, schema.shape[key] as z.ZodType));
    const isMember = this.#make("isMember", (name) => memberTest(name, keys));
    return this.#make("writeObject", (name) =>
      [
        `function ${name}(value: unknown, start: number): number {`,
        "  if (!isObject(value)) return refuse();",
        statement("const {", keys, "} = value;", "  ", " "),
        "  let at = start;",
        ...members,
        // What the schema does not name would silently not be recorded. What is inherited does not count.
        `  for (const key in value) if (!${isMember}(key) && Object.hasOwn(value, key)) return refuse();`,
        "  return putBraces(start, at);",
        "}",
      ].join("\n"),
    );
  }

  #member(key: string, schema: z.ZodType): string {
    // A name, so that it can be that of a variable; then it also needs no escape, and sorts as its bytes do.
    if (!/^[a-z][a-z0-9_]*$/.test(key)) throw new TypeError(`${key} is no name of a member.`);
    const constant = `KEY_${key.toUpperCase()}`;
    this.#keys.set(key, constant);
    const isOptional = schema instanceof z.ZodOptional;
    const write = this.writer(isOptional ? (schema.unwrap() as z.ZodType) : schema);
    const written = `at = ${write}(${key}, putPiece(${constant}, at));`;
    if (!isOptional) return `  ${written}`;
    const line = `  if (${key} !== undefined) ${written}`;
    return line.length <= LINE_WIDTH ? line : `  if (${key} !== undefined)\n    ${written}`;
  }

  #make(prefix: string, textOf: (name: string) => string): string {
    const text = textOf("");
    const name = this.#known.get(text) ?? `${prefix}${this.#known.size}`;
    if (!this.#known.has(text)) this.#made.push(textOf(name));
    this.#known.set(text, name);
    return name;
  }
}

export function generateWriters(): string {
  const generator = new Generator();
  const types = entrySchema.options.map(
    ({ shape }): Named => [shape.type.value, generator.writer(shape.data)],
  );
  return generator.text(types);
}

/** A switch, because it compares a key that an object has with these names several times faster than a set finds it. */
function memberTest(name: string, keys: readonly string[]): string {
  const cases = keys.map((key) => `    case ${quoted(key)}:`);
  return [
    `function ${name}(key: string): boolean {`,
    "  switch (key) {",
    ...cases,
    "      return true;",
    "    default:",
    "      return false;",
    "  }",
    "}",
  ].join("\n");
}

function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

function importOf(names: readonly string[], from: string): string {
  const sorted = [...names].sort((a, b) => (a.replace("type ", "") < b.replace("type ", "") ? -1 : 1));
  return statement("import {", sorted, `} from "${from}";`, "", " ");
}

/** On one line where it fits, else one item on each, as the formatter of this project has it. */
function statement(open: string, items: readonly string[], close: string, indent = "", space = ""): string {
  const line = `${indent}${open}${space}${items.join(", ")}${space}${close}`;
  if (line.length <= LINE_WIDTH) return line;
  return [`${indent}${open}`, ...items.map((item) => `${indent}  ${item},`), `${indent}${close}`].join("\n");
}
