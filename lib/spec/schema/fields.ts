/**
 * Building blocks of the definition: fields whose text is read by one of the parsers of `values/`.
 *
 * A refused text becomes an issue that carries the diagnostic code and, where known, what was meant; the sentence of
 * the parser is the sentence that the author sees. Every key of the language ends in `.meta({ description, examples })`.
 */
import { z } from "zod";
import type { DiagnosticCode } from "../diagnostics/codes";
import type { Parsed } from "../values";

/** What a custom issue carries along; read again in `diagnostics/from-issues.ts`. */
export interface IssueParams {
  readonly ads: DiagnosticCode;
  readonly replacement?: string;
}

/** A string that a parser of `values/` must accept; the spec keeps the text itself, which is what people see. */
export function word(parse: (text: string) => Parsed<unknown>, ads: DiagnosticCode) {
  return z.string().check((context) => {
    const result = parse(context.value);
    if (result.ok) return;
    const { message, replacement } = result;
    // No mend is offered that would be refused in its turn.
    const mends = replacement !== undefined && parse(replacement).ok;
    const params: IssueParams = mends ? { ads, replacement } : { ads };
    context.issues.push({
      code: "custom",
      input: context.value,
      message,
      params: { ...params },
    });
  });
}

/** A list that is empty when it is left out: nothing is granted, nothing denied. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).default([]);
}

/** A table whose keys are names that the author chooses. */
export function named<Value extends z.ZodType>(
  parse: (text: string) => Parsed<unknown>,
  ads: DiagnosticCode,
  pattern: string,
  value: Value,
) {
  return z.record(word(parse, ads).meta({ pattern }), value).transform(withoutPrototype).prefault({});
}

/**
 * A lookup by a name that a request carries must never find `constructor` or `toString` of Object.prototype, and
 * take it for a grant.
 */
function withoutPrototype<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.assign(Object.create(null), record);
}

/** Free text for people: bounded, because it is shown. */
export function text(maxLength: number) {
  return z.string().max(maxLength);
}

export function wholeNumber(min: number, max: number) {
  return z.int().min(min).max(max);
}
