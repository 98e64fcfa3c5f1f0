import "server-only";

/**
 * The value of one cookie in a Cookie header, as it stands there. Of several of one name the last counts, as it does for
 * what reads the header elsewhere: two readers that disagree would be two opinions on who somebody is.
 */
export function cookieOf(header: string | null | undefined, name: string): string | undefined {
  let found: string | undefined;
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at !== -1 && pair.slice(0, at).trimStart() === name) found = pair.slice(at + 1);
  }
  return found;
}
