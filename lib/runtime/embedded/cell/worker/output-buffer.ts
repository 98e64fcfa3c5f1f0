/** Output in pieces that a page can take: what a guest writes in one go is one message. */
const SEND_AT_BYTES = 64 * 1024;
const SEND_WITHIN_MS = 16;

type Stream = "stdout" | "stderr";
type Send = (stream: Stream, bytes: Uint8Array<ArrayBuffer>) => void;

export class OutputBuffer {
  readonly #send: Send;
  #stream: Stream = "stdout";
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #since = 0;
  #isDue = false;

  constructor(send: Send) {
    this.#send = send;
  }

  write(stream: Stream, bytes: Uint8Array): void {
    // The order of the two streams is what a person sees.
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    const now = performance.now();
    if (this.#pieces.length === 0) this.#since = now;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    // A guest that never pauses lets no microtask run: the time is looked at here as well.
    if (this.#bytes >= SEND_AT_BYTES || now - this.#since >= SEND_WITHIN_MS) {
      this.flush();
      return;
    }
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.flush());
  }

  flush(): void {
    this.#isDue = false;
    if (this.#pieces.length === 0) return;
    const all = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    this.#bytes = 0;
    this.#send(this.#stream, all);
  }
}
