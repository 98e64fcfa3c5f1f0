/** Random entries of every type, made from the schemas themselves, so that none can be forgotten. */
import fc from "fast-check";
import { z } from "zod";
import { hardText, objectOf, wholeNumber } from "../../json/testing/arbitraries";
import { code, count, flag, name, sha256, sid, text, time } from "../fields";
import { type Entry, entrySchema } from "../schema";

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length })
    .map((all) => all.join(""));

export const anySha256 = hex(64);
export const anySid = hex(32).map(
  (all) =>
    `${all.slice(0, 8)}-${all.slice(8, 12)}-7${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`,
);
export const anyTime = fc
  .date({
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const wellFormed = hardText.filter((value) => !/\p{Surrogate}/u.test(value));

const LEAVES = new Map<z.ZodType, fc.Arbitrary<unknown>>([
  [text, wellFormed],
  [count, wholeNumber.map(Math.abs)],
  [code, wholeNumber],
  [flag, fc.boolean()],
  [sha256, anySha256],
  [sid, anySid],
  [time, anyTime],
  [name, fc.constantFrom("none", "fs.read", "a_1")],
]);

function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const leaf = LEAVES.get(schema);
  if (leaf) return leaf;
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodArray)
    return fc.array(arbitraryOf(schema.element as z.ZodType), { maxLength: 4 });
  if (schema instanceof z.ZodRecord) {
    const member = fc.tuple(
      arbitraryOf(schema.keyType as z.ZodType),
      arbitraryOf(schema.valueType as z.ZodType),
    );
    return fc.array(member, { maxLength: 3 }).map((members) => objectOf(members as [string, string][]));
  }
  if (schema instanceof z.ZodObject) return objectArbitrary(schema);
  throw new TypeError(`No random values are known for a ${schema.type}.`);
}

/** With the members in random order: who records does not sort them. */
function objectArbitrary(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.shape).map(([key, member]) => {
    const isOptional = member instanceof z.ZodOptional;
    const value = arbitraryOf((isOptional ? member.unwrap() : member) as z.ZodType).map(
      (made) => [key, made] as const,
    );
    return isOptional ? fc.option(value, { nil: undefined }) : value;
  });
  const order = fc.array(fc.nat(), { minLength: members.length, maxLength: members.length });
  return fc.tuple(fc.tuple(...members), order).map(([all, places]) => {
    const sorted = [...all.entries()].sort(([a], [b]) => (places[a] as number) - (places[b] as number));
    return objectOf(
      sorted.flatMap(([, member]) => (member === undefined ? [] : [member as [string, string]])),
    );
  });
}

export const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
  ...entrySchema.options.map(({ shape }) =>
    arbitraryOf(shape.data).map((data) => ({ type: shape.type.value, data }) as unknown as Entry),
  ),
);

/** Entries that are not quite what their type says: a member exchanged, left out or put in, at any depth. */
export const wrongEntry: fc.Arbitrary<unknown> = fc
  .tuple(
    anyEntry,
    fc.nat(),
    fc.nat(),
    fc.oneof(
      hardText,
      fc.constantFrom(null, -1, -0, 1.5, 2 ** 53, "\ud800", [], {}, undefined, "é".repeat(64)),
      fc.anything(),
    ),
  )
  .map(([entry, place, deeper, value]) => {
    const copy = structuredClone(entry) as unknown as { data: Record<string, unknown> };
    const inner = Object.values(copy.data).filter((member) => typeof member === "object");
    const target = (deeper % 3 === 0 ? inner[deeper % inner.length] : undefined) ?? copy.data;
    const keys = [...Object.keys(target), "of", "more"];
    (target as Record<string, unknown>)[keys[place % keys.length] as string] = value;
    return copy;
  });
