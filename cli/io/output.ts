/**
 * Standard output and standard error. A reader that goes away (`aegis eval … | head`) is no error: what is left is
 * dropped, and the command learns that nobody listens any more.
 */
import type { Writable } from "node:stream";

export class Output {
  private readonly stream: Writable;
  private broken = false;
  private wakeUp: (() => void) | null = null;

  constructor(stream: Writable) {
    this.stream = stream;
    const stop = () => {
      this.broken = true;
      this.wakeUp?.();
    };
    stream.on("error", stop);
    stream.on("close", stop);
  }

  /** True once the reader has gone away. */
  get closed(): boolean {
    return this.broken;
  }

  /** Resolves when the stream can take more: whoever awaits it never buffers more than one piece. */
  write(content: string | Uint8Array): Promise<void> {
    if (this.broken || content.length === 0 || this.stream.write(content)) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.wakeUp = null;
        this.stream.off("drain", done);
        resolve();
      };
      this.wakeUp = done;
      this.stream.once("drain", done);
    });
  }
}
