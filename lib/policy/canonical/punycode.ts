/**
 * Whether labels that say they are Punycode ("xn--…") are some. Engines disagree: what has no letter beyond ASCII is taken by newer ones as it
 * stands, where older ones refuse what does not decode. A name has to be decided alike wherever it is decided, so it is looked at here.
 *
 * Guarantees: total for what is no longer than a host can be (its caller refuses more first); true only for the one spelling that IDNA
 * itself gives to the name.
 */
const PREFIX = "xn--";

/** The figures of RFC 3492. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 0x80;
const LAST_CODE = 0x10ffff;

/** Of a name in lower case and ASCII. */
export function isTruePunycode(host: string): boolean {
  if (!host.includes(PREFIX)) return true;
  return host.split(".").every((label) => !label.startsWith(PREFIX) || isTrueLabel(label));
}

function isTrueLabel(label: string): boolean {
  const name = decoded(label.slice(PREFIX.length));
  // What is ASCII when it is decoded would be another spelling of a plain name.
  if (name === undefined || !/[^\0-\x7f]/.test(name)) return false;
  try {
    return new URL(`http://${name}/`).hostname === label;
  } catch {
    return false;
  }
}

/** What is before the last hyphen stands for itself; behind it is where which letters come in between. */
function decoded(text: string): string | undefined {
  const end = text.lastIndexOf("-");
  const points = Array.from(text.slice(0, Math.max(0, end)), (letter) => letter.charCodeAt(0));
  let at = end + 1;
  let code = FIRST_CODE;
  let place = 0;
  let bias = FIRST_BIAS;
  while (at < text.length) {
    const read = readDelta(text, at, bias);
    if (!read) return undefined;
    const size = points.length + 1;
    bias = adapted(read.delta, size, place === 0);
    const moved = place + read.delta;
    code += Math.floor(moved / size);
    if (code > LAST_CODE) return undefined;
    place = moved % size;
    points.splice(place, 0, code);
    place += 1;
    at = read.next;
  }
  return String.fromCodePoint(...points);
}

/** A number of variable length: where it ends is said by its figures, and how they count by the bias. */
function readDelta(text: string, from: number, bias: number): { delta: number; next: number } | undefined {
  let delta = 0;
  let weight = 1;
  for (let at = from; at < text.length; at++) {
    const digit = digitOf(text.charCodeAt(at));
    if (digit === undefined) return undefined;
    delta += digit * weight;
    // No letter is so far away; and nothing is to be counted that a number does not hold.
    if (delta > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    const least = Math.min(T_MAX, Math.max(T_MIN, BASE * (at - from + 1) - bias));
    if (digit < least) return { delta, next: at + 1 };
    weight *= BASE - least;
  }
  return undefined;
}

function digitOf(unit: number): number | undefined {
  if (unit >= 97 && unit <= 122) return unit - 97;
  return unit >= 48 && unit <= 57 ? unit - 48 + 26 : undefined;
}

function adapted(delta: number, size: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / size);
  let bias = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; bias += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return bias + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
