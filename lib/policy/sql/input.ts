/** What is not even handed to the parser, and why. Guarantees: linear; everything that passes has one UTF-8 form. */

/** In UTF-16 units. A statement with more is data, which belongs in parameters. */
export const SQL_LENGTH_LIMIT = 65_536;

/**
 * A clause for people, or null. NUL ends a string in C: "SELECT 1\0; DROP TABLE t" would be parsed up to the NUL and
 * sent as a whole. A lone surrogate is replaced on its way into UTF-8, so that what was judged is not what is sent. Other
 * control characters are white space to one database and an error to the next, and drive terminals out of logs: in
 * literals they can be written as escapes.
 */
export function inputFault(sql: string): string | null {
  if (typeof sql !== "string") return "is no text";
  if (sql.length > SQL_LENGTH_LIMIT) return `is longer than ${SQL_LENGTH_LIMIT} characters`;
  for (let i = 0; i < sql.length; i++) {
    const unit = sql.charCodeAt(i);
    if (unit >= 0x20 && unit < 0x7f) continue;
    if (unit === 0x09 || unit === 0x0a || unit === 0x0d || unit === 0x0c) continue;
    if (unit < 0xa0) return "contains a control character";
    if (unit < 0xd800 || unit > 0xdfff) continue;
    // charCodeAt answers NaN behind the end, and no comparison with NaN is true.
    const low = sql.charCodeAt(i + 1);
    if (unit > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return "contains half a character";
    i++;
  }
  return null;
}
