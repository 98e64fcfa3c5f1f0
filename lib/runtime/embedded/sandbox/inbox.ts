/** What waits to be told to the guest, in order. One listener: the loop of the sandbox. */
import type { Message } from "../../calls/protocol";

export interface Letter {
  readonly message: Message;
  readonly bytes?: Uint8Array;
}

export class Inbox {
  private readonly letters: Letter[] = [];
  private wake: (() => void) | undefined;

  post(message: Message, bytes?: Uint8Array): void {
    this.letters.push({ message, ...(bytes && { bytes }) });
    this.rouse();
  }

  take(): Letter | undefined {
    return this.letters.shift();
  }

  get size(): number {
    return this.letters.length;
  }

  get isEmpty(): boolean {
    return this.letters.length === 0;
  }

  /** Ends a wait without a letter: something else has changed. */
  rouse(): void {
    this.wake?.();
    this.wake = undefined;
  }

  async wait(): Promise<void> {
    if (!this.isEmpty) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }
}
