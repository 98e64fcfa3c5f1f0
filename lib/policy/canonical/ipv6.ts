/**
 * IPv6 literals to eight words and back to the one spelling of RFC 5952.
 * Guarantees: total; no zone ids, no brackets, no prefix length. `fe80::1%eth0` is refused rather than trimmed:
 * with the zone cut off, the address that was checked is not the one that is dialled.
 */
import { digitOf, formatIpv4, readDottedQuad } from "./ipv4";

export type Words = readonly number[];

/** Eight words of 16 bits, or null. */
export function readIpv6(text: string): Words | null {
  if (text.length < 2 || text.length > 45) return null;
  const gap = text.indexOf("::");
  if (gap !== -1 && text.indexOf("::", gap + 1) !== -1) return null;
  if (gap === -1) {
    const words = readGroups(text, true);
    return words?.length === 8 ? words : null;
  }
  const head = readGroups(text.slice(0, gap), false);
  const tail = readGroups(text.slice(gap + 2), true);
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  // "::" stands for at least one group.
  if (missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function readGroups(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === "") return [];
  const words: number[] = [];
  const groups = text.split(":");
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] ?? "";
    if (mayEndInIpv4 && i === groups.length - 1 && group.includes(".")) {
      const quad = readDottedQuad(group);
      if (quad === -1) return null;
      words.push(Math.floor(quad / 65536), quad % 65536);
      continue;
    }
    const word = readWord(group);
    if (word === -1) return null;
    words.push(word);
  }
  return words;
}

function readWord(group: string): number {
  if (group.length === 0 || group.length > 4) return -1;
  let word = 0;
  for (let i = 0; i < group.length; i++) {
    const digit = digitOf(group.charCodeAt(i));
    if (digit === -1) return -1;
    word = word * 16 + digit;
  }
  return word;
}

/** The IPv4 address inside ::ffff:a.b.c.d (which dials that address) as a number, or -1. */
export function mappedIpv4(words: Words): number {
  for (let i = 0; i < 5; i++) if (words[i] !== 0) return -1;
  return words[5] === 0xffff ? ipv4At(words, 6) : -1;
}

/** The 32 bits that begin at word `index`. */
export function ipv4At(words: Words, index: number): number {
  return (words[index] ?? 0) * 65536 + (words[index + 1] ?? 0);
}

/** RFC 5952: lower case, no leading zeros, the longest run of zeros (two or more, the first of equals) as "::". */
export function formatIpv6(words: Words): string {
  const mapped = mappedIpv4(words);
  if (mapped !== -1) return formatIpv4(mapped);
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && words[end] === 0) end++;
    if (end - i > length) {
      start = i;
      length = end - i;
    }
    if (end > i) i = end;
  }
  const hex = words.map((word) => word.toString(16));
  if (start === -1) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}
