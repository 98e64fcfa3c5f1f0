/**
 * Writes tokens again for a terminal. What comes out is made here, of text and a dozen sequences; nothing is passed on as it came.
 *
 * Guarantees: the cursor never leaves the rows of the program upwards, so that what was printed before it, among it what the
 * author typed, cannot be drawn over or erased. Rows are counted by line breaks: what the terminal wraps has more of them than we
 * count, never fewer, so a count that holds for us holds there.
 */
import type { AnsiToken } from "./read";
import { sgr } from "./style";

const CSI = "\u001b[";
const MOVES = { up: "A", down: "B", right: "C", left: "D" } as const;
const ERASE = { "to-end": "K", "to-start": "1K", line: "2K", below: "J" } as const;

export class Fence {
  /** Below the row in which the program began; how far down it has been. */
  #row = 0;
  #deepest = 0;

  write(tokens: readonly AnsiToken[]): string {
    let out = "";
    for (const token of tokens) out += this.#one(token);
    return out;
  }

  #one(token: AnsiToken): string {
    switch (token.kind) {
      case "text":
        return token.text;
      case "line":
        this.#row++;
        this.#deepest = Math.max(this.#deepest, this.#row);
        return "\r\n";
      case "return":
        return "\r";
      case "back":
        return "\b";
      case "tab":
        return "\t";
      case "style":
        return sgr(token.style);
      case "column":
        return `${CSI}${token.at}G`;
      case "erase":
        return `${CSI}${ERASE[token.what]}`;
      case "move":
        return this.#move(token.to, token.by);
    }
  }

  #move(to: keyof typeof MOVES, by: number): string {
    const most = to === "up" ? this.#row : to === "down" ? this.#deepest - this.#row : by;
    const rows = Math.min(by, most);
    if (rows === 0) return "";
    if (to === "up") this.#row -= rows;
    if (to === "down") this.#row += rows;
    return `${CSI}${rows}${MOVES[to]}`;
  }
}
