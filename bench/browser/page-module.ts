/** What a module exports in order to run in a page: `run`. No Node here, nor in anything that such a module imports. */
import type { FineClock } from "./fine-clock";

export interface PageTools {
  /** What the page's JavaScript holds after a collection: objects and what array buffers own. */
  heapBytes(): Promise<number>;
  /** The bytes of an asset that the runner was told of, by name: WebAssembly, for the most part. */
  asset(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** For single operations; `performance.now()` has steps of 5 us. */
  fineClock(): Promise<FineClock>;
}

/** What it answers comes back as JSON. A throw fails the run with its stack. */
export type RunInPage<Input = unknown, Answer = unknown> = (
  input: Input,
  tools: PageTools,
) => Answer | Promise<Answer>;
