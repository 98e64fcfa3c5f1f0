/**
 * Reads a text that is being typed. Where TOML would refuse, this goes on at the next line that begins something.
 *
 * Guarantees: total on any text; time linear in it; every span lies inside the text, and inside the span of what it
 * is a part of. Not here: whether the text is TOML, and what it means.
 */
import type { Span } from "../toml/text";
import type { Sketch, SketchPair, SketchPart, SketchSection, SketchValue } from "./sketch";
import { BARE_KEY, BLANKS, isHeaderLine, isPairLine, matchAt, unescapeBasic, WORD } from "./spellings";

/** The language needs six levels. Beyond, brackets are taken for words, so that no text overflows the stack. */
const MAX_DEPTH = 32;

export function readSketch(text: string): Sketch {
  return new SketchReader(text).read();
}

class SketchReader {
  private at = 0;
  private readonly text: string;
  private readonly comments: Span[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(): Sketch {
    const sections: SketchSection[] = [
      this.section({ kind: "top", parts: [], header: { start: 0, end: 0 }, closed: true }),
    ];
    while (this.at < this.text.length) sections.push(this.section(this.header()));
    return { text: this.text, sections, comments: this.comments };
  }

  /** What follows a header, up to the next one. */
  private section(head: Omit<SketchSection, "pairs" | "span">): SketchSection {
    const pairs: SketchPair[] = [];
    for (;;) {
      this.trivia();
      if (this.at >= this.text.length || this.char() === "[") break;
      const before = this.at;
      const pair = this.pair(0);
      if (pair !== null) pairs.push(pair);
      this.restOfLine();
      if (this.at === before) this.at++;
    }
    return { ...head, pairs, span: { start: head.header.start, end: this.at } };
  }

  private header(): Omit<SketchSection, "pairs" | "span"> {
    const start = this.at;
    const kind = this.text.startsWith("[[", start) ? "each" : "table";
    const close = kind === "each" ? "]]" : "]";
    this.at += close.length;
    const parts = this.parts();
    this.skip(BLANKS);
    const closed = this.text.startsWith(close, this.at);
    if (closed) this.at += close.length;
    const end = this.at;
    this.restOfLine();
    return { kind, parts, header: { start, end }, closed };
  }

  /** A dotted key. A dot that nothing follows yet has an empty part behind it. */
  private parts(): SketchPart[] {
    const parts: SketchPart[] = [];
    for (;;) {
      this.skip(BLANKS);
      const part = this.part();
      if (part === null && parts.length === 0) return parts;
      parts.push(part ?? { name: "", span: { start: this.at, end: this.at } });
      const end = this.at;
      this.skip(BLANKS);
      if (this.char() !== ".") {
        this.at = end;
        return parts;
      }
      this.at++;
    }
  }

  private part(): SketchPart | null {
    const start = this.at;
    if (this.char() === '"' || this.char() === "'") {
      const { text, span } = this.shortText();
      return { name: text, span };
    }
    const name = matchAt(BARE_KEY, this.text, start);
    this.at += name.length;
    return name === "" ? null : { name, span: { start, end: this.at } };
  }

  private pair(depth: number): SketchPair | null {
    const start = this.at;
    const parts = this.parts();
    if (parts.length === 0) return null;
    let end = this.at;
    this.skip(BLANKS);
    let equals: number | null = null;
    let value: SketchValue | null = null;
    if (this.char() === "=") {
      equals = this.at++;
      this.skip(BLANKS);
      value = this.value(depth);
      end = this.at;
    } else this.at = end;
    return { parts, equals, value, span: { start, end } };
  }

  private value(depth: number): SketchValue | null {
    const start = this.at;
    const char = this.char();
    if (char === '"' || char === "'") {
      return this.text.startsWith(char.repeat(3), start) ? this.longText(char) : this.shortText();
    }
    if (depth < MAX_DEPTH && char === "[") return this.list(depth);
    if (depth < MAX_DEPTH && char === "{") return this.table(depth);
    const text = matchAt(WORD, this.text, start);
    this.at += text.length;
    return text === "" ? null : { kind: "word", text, span: { start, end: this.at } };
  }

  /** A text of one line: it ends with the line, closed or not. */
  private shortText(): SketchValue & { kind: "text" } {
    const start = this.at;
    const quote = this.char();
    this.at++;
    while (this.at < this.text.length && this.char() !== quote && this.char() !== "\n") {
      const escaped = quote === '"' && this.char() === "\\" && this.text[this.at + 1] !== "\n";
      this.at = Math.min(this.at + (escaped ? 2 : 1), this.text.length);
    }
    return this.endText(start, start + 1, quote);
  }

  private longText(quote: string): SketchValue {
    const start = this.at;
    const close = quote.repeat(3);
    this.at += 3;
    while (this.at < this.text.length && !this.text.startsWith(close, this.at)) {
      const escaped = quote === '"' && this.char() === "\\";
      this.at = Math.min(this.at + (escaped ? 2 : 1), this.text.length);
    }
    return this.endText(start, start + 3, close);
  }

  private endText(start: number, from: number, close: string): SketchValue & { kind: "text" } {
    const inner = { start: Math.min(from, this.at), end: this.at };
    const written = this.text.slice(inner.start, inner.end);
    const closed = this.text.startsWith(close, this.at);
    if (closed) this.at += close.length;
    const text = close.startsWith('"') ? unescapeBasic(written) : written;
    return { kind: "text", text, span: { start, end: this.at }, inner, closed };
  }

  private list(depth: number): SketchValue {
    const start = this.at++;
    const items: SketchValue[] = [];
    for (;;) {
      const end = this.at;
      const newLine = this.trivia();
      const over = newLine && (isHeaderLine(this.text, this.at) || isPairLine(this.text, this.at));
      if (over || this.at >= this.text.length) {
        if (over) this.at = end;
        return { kind: "list", items, span: { start, end: this.at }, closed: false };
      }
      if (this.take("]")) return { kind: "list", items, span: { start, end: this.at }, closed: true };
      if (this.take(",")) continue;
      const item = this.value(depth + 1);
      if (item === null) this.at++;
      else items.push(item);
    }
  }

  private table(depth: number): SketchValue {
    const start = this.at++;
    const pairs: SketchPair[] = [];
    let parted = true;
    for (;;) {
      const end = this.at;
      const newLine = this.trivia();
      // Tables may go on over lines, with a comma between their pairs.
      const over =
        newLine && (isHeaderLine(this.text, this.at) || (!parted && isPairLine(this.text, this.at)));
      if (over || this.at >= this.text.length) {
        if (over) this.at = end;
        return { kind: "table", pairs, span: { start, end: this.at }, closed: false };
      }
      if (this.take("}")) return { kind: "table", pairs, span: { start, end: this.at }, closed: true };
      if (this.take(",")) {
        parted = true;
        continue;
      }
      const pair = this.pair(depth + 1);
      if (pair === null) this.at++;
      else {
        pairs.push(pair);
        parted = false;
      }
    }
  }

  private char(): string {
    return this.text.charAt(this.at);
  }

  private take(char: string): boolean {
    if (this.char() !== char) return false;
    this.at++;
    return true;
  }

  private skip(pattern: RegExp): void {
    this.at += matchAt(pattern, this.text, this.at).length;
  }

  /** Blanks, ends of lines and comments; whether a line ended. */
  private trivia(): boolean {
    let newLine = false;
    for (;;) {
      this.skip(BLANKS);
      if (this.char() === "#") this.comment();
      else if (this.take("\n")) newLine = true;
      else return newLine;
    }
  }

  private restOfLine(): void {
    const end = lineEnd(this.text, this.at);
    const hash = this.text.slice(this.at, end).indexOf("#");
    if (hash !== -1) {
      this.at += hash;
      this.comment();
    }
    this.at = end;
  }

  private comment(): void {
    const end = lineEnd(this.text, this.at);
    // What an unclosed bracket looked at is read again by whoever is around it.
    if ((this.comments.at(-1)?.end ?? 0) <= this.at) this.comments.push({ start: this.at, end });
    this.at = end;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
