/** Names of hosts for the parser of URLs: ASCII here, anything else by the host, whose tables of Unicode are its own. */
import { ask } from "../core/host";

export function toASCII(name: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(name) && !/(^|\.)xn--/i.test(name)) return name.toLowerCase();
  return ask("url.domain", [name]) ?? null;
}
export function toUnicode(name: string): { domain: string; error: boolean } {
  return { domain: name, error: false };
}
