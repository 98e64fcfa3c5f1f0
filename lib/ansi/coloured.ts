/**
 * What one stream of a program prints, as text and colours and nothing else: for a screen that it shares with somebody who must not be
 * drawn over. A fence (`fence.ts`) is not enough there, for between two lines of the program stand lines of somebody else.
 *
 * Guarantees: whatever bytes come, and in whatever pieces, there is no escape sequence in what goes out but the colours of `style.ts`; the
 * screen is plain again at the end of every piece, so that nothing printed between two of them takes on their look. A return and a
 * backspace stay: they reach no further than the start of the row, and progress bars are made of them.
 *
 * Attacks: half a sequence, so that what somebody else prints next is taken for the rest of it; half a letter, for the same; U+009B and its
 * kind, which many terminals read as ESC and a letter; colours left on, in which the next line cannot be read.
 */
import { AnsiReader, type AnsiToken } from "./read";
import { PLAIN, sameStyle, sgr } from "./style";

export class ColouredText {
  readonly #reader = new AnsiReader();
  readonly #decoder = new TextDecoder();

  write(bytes: Uint8Array): string {
    return this.#shown(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left of a letter that was cut. */
  end(): string {
    return this.#shown(this.#decoder.decode());
  }

  #shown(text: string): string {
    const before = this.#reader.style;
    const inside = this.#reader.read(text).map(textOf).join("");
    const after = this.#reader.style;
    if (inside === "") return "";
    return `${sameStyle(before, PLAIN) ? "" : sgr(before)}${inside}${sameStyle(after, PLAIN) ? "" : sgr(PLAIN)}`;
  }
}

function textOf(token: AnsiToken): string {
  switch (token.kind) {
    case "text":
      return token.text;
    case "line":
      return "\n";
    case "return":
      return "\r";
    case "back":
      return "\b";
    case "tab":
      return "\t";
    case "style":
      return sgr(token.style);
    case "column":
      // The one place in a row that can be said without a sequence.
      return token.at === 1 ? "\r" : "";
    case "move":
    case "erase":
      return "";
  }
}
