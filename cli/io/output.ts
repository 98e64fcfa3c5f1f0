/**
 * Standard output and standard error. A reader that goes away (`aegis eval … | head`) is no error: what is left is
 * dropped, and the command learns that nobody listens any more.
 */
import type { Writable } from "node:stream";
import type { Sink } from "./io";

export class Output implements Sink {
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

  get closed(): boolean {
    return this.broken;
  }

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
