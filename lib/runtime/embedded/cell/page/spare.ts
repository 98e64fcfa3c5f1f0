/**
 * A frame that waits for the next cell: browsers give a frame of opaque origin a process of its own, and starting that takes
 * longer than all the rest of a boot. It holds nothing but the document; every cell still gets a frame that none had before.
 */
import { CellFault } from "./fault";
import { type EmptyFrame, openFrame } from "./frame";
import { BOOT_LIMITS } from "./state";

export class SpareFrame {
  readonly #document: Document;
  #spare: Promise<EmptyFrame> | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  /** Resolves when there is one. To be called when nobody waits for anything else. */
  async warm(): Promise<void> {
    this.#spare ??= open(this.#document);
    await this.#spare;
  }

  /** The one that waits, or a new one. */
  take(): Promise<EmptyFrame> {
    const frame = this.#spare ?? open(this.#document);
    this.#spare = undefined;
    return frame;
  }

  /** Lets go of the one that waits. */
  rest(): void {
    this.#spare?.then((frame) => frame.remove()).catch(() => {});
    this.#spare = undefined;
  }
}

async function open(document: Document): Promise<EmptyFrame> {
  const abort = new AbortController();
  const { ms, late } = BOOT_LIMITS.frame;
  const timer = setTimeout(() => abort.abort(new CellFault("late", late)), ms);
  try {
    return await openFrame(document, abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
