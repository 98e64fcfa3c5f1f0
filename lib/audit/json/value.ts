/** The JSON that records are made of: what RFC 8785 can write, less what two implementations could write differently. */
export type JsonValue =
  | string
  | number
  | boolean
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** How deep values may nest, the outermost counted: far more than a record needs, far less than a stack holds. */
export const MAX_DEPTH = 64;
