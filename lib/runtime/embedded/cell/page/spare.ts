/**
 * A worker that waits for the next cell. Browsers give a frame of opaque origin a process of its own; starting that, and
 * the worker and the machine in it, takes longer than all the rest of a boot. It knows nothing of any session; every cell
 * still gets a worker that none had before.
 */
import { type BootParts, bootFrame, discard, isAlive } from "./boot";
import type { Frame } from "./frame";

export class SpareWorker {
  readonly #document: Document;
  #spare: { readonly parts: BootParts; readonly frame: Promise<Frame> } | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  /** Resolves when there is one with these parts. To be called when nobody waits for anything else. */
  async warm(parts: BootParts): Promise<void> {
    if (this.#spare?.parts !== parts) {
      this.rest();
      const spare = { parts, frame: bootFrame(this.#document, parts) };
      this.#spare = spare;
      // One that did not come is no reason to fail the next.
      spare.frame.catch(() => {
        if (this.#spare === spare) this.#spare = undefined;
      });
    }
    await this.#spare.frame;
  }

  /** The one that waits, where it has these parts and is still there; or a new one. */
  async take(parts: BootParts): Promise<Frame> {
    const spare = this.#spare;
    if (spare?.parts === parts) {
      this.#spare = undefined;
      const frame = await spare.frame.catch(() => undefined);
      if (frame && (await isAlive(frame))) return frame;
    }
    return bootFrame(this.#document, parts);
  }

  /** Lets go of the one that waits. */
  rest(): void {
    this.#spare?.frame.then(discard).catch(() => {});
    this.#spare = undefined;
  }
}
