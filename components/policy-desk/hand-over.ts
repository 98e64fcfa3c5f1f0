/** Hands the records of runs to the desk as they come: each of them once, joined, and given away without a copy. */
import { isBusy } from "../run/phases";
import type { RunStore } from "../run/run-store";
import type { ToDesk } from "./messages";

/** While the agent runs, as often as people look: an answer takes more than a record. */
const TOGETHER_MS = 200;

/** What there is to hand over of a run. */
export type Recording = Pick<RunStore, "trace" | "policy" | "phase" | "subscribe">;
export type Send = (message: ToDesk, transfer?: Transferable[]) => void;

export class HandOver {
  readonly #run: Recording;
  readonly #send: Send;
  #trace: Recording["trace"] | undefined;
  #number = 0;
  #sent = 0;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(run: Recording, send: Send) {
    this.#run = run;
    this.#send = send;
  }

  /** Counts the runs that were handed over; 0 before the first. */
  get number(): number {
    return this.#number;
  }

  /** To be called whenever something of the run has changed. */
  look(): void {
    const { trace, policy } = this.#run;
    if (trace.size === 0) return;
    if (trace !== this.#trace) {
      this.#trace = trace;
      this.#sent = 0;
      this.#isOver = false;
      this.#send({ kind: "run", run: ++this.#number, policy });
    }
    if (!isBusy(this.#run.phase)) this.#hand();
    else this.#timer ??= setTimeout(() => this.#hand(), TOGETHER_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #hand(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { trace, phase } = this.#run;
    if (trace !== this.#trace) return; // another run has begun meanwhile, and will be looked at
    if (this.#sent < trace.size) {
      const { buffer: lines } = trace.joined(this.#sent);
      this.#sent = trace.size;
      this.#send({ kind: "records", run: this.#number, lines }, [lines]);
    }
    if (isBusy(phase) || this.#isOver) return;
    this.#isOver = true;
    this.#send({ kind: "over", run: this.#number });
  }
}
