/**
 * The log of a run while a cell makes its records: what comes is checked and stored by the recorder, what is stored is
 * told to the cell, and when the loan is over the page can record by itself again.
 */
import {
  JournalFault,
  type Loan,
  type LoanPosition,
  type Recorder,
  type SessionEntry,
} from "../../../../audit/recorder";
import { LineSplitter } from "../../../../audit/recorder/lines";
import type { Question } from "../../../../mediator/approval";
import type { FromCell, ToCell } from "../protocol";
import { MESSAGE_LIMITS } from "../read-message";
import { CELL_FAULTS, CellFault } from "./fault";
import { OpenQuestions } from "./open-questions";

export class LentLog {
  readonly recorder: Recorder;
  readonly #loan: Loan;
  readonly #post: (message: ToCell) => void;
  readonly #unsubscribe: () => void;
  readonly #questions = new OpenQuestions();

  constructor(recorder: Recorder, post: (message: ToCell) => void) {
    this.recorder = recorder;
    this.#post = post;
    this.#loan = recorder.lend();
    this.#unsubscribe = recorder.subscribe(({ first, records }) =>
      post({ kind: "durable", size: first + records.length }),
    );
    this.#watch();
  }

  get from(): LoanPosition {
    return this.#loan.from;
  }

  /** Throws for what does not continue this session, and when nothing can be stored any more. */
  take({ first, lines, isAwaited }: Omit<Extract<FromCell, { kind: "records" }>, "kind">): void {
    if (first !== this.recorder.size) throw new CellFault("protocol");
    const splitter = new LineSplitter(MESSAGE_LIMITS.linesBytes);
    const records = splitter.push(lines);
    if (records.length === 0 || splitter.rest.length > 0) throw new CellFault("protocol");
    try {
      this.#loan.take(records);
      for (const record of records) this.#questions.recorded(record);
      // Left alone, the recorder gathers for a while. If it fails, everybody is told as the watch below has it.
      if (isAwaited) this.recorder.flush().catch(() => {});
    } catch (cause) {
      // A log that takes nothing, for now or any more, is no doing of the cell's.
      throw cause instanceof JournalFault
        ? notStored(cause)
        : new CellFault("protocol", undefined, { cause });
    }
  }

  end(): void {
    this.#loan.end();
    this.#unsubscribe();
  }

  /** A person is asked now. */
  asked(question: Question): void {
    this.#questions.asked(question, this.recorder.size);
  }

  /** The end of a run that could not record it by itself, after the loan: of the agent, where it was one, and of what it had asked. */
  cutOff(exit: SessionEntry | undefined): void {
    if (exit) this.#note(exit);
    for (const end of this.#questions.ends()) this.#note(end);
  }

  /** Where the log takes it. */
  #note(entry: SessionEntry): void {
    if (this.recorder.fault !== undefined || this.recorder.isClosed) return;
    try {
      this.recorder.appendSoon(entry);
    } catch (cause) {
      // It takes no more for now: the closing record says by itself that the run was not complete.
      if (!(cause instanceof JournalFault)) throw cause;
    }
  }

  async flush(): Promise<void> {
    try {
      await this.recorder.flush();
    } catch (cause) {
      throw notStored(cause);
    }
  }

  /** A cell whose records cannot be stored denies everything from then on. */
  #watch(): void {
    this.recorder.onceChanged(() => {
      if (!this.#loan.isOpen) return;
      if (this.recorder.fault) this.#post({ kind: "lost" });
      else this.#watch();
    });
  }
}

/** With the reason where it is one for a person. */
function notStored(cause: unknown): CellFault {
  const why = cause instanceof JournalFault ? `${CELL_FAULTS.log} ${cause.message}` : CELL_FAULTS.log;
  return new CellFault("log", why, { cause });
}
