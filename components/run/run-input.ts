/** The standard input of a run, line by line as somebody types it. */
import type { Process } from "@/lib/runtime/driver";

const encoder = new TextEncoder();

export class RunInput {
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  /** Once it has read, it may read on whenever it has done with a line. */
  #hasRead = false;

  /** Whether somebody may be waited for. */
  get isOpen(): boolean {
    return this.#hasRead && this.#writer !== undefined;
  }

  begin(process: Process): void {
    this.#writer = process.input.getWriter();
  }

  reading(isReading: boolean): void {
    this.#hasRead ||= isReading;
  }

  send(text: string): void {
    // It may be over by the time the line arrives: then nobody misses it.
    void this.#writer?.write(encoder.encode(text)).catch(() => {});
  }

  end(): void {
    void this.#writer?.close().catch(() => {});
    this.#writer = undefined;
  }

  /** The run is over. */
  over(): void {
    this.#writer = undefined;
  }
}
