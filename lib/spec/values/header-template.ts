/**
 * The header in which a secret is sent: `Name: text {} text`, with exactly one place for the secret.
 *
 * Guarantees: no line break and no framing header, so that a template cannot split a request or redirect it.
 */
import { type Parsed, parsed, quoted, refused } from "./parsed";

export interface HeaderTemplate {
  /** Lower case. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export const HEADER_TEMPLATE_PATTERN = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+: ?[^{}]*\\{\\}[^{}]*$";
const FRAMING: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export function parseHeaderTemplate(text: string): Parsed<HeaderTemplate> {
  const match =
    text.length <= 1024 ? /^([A-Za-z0-9!#$%&'*+.^_`|~-]+): ?([^{}]*)\{\}([^{}]*)$/.exec(text) : null;
  const [, name, before, after] = match ?? [];
  if (name === undefined || before === undefined || after === undefined || !/^[\x20-\x7e]*$/.test(text)) {
    return refused(
      `${quoted(text)} is not a header with one place for the secret; write it as in "Authorization: Bearer {}".`,
    );
  }
  if (FRAMING.has(name.toLowerCase())) {
    return refused(`The header ${quoted(name)} frames the request and cannot carry a secret.`);
  }
  return parsed({ name: name.toLowerCase(), before, after });
}
