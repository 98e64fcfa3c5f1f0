/** The tokens of PostgreSQL's lexer, reduced to what is needed of them. */
import { isObject, type Json, listAt, textAt } from "./json";

export type TokenKind = "name" | "value" | "comment" | "other";
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
}

/** Numbers of the lexer's tokens, for lack of names: the order of their declaration in PostgreSQL's grammar. */
const KINDS: ReadonlyMap<number, TokenKind> = new Map([
  [258, "name"], // IDENT
  [259, "name"], // UIDENT: U&"…"
  [260, "value"], // FCONST
  [261, "value"], // SCONST, also E'…' and $$…$$
  [262, "value"], // USCONST: U&'…'
  [263, "value"], // BCONST
  [264, "value"], // XCONST
  [266, "value"], // ICONST
  [275, "comment"],
  [276, "comment"],
]);

export function tokensOf(scanned: Json): Token[] {
  const tokens: Token[] = [];
  for (const item of isObject(scanned) ? listAt(scanned, "tokens") : []) {
    if (!isObject(item)) continue;
    const { tokenType } = item;
    const kind = typeof tokenType === "number" ? KINDS.get(tokenType) : undefined;
    tokens.push({ text: textAt(item, "text"), kind: kind ?? "other" });
  }
  return tokens;
}
