/**
 * What every parser of a word of the language answers: the value, or a sentence that says what is wrong with the
 * text. Parsers are total: any string in, one of the two out; they never throw.
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** One sentence for people, ending in a full stop. */
      readonly message: string;
      /** What was most likely meant; put in place of the text it parses. */
      readonly replacement?: string;
    };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused<T>(message: string, replacement?: string): Parsed<T> {
  return replacement === undefined ? { ok: false, message } : { ok: false, message, replacement };
}

/** The text as a person would quote it: short, on one line, control characters visible. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(short);
}

/** Whether the text has no lone surrogate. Two texts that differ in one encode to the same bytes, so none passes. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
