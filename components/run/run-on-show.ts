/**
 * What a workbench shows of a run, outside of React: records and output come faster than a page is drawn, so whoever shows
 * them is told once a frame, and reads what it needs. Nothing is run here.
 */
import type { LineMarks } from "../editor/line-marks";
import type { Texts } from "../files/files";
import { OutputText } from "../output/output-text";
import { Past } from "../time-travel/past";
import { ApprovalDesk } from "./approvals";
import { Frames } from "./frames";
import { marksOf } from "./marks";
import { IDLE, isBusy, nextPhase, type Phase, type PhaseEvent } from "./phases";
import { POLICY_FILE } from "./policy-file";
import { RunInput } from "./run-input";
import { EVERYTHING, Selection, type TraceFilter } from "./selection";
import { type Shown, shownOf } from "./shown";
import { Trace } from "./trace";

/** Of a frame, for looking through records. */
const LOOK_MS = 6;
/** Of no trace: the marks have still to be made. */
const UNMARKED = -1;

export class RunOnShow implements Shown {
  protected readonly actor: string;
  readonly #frames = new Frames(() => {
    this.selection.look(LOOK_MS);
    return !this.selection.isComplete;
  });
  readonly subscribe = this.#frames.subscribe;
  /** There is something else to show. */
  protected readonly changed = this.#frames.changed;
  /** Counted, so that what comes late from a run before is left aside. */
  protected number = 0;
  #marks: LineMarks = { text: "", marks: [] };
  #marked = UNMARKED;
  /** The run that this one goes on from, or the one that went on from it. */
  protected beside: Readonly<Shown> | undefined;
  /** What was on show when a run was started, for as long as that may come to nothing. */
  #before: { readonly shown: Readonly<Shown>; readonly beside: Readonly<Shown> | undefined } | undefined;
  /** Something has run in this page, to whatever end. */
  protected hasRun = false;
  phase: Phase = IDLE;
  trace = new Trace();
  selection = new Selection(this.trace, EVERYTHING);
  output = new OutputText();
  input = new RunInput();
  past = new Past();
  approvals: ApprovalDesk;
  policy = "";
  sid: Shown["sid"];
  checkpoint: Shown["checkpoint"];
  kept: Shown["kept"];
  goesOn: Shown["goesOn"];
  trouble: Shown["trouble"];
  recalled: Shown["recalled"];

  constructor(actor: string) {
    this.actor = actor;
    this.approvals = new ApprovalDesk(actor, this.changed);
  }

  get version(): number {
    return this.#frames.version;
  }

  /** Made anew when there are more records: another object means that there is something to show. */
  get marks(): LineMarks {
    if (this.#marked !== this.trace.size) {
      this.#marked = this.trace.size;
      this.#marks = marksOf(this.policy, this.trace);
    }
    return this.#marks;
  }

  select(filter: TraceFilter): void {
    this.selection = new Selection(this.trace, filter);
    this.changed();
  }

  /** Whether there is another run to show: that which this one goes on from, or which went on from it. */
  get hasOther(): boolean {
    return this.beside !== undefined && !isBusy(this.phase);
  }

  showOther(): void {
    if (!this.beside || isBusy(this.phase)) return;
    const other = this.beside;
    this.beside = shownOf(this);
    this.show(other);
    this.changed();
  }

  /** A new run, of which nothing is known yet but the policy that it begins under. */
  protected begin(texts: Texts): void {
    this.#before = { shown: shownOf(this), beside: this.beside };
    this.show({
      phase: this.phase,
      trace: new Trace(),
      output: new OutputText(),
      past: new Past(),
      policy: texts[POLICY_FILE] ?? "",
      sid: undefined,
      checkpoint: undefined,
      kept: undefined,
      goesOn: undefined,
      trouble: undefined,
      recalled: undefined,
    });
    this.approvals = new ApprovalDesk(this.actor, this.changed);
    this.beside = undefined;
    this.move({ type: "start" });
  }

  /** A run of an earlier visit, where nothing has run in this one. Behind a run that is starting it waits for what becomes of that. */
  protected comeBack(run: Readonly<Shown>): void {
    if (this.#before) this.#before = { shown: run, beside: undefined };
    else this.show(this.phase.at === "failed" ? { ...run, phase: this.phase } : run);
  }

  protected move(event: PhaseEvent): void {
    const next = nextPhase(this.phase, event);
    if (next === this.phase) return;
    const wasStarting = this.phase.at === "starting";
    this.phase = next;
    if (wasStarting && next.at !== "starting") this.#begun(next.at !== "failed");
    this.changed();
  }

  /** Where nothing has run, what did before is on show again, under the sentence that says why; else it may go. */
  #begun(isRunning: boolean): void {
    const before = this.#before;
    this.#before = undefined;
    this.hasRun ||= isRunning;
    if (isRunning || !before) return;
    this.show({ ...before.shown, phase: this.phase });
    this.beside = before.beside;
  }

  protected show(run: Readonly<Shown>): void {
    Object.assign(this, run);
    this.number++;
    this.#marked = UNMARKED;
    this.selection = new Selection(this.trace, this.selection.filter);
    this.input = new RunInput();
  }
}
