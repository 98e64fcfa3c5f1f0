/** The records of the terminal's session, for the timeline: of the one that is open, or of the last. */
import { Frames } from "../run/frames";
import type { Phase } from "../run/phases";
import { EVERYTHING, Selection, type TraceFilter } from "../run/selection";
import { Trace } from "../run/trace";
import { ASLEEP, asRun, type TerminalPhase } from "./terminal-phase";
import type { TerminalSession } from "./terminal-session";

const LOOK_MS = 6;

export class TerminalLog {
  readonly workspaceId: string;
  trace = new Trace();
  selection = new Selection(this.trace, EVERYTHING);
  /** As the session began: it goes by this one until it ends, and lines are lines of that text. */
  policy = "";
  /** The last one that the session signed, when it has ended. */
  checkpoint: string | undefined;
  /** Sessions that have begun. */
  runs = 0;
  /** Whether the timeline shows these records, and not those of the run. */
  isShown = false;
  #state: TerminalPhase = ASLEEP;
  #reading: Promise<void> = Promise.resolve();
  readonly #frames = new Frames(() => {
    this.selection.look(LOOK_MS);
    return !this.selection.isComplete;
  });
  readonly subscribe = this.#frames.subscribe;

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
  }

  get version(): number {
    return this.#frames.version;
  }

  get phase(): Phase {
    return asRun(this.#state, this.trace.size > 0);
  }

  select(filter: TraceFilter): void {
    this.selection = new Selection(this.trace, filter);
    this.#frames.changed();
  }

  show(isShown: boolean): void {
    this.isShown = isShown;
    this.#frames.changed();
  }

  begin(session: TerminalSession): void {
    this.runs++;
    this.policy = session.policy;
    this.checkpoint = undefined;
    this.trace = new Trace();
    this.selection = new Selection(this.trace, this.selection.filter);
    this.#reading = this.#read(session, this.trace).catch(() => {});
  }

  /** When all of its records are here. */
  async end(checkpoint: string | undefined): Promise<void> {
    this.checkpoint = checkpoint;
    await this.#reading;
  }

  move(state: TerminalPhase): void {
    this.#state = state;
    this.#frames.changed();
  }

  async #read(session: TerminalSession, trace: Trace): Promise<void> {
    for await (const { records } of session.records()) {
      trace.add(records);
      this.#frames.changed();
    }
  }
}
