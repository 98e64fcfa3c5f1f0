/**
 * The place of the writer, lent to where the records are made: a worker that may not have the key, or has no storage.
 *
 * Guarantees: what comes back is taken only when it is the next record of this very session, canonical, of a type that
 * is known and that a borrower may write; the first one that is not ends the loan. Whether it is true nobody can know
 * here: the borrower is trusted for what it says it saw, and for nothing else.
 */
import { AuditFault } from "../bytes";
import { RECORD_TYPES } from "../record";

/** Where the borrower's chain begins; plain data, to be sent. */
export interface LoanPosition {
  readonly sid: string;
  readonly size: number;
  readonly link: string;
  readonly nodes: readonly Uint8Array[];
}

/** The two ends of a session are the recorder's own: a borrower that closed it would leave what follows unread. */
const OWN_TYPES: ReadonlySet<string> = new Set(["session.open", "session.close"]);
export const LENT_TYPES: ReadonlySet<string> = new Set(RECORD_TYPES.filter((type) => !OWN_TYPES.has(type)));

export class Loan {
  readonly from: LoanPosition;
  readonly #adopt: (bytes: Uint8Array) => void;
  #isOpen = true;

  constructor(from: LoanPosition, adopt: (bytes: Uint8Array) => void) {
    this.from = from;
    this.#adopt = adopt;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Takes records in their order; the bytes are the recorder's from then on. Throws an AuditFault. */
  take(records: readonly Uint8Array[]): void {
    if (!this.#isOpen) throw new AuditFault("CLOSED", "The loan has ended.");
    try {
      for (const bytes of records) this.#adopt(bytes);
    } catch (fault) {
      this.#isOpen = false;
      throw fault;
    }
  }

  /** From then on the recorder records by itself again. */
  end(): void {
    this.#isOpen = false;
  }
}
