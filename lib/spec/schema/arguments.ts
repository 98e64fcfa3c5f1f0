/** Conditions on the arguments of a tool or of an API: a list of patterns, or a table of bounds. */
import { z } from "zod";
import { type Parsed, parseExpression, parseGlob } from "../values";
import { type IssueParams, wholeNumber, word } from "./fields";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const lengthBound = () => wholeNumber(0, Number.MAX_SAFE_INTEGER).optional();
/** An argument is a value, not a path: the empty pattern is the empty text. */
const parseValueGlob = (text: string): Parsed<string> =>
  text === "" ? { ok: true, value: text } : parseGlob(text);

const globList = z.array(word(parseValueGlob, "ADS025"));

export const argumentBounds = z.strictObject({
  required: z
    .boolean()
    .default(false)
    .meta({ description: "Whether a call without this argument is denied.", examples: [true] }),
  equals: scalar.optional().meta({ description: "The one value that is allowed.", examples: ["main"] }),
  one_of: z
    .array(scalar)
    .optional()
    .meta({ description: "The values that are allowed.", examples: [["low", "high"]] }),
  matches: word(parseExpression, "ADS033")
    .optional()
    .meta({
      description: "Expression in RE2 syntax that the whole text must match.",
      examples: ["[A-Z]+-[0-9]+"],
    }),
  min: z
    .number()
    .optional()
    .meta({ description: "Smallest number allowed.", examples: [0] }),
  max: z
    .number()
    .optional()
    .meta({ description: "Largest number allowed.", examples: [100] }),
  min_length: lengthBound().meta({
    description: "Fewest characters of a text, or elements of a list.",
    examples: [1],
  }),
  max_length: lengthBound().meta({
    description: "Most characters of a text, or elements of a list.",
    examples: [200],
  }),
  get items(): z.ZodOptional<z.ZodType<ArgumentCondition>> {
    return z
      .optional(argumentCondition)
      .meta({ description: "Condition on every element of a list.", examples: [["acme/*"]] });
  },
});

export interface ArgumentBounds {
  required: boolean;
  equals?: string | number | boolean | undefined;
  one_of?: (string | number | boolean)[] | undefined;
  matches?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  min_length?: number | undefined;
  max_length?: number | undefined;
  items?: ArgumentCondition | undefined;
}
/** A list means: the argument is a text that one of these patterns matches. */
export type ArgumentCondition = string[] | ArgumentBounds;

const consistentBounds = argumentBounds.check((context) => {
  const { min, max, min_length, max_length } = context.value;
  const params: IssueParams = { ads: "ADS033" };
  const refuse = (message: string) =>
    context.issues.push({ code: "custom", input: context.value, message, params: { ...params } });
  if (min !== undefined && max !== undefined && min > max)
    refuse("min is larger than max, so nothing is allowed.");
  if (min_length !== undefined && max_length !== undefined && min_length > max_length) {
    refuse("min_length is larger than max_length, so nothing is allowed.");
  }
});

export const argumentCondition: z.ZodType<ArgumentCondition> = z
  .union([globList, consistentBounds])
  .meta({ id: "ArgumentCondition" });
/** In an API section a bare value stands for the one value that is allowed. */
export const constraint = z.union([globList, consistentBounds, scalar]);
