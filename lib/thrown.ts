/**
 * What a thrown value says of itself. Anything can be thrown: an agent's code, a library or a platform does not always
 * throw errors. For people only; nothing is decided by such a text.
 */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
