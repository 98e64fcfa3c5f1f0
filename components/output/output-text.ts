/**
 * What programs printed, the last of it: as much as a person reads, and not what would fill the page's memory. Escape
 * sequences are read and become looks. Nothing is drawn over: where a terminal would go back in the line, a new one begins.
 */
import { AnsiReader, PLAIN, type Style, sameStyle } from "@/lib/ansi";

export interface Piece {
  /** "said" is ours or the author's, and not of what ran. */
  readonly stream: "stdout" | "stderr" | "said";
  readonly style: Style;
  readonly text: string;
}

export interface Block {
  readonly id: number;
  readonly pieces: readonly Piece[];
  /** Grows with every change of the block. */
  readonly version: number;
}

/** All that there is of an output, to be put elsewhere. */
export interface KeptOutput {
  readonly pieces: readonly Piece[];
  readonly dropped: number;
}

type Stream = Exclude<Piece["stream"], "said">;

const MOST_UNITS = 1024 * 1024;
const BLOCK_UNITS = 8 * 1024;
const BLOCK_LINES = 100;
/** Of one line: then the block ends all the same. */
const LONGEST_UNITS = 64 * 1024;

class OpenBlock implements Block {
  readonly id: number;
  readonly pieces: Piece[] = [];
  version = 0;
  units = 0;
  lines = 0;

  constructor(id: number) {
    this.id = id;
  }

  get isFull(): boolean {
    const isEnded = this.pieces.at(-1)?.text.endsWith("\n") === true;
    return (
      (isEnded && (this.units >= BLOCK_UNITS || this.lines >= BLOCK_LINES)) || this.units >= LONGEST_UNITS
    );
  }

  add(piece: Piece): void {
    const last = this.pieces.at(-1);
    if (last?.stream === piece.stream && sameStyle(last.style, piece.style))
      this.pieces[this.pieces.length - 1] = { ...last, text: last.text + piece.text };
    else this.pieces.push(piece);
    this.units += piece.text.length;
    this.version++;
  }
}

export class OutputText {
  readonly #blocks: OpenBlock[] = [];
  #units = 0;
  #dropped = 0;
  #made = 0;
  /** Whether the line that is open has nothing in it. */
  #isAtStart = true;
  /** Went back to the start of its line: what it writes next is a line of its own here. */
  #hasReturned = false;
  /** Each stream has its own: characters and sequences may come in pieces. */
  #readers = { stdout: new AnsiReader(), stderr: new AnsiReader() };
  #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  get isEmpty(): boolean {
    return this.#units === 0;
  }

  /** How much of its beginning is not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  /** All that is kept, without looks. */
  get text(): string {
    return this.#blocks.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join("");
  }

  get kept(): KeptOutput {
    return { pieces: this.#blocks.flatMap(({ pieces }) => pieces), dropped: this.#dropped };
  }

  static of({ pieces, dropped }: KeptOutput): OutputText {
    const output = new OutputText();
    // By lines, as it came: blocks end between them.
    for (const { text, ...looks } of pieces)
      for (const line of text.split(/(?<=\n)/)) output.#put({ ...looks, text: line });
    output.#dropped = dropped;
    output.#trim();
    return output;
  }

  add(stream: Stream, bytes: Uint8Array): void {
    const reader = this.#readers[stream];
    let { style } = reader;
    for (const token of reader.read(this.#decoders[stream].decode(bytes, { stream: true }))) {
      if (token.kind === "style") style = token.style;
      else if (token.kind === "text") this.#write({ stream, style, text: token.text });
      else if (token.kind === "tab") this.#write({ stream, style, text: "\t" });
      else if (token.kind === "line") this.#line(stream);
      else if (token.kind === "return") this.#hasReturned = true;
    }
    this.#trim();
  }

  /** Something else prints from here on: no colour and no sequence of the one before goes on. */
  begin(): void {
    this.#readers = { stdout: new AnsiReader(), stderr: new AnsiReader() };
    this.#decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  }

  /** A line of ours, or of the author's. */
  say(text: string, style: Style = PLAIN): void {
    if (!this.#isAtStart) this.#line("said");
    this.#write({ stream: "said", style, text });
    this.#line("said");
    this.#trim();
  }

  /** Takes all of it away. */
  clear(): void {
    this.#blocks.length = 0;
    this.#units = 0;
    this.#dropped = 0;
    this.#isAtStart = true;
    this.#hasReturned = false;
  }

  #write(piece: Piece): void {
    if (this.#hasReturned && !this.#isAtStart) this.#line(piece.stream);
    this.#hasReturned = false;
    this.#isAtStart = false;
    this.#put(piece);
  }

  #line(stream: Piece["stream"]): void {
    this.#hasReturned = false;
    this.#isAtStart = true;
    this.#put({ stream, style: PLAIN, text: "\n" });
  }

  /** Of one line, or of its end. */
  #put(piece: Piece): void {
    let block = this.#blocks.at(-1);
    if (!block || block.isFull) {
      block = new OpenBlock(++this.#made);
      this.#blocks.push(block);
    }
    block.add(piece);
    if (piece.text.endsWith("\n")) block.lines++;
    this.#units += piece.text.length;
  }

  #trim(): void {
    while (this.#units > MOST_UNITS && this.#blocks.length > 1) {
      const { units } = this.#blocks.shift() as OpenBlock;
      this.#units -= units;
      this.#dropped += units;
    }
  }
}
