/**
 * Bytes that came from anywhere, for a person to read: as text where they are text, with a sign for whatever would act or turn letters
 * around, and as numbers where they are not; never so much that the page would be slow with it.
 */
import { visible } from "@/lib/ansi";
import { fromUtf8, utf8 } from "@/lib/audit/bytes";

const MOST_TEXT_BYTES = 16 * 1024;
const MOST_LINES = 400;
const MOST_RAW_BYTES = 512;
/** Fits beside an editor. */
const IN_ROW = 8;

export interface BodyText {
  readonly kind: "text" | "bytes";
  readonly text: string;
  /** How many bytes of it are shown; the others are not. */
  readonly shown: number;
}

export function bodyText(bytes: Uint8Array): BodyText {
  const start = bytes.subarray(0, endOfLetter(bytes, Math.min(bytes.length, MOST_TEXT_BYTES)));
  const text = fromUtf8(start);
  if (text === undefined || text.includes("\0")) {
    const raw = bytes.subarray(0, MOST_RAW_BYTES);
    return { kind: "bytes", text: rows(raw), shown: raw.length };
  }
  const lines = text.split("\n");
  if (lines.length <= MOST_LINES) return { kind: "text", text: harmless(lines), shown: start.length };
  const first = lines.slice(0, MOST_LINES);
  return { kind: "text", text: harmless(first), shown: utf8(first.join("\n")).length };
}

/** Not in the middle of a letter: what was cut there would look like bytes that are no text. */
function endOfLetter(bytes: Uint8Array, end: number): number {
  if (end === bytes.length) return end;
  let at = end;
  while (at > 0 && end - at < 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

function harmless(lines: readonly string[]): string {
  return lines.map((line) => line.split("\t").map(visible).join("\t")).join("\n");
}

function rows(bytes: Uint8Array): string {
  const all: string[] = [];
  for (let at = 0; at < bytes.length; at += IN_ROW) {
    const row = [...bytes.subarray(at, at + IN_ROW)];
    const numbers = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const letters = row
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
      .join("");
    all.push(`${at.toString(16).padStart(6, "0")}  ${numbers.padEnd(IN_ROW * 3 - 1)}  ${letters}`);
  }
  return all.join("\n");
}
