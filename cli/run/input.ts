/**
 * Standard input for the agent: opened when it first reads, so that a command in a script leaves alone what is meant for
 * the next one, and a chunk at a time, so that what is typed while a person is asked is not taken for the agent's.
 */
import type { Readable } from "node:stream";

export class Input {
  readonly #open: () => Readable;
  #stream: Readable | undefined;
  #isWaiting = false;
  #holds = 0;

  constructor(open: () => Readable) {
    this.#open = open;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const stream = this.#open();
    this.#stream = stream;
    for (let chunk = await this.#next(stream); chunk; chunk = await this.#next(stream)) yield chunk;
  }

  /** Until it is released nothing is read: the terminal is somebody else's. */
  hold(): () => void {
    this.#holds += 1;
    this.#stream?.pause();
    return () => {
      this.#holds -= 1;
      if (this.#isWaiting && this.#holds === 0) this.#stream?.resume();
    };
  }

  /** A terminal or a pipe that is still open would keep the process alive. */
  close(): void {
    this.#stream?.destroy();
  }

  #next(stream: Readable): Promise<Uint8Array | undefined> {
    if (stream.readableEnded || stream.destroyed) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const end = (work: () => void) => {
        this.#isWaiting = false;
        stream.pause();
        stream.off("data", onData).off("end", onEnd).off("close", onEnd).off("error", onError);
        work();
      };
      const onData = (chunk: Uint8Array) => end(() => resolve(chunk));
      const onEnd = () => end(() => resolve(undefined));
      const onError = (cause: Error) => end(() => reject(cause));
      stream.on("data", onData).on("end", onEnd).on("close", onEnd).on("error", onError);
      this.#isWaiting = true;
      if (this.#holds === 0) stream.resume();
      else stream.pause();
    });
  }
}
