/** How whole numbers are written to the line: those from 0 to 2^31 digit by digit, for nearly all are. */
import { LINE } from "./line";
import { refuse } from "./refusal";

const BYTES = LINE;
const ZERO = 0x30;
const LARGEST_INT32 = 0x7fffffff;

/** -0 has the text of 0: what is recorded would not be what was there. */
export function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
}

export function writeCode(value: unknown, at: number): number {
  return isWhole(value) ? putInteger(value, at) : refuse();
}

export function writeCount(value: unknown, at: number): number {
  return isWhole(value) && value >= 0 ? putInteger(value, at) : refuse();
}

function putInteger(value: number, at: number): number {
  if (value < 0 || value > LARGEST_INT32) return putAscii(String(value), at);
  let digits = 1;
  for (let power = 10; power <= value; power *= 10) digits++;
  let rest = value | 0;
  for (let place = at + digits - 1; place >= at; place--) {
    const tens = (rest / 10) | 0;
    BYTES[place] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return at + digits;
}

function putAscii(text: string, at: number): number {
  for (let i = 0; i < text.length; i++) BYTES[at + i] = text.charCodeAt(i);
  return at + text.length;
}
