/**
 * Regular languages as small trees. Every pattern of the spec language (path globs, hosts, egress entries, argument
 * vectors, names) is one of these, so that one exact algorithm can compare any of them.
 */
import { type CharSet, charSet } from "./char-set";

export type Regular =
  | { readonly kind: "chars"; readonly set: CharSet }
  | { readonly kind: "seq"; readonly parts: readonly Regular[] }
  | { readonly kind: "alt"; readonly options: readonly Regular[] }
  | { readonly kind: "star"; readonly inner: Regular };

export const EMPTY: Regular = { kind: "seq", parts: [] };
export const NOTHING: Regular = { kind: "alt", options: [] };

export function chars(set: CharSet): Regular {
  return { kind: "chars", set };
}
export function text(literal: string): Regular {
  return seq(...Array.from(literal, (char) => chars(charSet(char))));
}
export function seq(...parts: readonly Regular[]): Regular {
  return { kind: "seq", parts };
}
export function alt(...options: readonly Regular[]): Regular {
  return { kind: "alt", options };
}
export function star(inner: Regular): Regular {
  return { kind: "star", inner };
}
export function plus(inner: Regular): Regular {
  return seq(inner, star(inner));
}
export function optional(inner: Regular): Regular {
  return alt(EMPTY, inner);
}
