/** What one program prints, on its way to the screen: made harmless, and never more at once than the screen keeps up with. */
import { AnsiReader, Fence, PLAIN, sgr } from "@/lib/ansi";

type Stream = "stdout" | "stderr";

interface Chunk {
  readonly stream: Stream;
  readonly bytes: Uint8Array;
}

/** Behind this the first of what waits is left out: nobody reads so fast. */
const WAITING_BYTES = 2 * 1024 * 1024;

export class ProgramOutput {
  readonly #print: (text: string) => Promise<void>;
  readonly #fence = new Fence();
  readonly #readers = { stdout: new AnsiReader(), stderr: new AnsiReader() };
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  readonly #waiting: Chunk[] = [];
  #waitingBytes = 0;
  #left = 0;
  #isPrinting = false;

  constructor(print: (text: string) => Promise<void>) {
    this.#print = print;
  }

  add(stream: Stream, bytes: Uint8Array): void {
    this.#waiting.push({ stream, bytes });
    this.#waitingBytes += bytes.length;
    while (this.#waitingBytes > WAITING_BYTES && this.#waiting.length > 1) {
      const { length } = (this.#waiting.shift() as Chunk).bytes;
      this.#waitingBytes -= length;
      this.#left += length;
    }
    void this.#go();
  }

  async #go(): Promise<void> {
    if (this.#isPrinting) return;
    this.#isPrinting = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      this.#waitingBytes -= next.bytes.length;
      await this.#print(this.#leftOut() + this.#harmless(next));
    }
    this.#isPrinting = false;
  }

  #harmless({ stream, bytes }: Chunk): string {
    const reader = this.#readers[stream];
    const look = sgr(reader.style);
    const tokens = reader.read(this.#decoders[stream].decode(bytes, { stream: true }));
    return `${look}${this.#fence.write(tokens)}${sgr(PLAIN)}`;
  }

  #leftOut(): string {
    if (this.#left === 0) return "";
    const said = `${this.#left.toLocaleString("en")} bytes came faster than they can be shown.`;
    this.#left = 0;
    return this.#fence.write([{ kind: "line" }, { kind: "text", text: said }, { kind: "line" }]);
  }
}
