/**
 * Expressions in RE2 syntax as regular languages: literals, classes, groups, alternatives and repetitions, which is
 * what conditions on arguments are made of. Whatever else RE2 knows (flags, anchors, word boundaries, Unicode
 * classes) makes the answer null: not understood, and never something near it.
 */
import { ANY_CHAR, type CharSet, charRange, charSet, complement, union, without } from "./char-set";
import { alt, chars, EMPTY, type Regular, seq, star } from "./regular";

const REPEAT_LIMIT = 100;
const DIGIT = charRange("0", "9");
const WORD = union([...DIGIT, ...charRange("a", "z"), ...charRange("A", "Z"), ...charSet("_")]);
const SPACE = charSet("\t\n\f\r ");
const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  D: complement(DIGIT),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
};
const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

/** The texts that the expression matches from beginning to end. */
export function expressionRegular(expression: string): Regular | null {
  const reader = new Reader(Array.from(expression));
  const regular = reader.alternatives();
  return regular !== null && reader.isAtEnd ? regular : null;
}

class Reader {
  private at = 0;
  private readonly text: readonly string[];

  constructor(text: readonly string[]) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  alternatives(): Regular | null {
    const options: Regular[] = [];
    do {
      const option = this.sequence();
      if (option === null) return null;
      options.push(option);
    } while (this.take("|"));
    return options.length === 1 ? (options[0] ?? EMPTY) : alt(...options);
  }

  private sequence(): Regular | null {
    const parts: Regular[] = [];
    while (!this.isAtEnd && this.text[this.at] !== "|" && this.text[this.at] !== ")") {
      const atom = this.atom();
      const part = atom === null ? null : this.repeated(atom);
      if (part === null) return null;
      parts.push(part);
    }
    return seq(...parts);
  }

  private atom(): Regular | null {
    const character = this.text[this.at++] as string;
    if (character === "(") return this.group();
    if (character === "[") return this.characterClass();
    if (character === ".") return chars(without(ANY_CHAR, charSet("\n")));
    if (character === "\\") {
      const set = this.escape();
      return set === null ? null : chars(set);
    }
    return "^$*+?{".includes(character) ? null : chars(charSet(character));
  }

  private group(): Regular | null {
    if (this.take("?") && !this.take(":")) return null;
    const inner = this.alternatives();
    return this.take(")") ? inner : null;
  }

  private repeated(atom: Regular): Regular | null {
    let result = atom;
    const limits = this.repetition();
    if (limits === null) return null;
    if (limits !== "once") {
      const [min, max] = limits;
      if (Math.max(min, Number.isFinite(max) ? max : 0) > REPEAT_LIMIT) return null;
      const needed = Array.from({ length: min }, () => atom);
      const further = Number.isFinite(max)
        ? Array.from({ length: max - min }).reduce<Regular>((rest) => alt(EMPTY, seq(atom, rest)), EMPTY)
        : star(atom);
      result = seq(...needed, further);
      // Lazy or not is about where a match ends, and a whole match ends at the end.
      this.take("?");
      if ("*+?{".includes(this.text[this.at] ?? " ")) return null;
    }
    return result;
  }

  private repetition(): readonly [number, number] | "once" | null {
    if (this.take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.take("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.take("?")) return [0, 1];
    if (!this.take("{")) return "once";
    const min = this.number();
    const max = this.take(",") ? (this.number() ?? Number.POSITIVE_INFINITY) : min;
    return min === null || max === null || max < min || !this.take("}") ? null : [min, max];
  }

  private number(): number | null {
    let digits = "";
    for (let next = this.text[this.at] ?? ""; next >= "0" && next <= "9"; next = this.text[++this.at] ?? "") {
      digits += next;
    }
    return digits === "" || digits.length > 4 ? null : Number(digits);
  }

  /** Behind a backslash: a class, a control character, or punctuation that means itself. */
  private escape(): CharSet | null {
    const character = this.text[this.at++];
    if (character === undefined) return null;
    const known = CLASSES[character];
    if (known) return known;
    const control = CONTROLS[character];
    if (control !== undefined) return charSet(control);
    return /[A-Za-z0-9]/.test(character) || character > "~" ? null : charSet(character);
  }

  private characterClass(): Regular | null {
    const negated = this.take("^");
    const parts: CharSet[] = [];
    for (let isFirst = true; isFirst || this.text[this.at] !== "]"; isFirst = false) {
      const from = this.member();
      if (from === null) return null;
      if (this.text[this.at] !== "-" || this.text[this.at + 1] === "]") {
        parts.push(from);
        continue;
      }
      this.at++;
      const to = this.member();
      const [first, last] = [singleOf(from), to === null ? null : singleOf(to)];
      if (first === null || last === null || last < first) return null;
      parts.push([[first, last]]);
    }
    this.at++;
    const set = union(parts.flat());
    return chars(negated ? complement(set) : set);
  }

  private member(): CharSet | null {
    const character = this.text[this.at++];
    if (character === undefined || (character === "[" && this.text[this.at] === ":")) return null;
    return character === "\\" ? this.escape() : charSet(character);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

function singleOf(set: CharSet): number | null {
  const [range] = set;
  return set.length === 1 && range && range[0] === range[1] ? range[0] : null;
}
