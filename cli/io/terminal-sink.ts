/**
 * A stream that is a terminal, for what aegis itself says. Texts of agents, specs, logs and servers are made printable where they are put
 * into a sentence (`printable.ts`); this is the fence behind that, for what is passed on as it stands (a record as JSON, a table, a spec
 * that was formatted) and for what somebody forgot.
 *
 * Guarantees: of control characters only tabs, line ends and the colours of `style.ts` reach the terminal; every other one is written as an
 * escape, which in JSON says the same. Into a pipe or a file nothing goes through here.
 */
import type { Sink } from "./io";
import { UNPRINTABLE, unitsAsEscapes } from "./printable";
import type { Row } from "./row";

/** As `style.ts` writes them, and no others: text can be hidden in colours as well. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const KEPT = /\u001b\[(?:[12]|22|3[1236]|39)m|\r?\n|\t/g;

export class TerminalSink implements Sink {
  readonly #inner: Sink;
  readonly #row: Row;
  /** A letter may be cut where a file was read in pieces. */
  readonly #decoder = new TextDecoder();

  constructor(inner: Sink, row: Row) {
    this.#inner = inner;
    this.#row = row;
  }

  get closed(): boolean {
    return this.#inner.closed;
  }

  write(content: string | Uint8Array): Promise<void> {
    const text = typeof content === "string" ? content : this.#decoder.decode(content, { stream: true });
    return text === "" ? Promise.resolve() : this.#inner.write(this.#row.begin() + ownText(text));
  }
}

/** Text of aegis itself, with nothing in it that acts on a terminal but its own colours. */
export function ownText(text: string): string {
  let shown = "";
  let at = 0;
  for (const { 0: kept, index } of text.matchAll(KEPT)) {
    shown += escaped(text.slice(at, index)) + kept;
    at = index + kept.length;
  }
  return shown + escaped(text.slice(at));
}

function escaped(text: string): string {
  return text.replace(UNPRINTABLE, unitsAsEscapes);
}
