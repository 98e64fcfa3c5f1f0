/** Signs the checkpoints of a session, one after the other, and keeps the largest in the journal. */
import { AuditFault } from "../bytes";
import { writeCheckpoint } from "../note/checkpoint";
import { signNote } from "../note/signed-note";
import type { Journal } from "./journal";
import type { SessionKey } from "./session-key";

export class CheckpointSigner {
  readonly #journal: Journal;
  #key: SessionKey | undefined;
  #saved = -1;
  #work: Promise<unknown> = Promise.resolve();

  constructor(journal: Journal, key: SessionKey | undefined) {
    this.#journal = journal;
    this.#key = key;
  }

  get canSign(): boolean {
    return this.#key !== undefined;
  }

  sign(size: number, root: Uint8Array): Promise<string> {
    const signed = this.#work.then(async () => {
      if (this.#key === undefined) throw new AuditFault("BAD_KEY", "The key of the session is gone.");
      const { signer } = this.#key;
      const note = await signNote(writeCheckpoint({ origin: signer.name, size, root }), [signer]);
      // Kept before it is given away: what others have seen of the session, the session knows.
      if (size > this.#saved) await this.#journal.saveState({ checkpoint: note });
      this.#saved = Math.max(size, this.#saved);
      return note;
    });
    this.#work = signed.catch(() => {}); // whoever asked hears of it
    return signed;
  }

  async destroyKey(): Promise<void> {
    await this.#work;
    this.#key = undefined;
    await this.#journal.keys.destroy();
  }
}
