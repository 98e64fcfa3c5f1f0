/**
 * Identifiers: a prefix that says what the thing is, and 130 random bits that nobody can guess or count.
 * They grant nothing by themselves; every use is still checked against the caller's workspace.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford base 32: no i, l, o, u
const LENGTH = 26;

/** What each prefix names. The list is closed, so that an id of one kind is never taken for another. */
export const ID_PREFIXES = { actor: "ac", request: "rq", workspace: "ws" } as const;
export type IdKind = keyof typeof ID_PREFIXES;
export type Id<K extends IdKind> = `${(typeof ID_PREFIXES)[K]}_${string}` & { readonly __kind: K };
export type ActorId = Id<"actor">;
export type RequestId = Id<"request">;
export type WorkspaceId = Id<"workspace">;

export function newId<K extends IdKind>(kind: K): Id<K> {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  let text = "";
  for (const byte of bytes) text += ALPHABET[byte & 31]; // 256 is a multiple of 32: no bias
  return `${ID_PREFIXES[kind]}_${text}` as Id<K>;
}

export function isId<K extends IdKind>(kind: K, value: string): value is Id<K> {
  const prefix = `${ID_PREFIXES[kind]}_`;
  if (value.length !== prefix.length + LENGTH || !value.startsWith(prefix)) return false;
  for (let i = prefix.length; i < value.length; i++) if (!ALPHABET.includes(value.charAt(i))) return false;
  return true;
}
