/** What runs in a cell now, as the page sees it: an agent, or a line of the author's. One at a time. */
import type { SandboxEnd } from "../../sandbox/sandbox";
import { CellFault } from "./fault";
import { pending } from "./pending";

export interface Output {
  readonly stream: "stdout" | "stderr";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class CellProcess {
  readonly output: ReadableStream<Output>;
  /** Resolves when it is over and its records are durable; rejects where there is no log of it any more. */
  readonly end: Promise<SandboxEnd>;
  /** Not a line of the author's. */
  readonly isAgent: boolean;
  readonly #ended = pending<SandboxEnd>();
  readonly #limitBytes: number;
  #to: ReadableStreamDefaultController<Output> | undefined;
  #bytes = 0;

  constructor(limitBytes: number, isAgent: boolean) {
    this.#limitBytes = limitBytes;
    this.isAgent = isAgent;
    this.end = this.#ended.promise;
    this.output = new ReadableStream<Output>({
      start: (to) => {
        this.#to = to;
      },
      // Nobody reads any more; it runs on.
      cancel: () => {
        this.#to = undefined;
      },
    });
  }

  show({ stream, bytes }: Output): void {
    this.#bytes += bytes.length;
    // The worker ends a guest that writes more; one that does not was taken over.
    if (this.#bytes > this.#limitBytes) throw new CellFault("flood");
    this.#to?.enqueue({ stream, bytes });
  }

  /** No more output; then its end, when its records are where they belong. */
  async finish(end: SandboxEnd, durable: Promise<void> | undefined): Promise<void> {
    this.#to?.close();
    this.#to = undefined;
    await Promise.resolve(durable).then(() => this.#ended.resolve(end), this.#ended.reject);
  }

  fail(why: CellFault): void {
    this.#to?.close();
    this.#to = undefined;
    this.#ended.reject(why);
  }
}
