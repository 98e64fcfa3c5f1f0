/** Whether a value is what a schema says. Total; types are never converted; work is counted and bounded. */
import { beginWork, endWork, spendWork, TooMuchWork } from "../../../policy/match/work";
import { isJsonObject, type Json, type JsonObject } from "../plain";
import type { Bound, Schema, SchemaType } from "./schema";

/** Longer texts meet no pattern. */
const MOST_MATCHED_UNITS = 16_384;

/** Some tens of milliseconds: schemas may come from servers, and arguments from agents. */
const MOST_WORK = 4_000_000;
const ALL = "the arguments";

/** Null when they are; otherwise a clause that says what is wrong with them. */
export function checkArguments(schema: Schema, args: JsonObject): string | null {
  const before = beginWork(MOST_WORK);
  try {
    return checkValue(schema, args, ALL);
  } catch (thrown) {
    if (thrown instanceof TooMuchWork)
      return "comparing the arguments with what the tool takes is too much work";
    throw thrown;
  } finally {
    endWork(before);
  }
}

function checkValue(schema: Schema, value: Json, at: string): string | null {
  const { types, values } = schema;
  spendWork(values ? 1 + sizeOf(value) : 1);
  if (types && !types.some((type) => isOf(type, value))) return `${at} has to be ${types.join(" or ")}`;
  if (values && !values.has(JSON.stringify(value))) return `${at} is none of the values that there are`;
  return (
    checkBounds(schema, value, at) ??
    checkList(schema, value, at) ??
    checkObject(schema, value, at) ??
    checkEach(schema, value, at)
  );
}

/** About how long its JSON is. */
function sizeOf(value: Json): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each as Json), 1);
}

function isOf(type: SchemaType, value: Json): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function checkBounds({ bounds, pattern }: Schema, value: Json, at: string): string | null {
  if (typeof value === "number") return outside(bounds, value, NUMBER_BOUNDS, at, "");
  if (typeof value === "string") {
    const length = lengthOf(value);
    const wrong = outside(bounds, length, LENGTH_BOUNDS, at, "length of ");
    if (wrong) return wrong;
    if (!pattern) return null;
    spendWork(pattern.programSize() * Math.min(value.length, MOST_MATCHED_UNITS));
    return value.length <= MOST_MATCHED_UNITS && pattern.test(value)
      ? null
      : `${at} does not match the pattern`;
  }
  if (Array.isArray(value)) return outside(bounds, value.length, ITEM_BOUNDS, at, "length of ");
  if (isJsonObject(value))
    return outside(bounds, Object.keys(value).length, MEMBER_BOUNDS, at, "number of members of ");
  return null;
}

type Test = readonly [bound: Bound, isRight: (value: number, bound: number) => boolean, word: string];
const atLeast = (value: number, bound: number) => value >= bound;
const atMost = (value: number, bound: number) => value <= bound;
const NUMBER_BOUNDS: readonly Test[] = [
  ["minimum", atLeast, "at least"],
  ["maximum", atMost, "at most"],
  ["exclusiveMinimum", (value, bound) => value > bound, "above"],
  ["exclusiveMaximum", (value, bound) => value < bound, "below"],
];
const between = (least: Bound, most: Bound): readonly Test[] => [
  [least, atLeast, "at least"],
  [most, atMost, "at most"],
];
const LENGTH_BOUNDS = between("minLength", "maxLength");
const ITEM_BOUNDS = between("minItems", "maxItems");
const MEMBER_BOUNDS = between("minProperties", "maxProperties");

function outside(
  bounds: Schema["bounds"],
  value: number,
  tests: readonly Test[],
  at: string,
  what: string,
): string | null {
  for (const [name, isRight, word] of tests) {
    const bound = bounds[name];
    if (bound !== undefined && !isRight(value, bound))
      return `the ${what}${at} has to be ${word} ${bound}`.replace("the the", "the");
  }
  return null;
}

/** In characters, as JSON Schema counts. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function checkList({ items }: Schema, value: Json, at: string): string | null {
  if (!items || !Array.isArray(value)) return null;
  for (let i = 0; i < value.length; i++) {
    const wrong = checkValue(items, value[i] as Json, `${at}[${i}]`);
    if (wrong) return wrong;
  }
  return null;
}

function checkObject({ properties, required, others }: Schema, value: Json, at: string): string | null {
  if (!isJsonObject(value)) return null;
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${place(at, missing)} is missing`;
  for (const [name, each] of Object.entries(value as JsonObject)) {
    const schema = properties.get(name) ?? others;
    if (schema === false) return `${place(at, name)} is not known`;
    const wrong = schema === true ? null : checkValue(schema, each, place(at, name));
    if (wrong) return wrong;
  }
  return null;
}

function place(at: string, name: string): string {
  return at === ALL ? `the argument ${JSON.stringify(name.slice(0, 80))}` : `${at}.${name.slice(0, 80)}`;
}

function checkEach({ anyOf, allOf }: Schema, value: Json, at: string): string | null {
  for (const schema of allOf) {
    const wrong = checkValue(schema, value, at);
    if (wrong) return wrong;
  }
  if (anyOf.length === 0) return null;
  return anyOf.some((schema) => checkValue(schema, value, at) === null)
    ? null
    : `${at} is none of what it may be`;
}
