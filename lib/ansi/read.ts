/**
 * Reads what a program writes to a terminal, piece by piece. Total: any text is tokens, and a sequence that is cut, too long or unknown is
 * dropped without what comes after it. Nothing can be swallowed for long: a line break ends everything that was left open.
 *
 * Attacks: titles and clipboard (OSC), links (OSC 8), queries whose answer the terminal types (CSI n, c, DCS), resets and modes, a
 * string that is never closed so that what follows is not seen, the same in one character (U+0080 to U+009F).
 */
import { PLAIN, restyled, type Style, sameStyle } from "./style";
import { TURNS } from "./visible";

export type Direction = "up" | "down" | "right" | "left";
export type AnsiToken =
  /** Without any control character. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "line" | "return" | "back" | "tab" }
  /** The whole style from here on. */
  | { readonly kind: "style"; readonly style: Style }
  | { readonly kind: "move"; readonly to: Direction; readonly by: number }
  /** From 1. */
  | { readonly kind: "column"; readonly at: number }
  | { readonly kind: "erase"; readonly what: "to-end" | "to-start" | "line" | "below" };

/** Longer than any sequence that is good for something. */
const CSI_LIMIT_UNITS = 256;
const STRING_LIMIT_UNITS = 4096;
const LARGEST = 9999;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SPECIAL = /[\u0000-\u001f\u007f-\u009f]/g;
const ESC = 0x1b;
const PLAIN_CONTROLS: Readonly<Record<number, "line" | "return" | "back" | "tab">> = {
  8: "back",
  9: "tab",
  10: "line",
  13: "return",
};
/** What opens a string, after ESC or in one character: DCS, SOS, OSC, PM, APC. */
const STRING_OPENERS = new Set(["P", "X", "]", "^", "_"]);
const ERASE_LINE = ["to-end", "to-start", "line"] as const;
const MOVES: Readonly<Record<string, Direction>> = { A: "up", B: "down", C: "right", D: "left" };

type State = "text" | "escape" | "charset" | "csi" | "string";

export class AnsiReader {
  #state: State = "text";
  /** Of the sequence that is open. */
  #open = "";
  #openUnits = 0;
  #style: Style = PLAIN;
  #tokens: AnsiToken[] = [];

  /** What holds for the text that comes next. */
  get style(): Style {
    return this.#style;
  }

  read(text: string): readonly AnsiToken[] {
    this.#tokens = [];
    for (let at = 0; at < text.length; ) {
      at = this.#state === "text" ? this.#text(text, at) : this.#sequence(text, at);
    }
    return this.#tokens;
  }

  #text(text: string, from: number): number {
    SPECIAL.lastIndex = from;
    const found = SPECIAL.exec(text);
    const end = found?.index ?? text.length;
    if (end > from) this.#tokens.push({ kind: "text", text: text.slice(from, end).replace(TURNS, "\ufffd") });
    if (!found) return end;
    const code = text.charCodeAt(end);
    const control = PLAIN_CONTROLS[code];
    if (control) this.#tokens.push({ kind: control });
    else if (code === ESC) this.#begin("escape");
    else if (code >= 0x80) this.#opener(String.fromCharCode(code - 0x40));
    return end + 1;
  }

  /** One character of a sequence. It stays where it was when it is none of the sequence and has to be read as text. */
  #sequence(text: string, at: number): number {
    const unit = text.charAt(at);
    const code = unit.charCodeAt(0);
    if (code === ESC) this.#begin("escape");
    else if (code === 0x18 || code === 0x1a) this.#state = "text";
    else if (this.#state === "string") return this.#string(code, at);
    else if (code < 0x20 || code >= 0x7f) {
      this.#state = "text";
      return at;
    } else if (this.#state === "escape") this.#escape(unit, code);
    else if (this.#state === "charset") {
      if (code >= 0x30) this.#state = "text";
    } else this.#csi(unit, code);
    return at + 1;
  }

  #begin(state: State): void {
    this.#state = state;
    this.#open = "";
    this.#openUnits = 0;
  }

  #escape(unit: string, code: number): void {
    if (code < 0x30) this.#begin("charset");
    else this.#opener(unit);
  }

  #opener(unit: string): void {
    if (unit === "[") this.#begin("csi");
    else if (STRING_OPENERS.has(unit)) this.#begin("string");
    else this.#state = "text";
  }

  #string(code: number, at: number): number {
    this.#openUnits++;
    const isBreak = code === 0x0a || code === 0x0d;
    if (isBreak || code === 0x07 || code === 0x9c || this.#openUnits > STRING_LIMIT_UNITS)
      this.#state = "text";
    return isBreak ? at : at + 1;
  }

  #csi(unit: string, code: number): void {
    if (code < 0x40) {
      this.#open += unit;
      if (this.#open.length > CSI_LIMIT_UNITS) this.#state = "text";
      return;
    }
    this.#state = "text";
    // Private and rare ones have signs of their own in them.
    if (!/^[0-9;:]*$/.test(this.#open)) return;
    const params = this.#open.split(";").map((param) => param.split(":").map(numberOf));
    this.#control(unit, params);
  }

  #control(final: string, params: readonly (readonly number[])[]): void {
    const first = params[0]?.[0] ?? 0;
    const by = Math.max(1, first);
    const direction = MOVES[final];
    if (direction) this.#tokens.push({ kind: "move", to: direction, by });
    else if (final === "m") this.#restyle(restyled(this.#style, params));
    else if (final === "E") this.#tokens.push({ kind: "move", to: "down", by }, { kind: "return" });
    else if (final === "F") this.#tokens.push({ kind: "move", to: "up", by }, { kind: "return" });
    else if (final === "G") this.#tokens.push({ kind: "column", at: by });
    else if (final === "J" && first === 0) this.#tokens.push({ kind: "erase", what: "below" });
    else if (final === "K") {
      const what = ERASE_LINE[first];
      if (what) this.#tokens.push({ kind: "erase", what });
    }
  }

  #restyle(style: Style): void {
    if (sameStyle(style, this.#style)) return;
    this.#style = style;
    this.#tokens.push({ kind: "style", style });
  }
}

function numberOf(digits: string): number {
  return digits === "" ? 0 : Math.min(LARGEST, Number(digits));
}
