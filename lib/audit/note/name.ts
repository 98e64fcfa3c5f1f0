/**
 * Names of keys: not empty, no white space of Unicode, no plus, nothing below U+0020, no half of a surrogate pair. They
 * are compared as whole strings. A verifier that looked for a name within a line would take `example.com/log` for
 * signed because `evil-example.com/logs` signed.
 */
const BAD = /[\p{White_Space}+\p{Cs}]/u;
const FIRST_PRINTABLE = 0x20;
const MAX_NAME_CHARS = 512;

export function isKeyName(name: string): boolean {
  if (name === "" || name.length > MAX_NAME_CHARS || BAD.test(name)) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) < FIRST_PRINTABLE) return false;
  return true;
}
