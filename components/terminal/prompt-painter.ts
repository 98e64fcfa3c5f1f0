/**
 * Draws the prompt and the line below all that was printed, and takes them away while something prints. Everything goes to the
 * terminal one after the other, so that where its cursor is can be asked before each step.
 */
import type { IMarker, Terminal } from "@xterm/xterm";
import { PLAIN, sgr } from "@/lib/ansi";
import { visibleLine } from "./prompt";
import type { TerminalStore } from "./terminal-store";

const CSI = "\u001b[";
const SAVE = "\u001b7";
const RESTORE = "\u001b8";
const PROMPT = sgr({ fg: 6 });

export class PromptPainter {
  readonly #terminal: Terminal;
  readonly #store: TerminalStore;
  #queue: Promise<void> = Promise.resolve();
  /** Where the prompt begins, while there is one. */
  #start: IMarker | undefined;
  #drawn = "";
  #isAsked = false;

  constructor(terminal: Terminal, store: TerminalStore) {
    this.#terminal = terminal;
    this.#store = store;
  }

  /** Text that may be written as it is. */
  print(text: string): Promise<void> {
    return this.#inTurn(async () => {
      const erase = this.#erase();
      await this.#write(erase + text);
      void this.draw();
    });
  }

  /** Lines of our own, below whatever stands there. */
  say(text: string): void {
    void this.#inTurn(async () => {
      await this.#write(this.#erase());
      await this.#write(this.#toFreshRow());
      await this.#write(text);
      void this.draw();
    });
  }

  /** The terminal has another size. */
  resized(): void {
    this.#drawn = "";
    void this.draw();
  }

  /** As things are when its turn comes: asked for many times it draws once. */
  draw(): Promise<void> {
    if (this.#isAsked) return this.#queue;
    this.#isAsked = true;
    return this.#inTurn(async () => {
      this.#isAsked = false;
      await this.#paint();
    });
  }

  clear(): void {
    void this.#inTurn(async () => {
      await this.#write(this.#erase());
      this.#terminal.clear();
      await this.#write(`${CSI}2J${CSI}H`);
      void this.draw();
    });
  }

  /** Whether all of a line can be seen at once. */
  fits(text: string): boolean {
    const { cols, rows } = this.#terminal;
    const room = text
      .split("\n")
      .map((line) => Math.floor(widthOf(this.#store.prompt + line) / cols) + 1)
      .reduce((sum, count) => sum + count, 0);
    return room < rows || !(text.includes("\n") || text.length > cols);
  }

  async #paint(): Promise<void> {
    const wanted = this.#store.isBusy ? "" : this.#text();
    if (wanted === this.#drawn) return;
    if (wanted === "") {
      await this.#write(this.#erase());
      return;
    }
    if (this.#start && !this.#start.isDisposed) await this.#write(`${this.#toStart()}${wanted}`);
    else {
      await this.#write(this.#toFreshRow());
      this.#start = this.#terminal.registerMarker(0);
      await this.#write(wanted);
    }
    this.#drawn = wanted;
  }

  #text(): string {
    const { prompt, line } = this.#store;
    const { text, cursor, search } = line;
    const before = search ? `(looking for: ${visibleLine(search.query)}) ` : prompt;
    const [left, right] = [text.slice(0, cursor), text.slice(cursor)].map((part) =>
      visibleLine(part).replaceAll("\n", "\r\n"),
    );
    return `${PROMPT}${before}${sgr(PLAIN)}${left}${SAVE}${right}${RESTORE}`;
  }

  #erase(): string {
    if (!this.#start) return "";
    const erase = this.#start.isDisposed ? "" : this.#toStart();
    this.#start.dispose();
    this.#start = undefined;
    this.#drawn = "";
    return erase;
  }

  #toStart(): string {
    const { active } = this.#terminal.buffer;
    const up = active.baseY + active.cursorY - (this.#start?.line ?? 0);
    return `${up > 0 ? `${CSI}${up}A` : ""}\r${CSI}J`;
  }

  /** Below everything, also where a program has left its cursor among its lines. */
  #toFreshRow(): string {
    const { active } = this.#terminal.buffer;
    const at = active.baseY + active.cursorY;
    let last = active.length - 1;
    while (last >= at && active.getLine(last)?.translateToString(true) === "") last--;
    if (last < at) return active.cursorX === 0 ? sgr(PLAIN) : `\r${sgr(PLAIN)}`;
    return `${last > at ? `${CSI}${last - at}B` : ""}${sgr(PLAIN)}\r\n`;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work, work);
    return this.#queue;
  }

  #write(text: string): Promise<void> {
    if (text === "") return Promise.resolve();
    return new Promise((done) => this.#terminal.write(text, done));
  }
}

/** At most so many columns: letters of other scripts may take two. */
function widthOf(text: string): number {
  return text.length + (text.match(NOT_ASCII)?.length ?? 0);
}

const NOT_ASCII = /[^ -~]/gu;
