/** What an agent printed, the last of it: as much as a person reads, and not what would fill the page's memory. */
export interface Piece {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

const MOST_UNITS = 256 * 1024;

export class OutputText {
  #pieces: Piece[] = [];
  #units = 0;
  #dropped = 0;
  /** Bytes of a character may come in two pieces; each stream has its own. */
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** How much of its beginning is not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  add(stream: Piece["stream"], bytes: Uint8Array): void {
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    if (text === "") return;
    const last = this.#pieces.at(-1);
    if (last?.stream === stream) this.#pieces[this.#pieces.length - 1] = { stream, text: last.text + text };
    else this.#pieces.push({ stream, text });
    this.#units += text.length;
    this.#trim();
  }

  #trim(): void {
    while (this.#units > MOST_UNITS) {
      const first = this.#pieces[0] as Piece;
      const over = Math.min(this.#units - MOST_UNITS, first.text.length);
      const rest = first.text.slice(over);
      if (rest === "") this.#pieces = this.#pieces.slice(1);
      else this.#pieces[0] = { ...first, text: rest };
      this.#units -= over;
      this.#dropped += over;
    }
  }
}
