/**
 * Which UTF-16 units have no place in a name that is going to be compared, shown and acted upon.
 * Guarantees: a text that passes contains no control character and is well-formed Unicode, so it has exactly
 * one UTF-8 form. It does not normalise: two spellings that merely look alike stay two names.
 */

/**
 * True for what ends, hides or splits a name somewhere behind us: NUL ends a C string ("/ok\0/../etc/shadow"),
 * CR and LF split log lines and headers, ESC and the C1 set drive terminals, a lone surrogate becomes U+FFFD
 * when it is encoded, so that what was compared is not what is opened.
 */
export function isBadUnit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0x20) return true;
  if (unit < 0x7f) return false;
  if (unit < 0xa0) return true;
  if (unit < 0xd800 || unit > 0xdfff) return false;
  return !isPaired(text, index, unit);
}

/** Index of the first bad unit, or -1. */
export function findBadUnit(text: string): number {
  for (let i = 0; i < text.length; i++) if (isBadUnit(text, i)) return i;
  return -1;
}

/** For free text such as arguments of commands: line breaks and tabs are content there; NUL never is. */
export function isPlainText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 9 || unit === 10 || unit === 13) continue;
    if (unit < 0x20 || unit === 0x7f) return false;
    if (unit >= 0xd800 && unit <= 0xdfff && !isPaired(text, i, unit)) return false;
  }
  return true;
}

function isPaired(text: string, index: number, unit: number): boolean {
  // charCodeAt answers NaN outside the text; every comparison with NaN is false, so a half at the edge is lone.
  const other = unit < 0xdc00 ? text.charCodeAt(index + 1) : text.charCodeAt(index - 1);
  return unit < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff;
}
