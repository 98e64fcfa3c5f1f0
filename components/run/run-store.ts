/**
 * The run of a workbench, outside of React: records and output come faster than a page is drawn, so whoever shows them is
 * told once a frame, and reads what it needs.
 */
import type { Style } from "@/lib/ansi";
import type { DriverName } from "../driver-picker/drivers";
import type { LineMarks } from "../editor/line-marks";
import type { Texts } from "../files/files";
import { Late } from "../late/late";
import { OutputText } from "../output/output-text";
import { Past } from "../time-travel/past";
import { ApprovalDesk } from "./approvals";
import { keepArguments, keptArguments, parseArguments } from "./arguments";
import { Frames } from "./frames";
import type { Refused } from "./go-on";
import { asBegun, asLeft, type KeptRun } from "./kept-run";
import { marksOf } from "./marks";
import { IDLE, isBusy, nextPhase, type Phase, type PhaseEvent } from "./phases";
import { POLICY_FILE } from "./policy-file";
import type { ReplayOutcome } from "./replay-run";
import type { Closed, Run, RunOrder } from "./run-agent";
import { fallsBack, sentenceOf } from "./run-faults";
import { RunInput } from "./run-input";
import { EVERYTHING, Selection, type TraceFilter } from "./selection";
import { type Shown, shownOf } from "./shown";
import { Trace } from "./trace";

const running = new Late(() => import("./run-agent"));
const replaying = new Late(() => import("./replay-run"));
const goingOn = new Late(() => import("./go-on"));
/** Of a frame, for looking through records. */
const LOOK_MS = 6;
/** Of no trace: the marks have still to be made. */
const UNMARKED = -1;

export interface RunHooks {
  /** What the agent left in the workspace. */
  readonly onChanged: (changed: Closed["changed"]) => void;
}

/** To go on from the run on show. */
export interface GoOnOrder extends RunHooks {
  /** After this record; an earlier one where nothing was open will do. */
  readonly seq: number;
  readonly mayBeBefore: boolean;
  /** The files as they are, for the policy among them. */
  readonly now: Texts;
  readonly signal?: AbortSignal;
  /** It does; the run that was on show makes place for it. */
  readonly onBegin: () => void;
}

export class RunStore {
  readonly workspaceId: string;
  readonly #actor: string;
  readonly #frames = new Frames(() => {
    this.selection.look(LOOK_MS);
    return !this.selection.isComplete;
  });
  readonly subscribe = this.#frames.subscribe;
  #run: Run | undefined;
  #starting: AbortController | undefined;
  /** Counted, so that what comes late from a run before is left aside. */
  #number = 0;
  #marks: LineMarks = { text: "", marks: [] };
  #marked = UNMARKED;
  phase: Phase = IDLE;
  trace = new Trace();
  selection = new Selection(this.trace, EVERYTHING);
  output = new OutputText();
  input = new RunInput();
  /** What files became, for looking back. */
  past = new Past();
  /** Of the next run, as they are written. */
  arguments = "";
  approvals: ApprovalDesk;
  /** The policy as it was when the run began: lines are lines of that text. */
  policy = "";
  sid: string | undefined;
  /** How many have run in this page. */
  runs = 0;
  checkpoint: string | undefined;
  /** The last run of the agent, to be made again. */
  kept: KeptRun | undefined;
  /** Of the run that this one goes on from: the last record that was taken over. */
  goesOn: { readonly sid: string; readonly seq: number } | undefined;
  /** The run that it goes on from, or the one that went on from it. */
  #beside: Shown | undefined;
  /** What went wrong beside the run. */
  trouble: string | undefined;

  /** Of the next run. */
  driver: DriverName;
  /** The run failed for want of what its driver needs, before anything of the agent ran: the default one has no such needs. */
  canRunEmbedded = false;

  constructor(workspaceId: string, actor: string, driver: DriverName) {
    this.driver = driver;
    this.workspaceId = workspaceId;
    this.#actor = actor;
    this.approvals = new ApprovalDesk(actor, this.#frames.changed);
  }

  get version(): number {
    return this.#frames.version;
  }

  /** Fetches what a run needs, when nobody waits for it. */
  async warm(): Promise<void> {
    const { warm } = await running.fetch();
    await warm();
  }

  async start(texts: Texts, hooks: RunHooks): Promise<void> {
    if (isBusy(this.phase)) return;
    this.#reset(texts);
    const given = parseArguments(this.arguments);
    if (!given.ok) {
      this.#move({ type: "fail", why: `The arguments cannot be read, so nothing is run. ${given.why}` });
      return;
    }
    await this.#runWith({ texts, argv: given.words }, hooks);
  }

  /** Goes on live from a moment of the run on show. Answers with what speaks against it, before anything runs. */
  async goOn({ seq, mayBeBefore, now, signal, onBegin, ...hooks }: GoOnOrder): Promise<Refused | undefined> {
    const { kept, sid } = this;
    if (!kept || sid === undefined || isBusy(this.phase)) return undefined;
    const { lookBack } = await goingOn.fetch();
    const looked = await lookBack(kept, seq, { now, mayBeBefore, ...(signal && { signal }) });
    if (!looked.ok) return looked;
    if (signal?.aborted || isBusy(this.phase) || this.kept !== kept) return undefined;
    const { from } = looked;
    const earlier = shownOf(this);
    this.#reset(now);
    this.goesOn = { sid, seq: from.place.records - 1 };
    onBegin();
    // From its first record on: nothing that it uses up is missed, however it ends.
    kept.since.push(this.trace);
    const order = { texts: kept.texts, argv: [], goesOn: { now, left: asLeft(kept), from } };
    void this.#runWith(order, {
      onChanged: (changed) => {
        // Whoever goes on from the earlier run again finds the workspace like this.
        this.#beside = { ...earlier, kept: { ...kept, left: { ...kept.left, ...changed } } };
        hooks.onChanged(changed);
      },
    });
    this.#beside = earlier;
    return undefined;
  }

  /** Whether there is another run to show: that which this one goes on from, or which went on from it. */
  get hasOther(): boolean {
    return this.#beside !== undefined && !isBusy(this.phase);
  }

  showOther(): void {
    if (!this.#beside || isBusy(this.phase)) return;
    const other = this.#beside;
    this.#beside = shownOf(this);
    Object.assign(this, other);
    this.#number++;
    this.#marked = UNMARKED;
    this.selection = new Selection(this.trace, this.selection.filter);
    this.input = new RunInput();
    this.#frames.changed();
  }

  async #runWith(what: Pick<RunOrder, "texts" | "argv" | "goesOn">, hooks: RunHooks): Promise<void> {
    const number = this.#number;
    const { past } = this;
    const began = performance.now();
    const abort = new AbortController();
    this.#starting = abort;
    try {
      const { runAgent } = await running.fetch();
      const run = await runAgent({
        ...what,
        workspaceId: this.workspaceId,
        actor: this.#actor,
        approvals: this.approvals,
        // What goes on from a recording is what can record, whatever was chosen since.
        driver: what.goesOn ? "embedded" : this.driver,
        signal: abort.signal,
        onReading: (isReading) => {
          this.input.reading(isReading);
          this.#frames.changed();
        },
        onFiles: (told) => past.add(told),
        onStep: (step) => this.#move({ type: "step", step }),
        onTrouble: (sentence) => {
          this.trouble = sentence;
          this.#frames.changed();
        },
      });
      try {
        if (number === this.#number) await this.#follow(run, what.texts, hooks, began);
      } finally {
        await run.close().catch(() => {});
        await run.release();
      }
    } catch (error) {
      if (number !== this.#number) return;
      this.canRunEmbedded = fallsBack(error);
      this.#move({ type: "fail", why: sentenceOf(error) });
    }
  }

  /** From then on, on this page; the word beside it is another one then. */
  chooseEmbedded(): void {
    this.driver = "embedded";
    this.canRunEmbedded = false;
    this.#frames.changed();
  }

  /** The last run once more, over the files as they are; undefined where there was none. Rejects as `start` would fail. */
  async replay(now: Texts, signal?: AbortSignal): Promise<ReplayOutcome | undefined> {
    if (!this.kept) return undefined;
    const { kept } = this;
    const { replayRun } = await replaying.fetch();
    return replayRun(kept, asBegun(kept, now), signal);
  }

  stop(): void {
    if (this.phase.at === "starting") {
      this.#starting?.abort();
      this.#number++;
      this.#move({ type: "fail", why: "Stopped before it ran." });
      return;
    }
    if (this.phase.at !== "running") return;
    this.#move({ type: "stop" });
    void this.#run?.process.kill();
  }

  setArguments(text: string): void {
    this.arguments = text;
    keepArguments(this.workspaceId, text);
    this.#frames.changed();
  }

  /** As this browser kept them. */
  restoreArguments(): void {
    this.arguments = keptArguments(this.workspaceId);
    this.#frames.changed();
  }

  /** A line for the agent that reads its standard input; null ends it. */
  type(line: string | null): void {
    if (!this.input.isOpen) return;
    if (line === null) this.input.end();
    else {
      this.output.say(line, TYPED);
      this.input.send(`${line}\n`);
    }
    this.#frames.changed();
  }

  answer(of: number, grant: boolean): void {
    this.approvals.answer(of, grant);
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
    this.#frames.changed();
  }

  #reset(texts: Texts): void {
    this.#number++;
    this.trace = new Trace();
    this.#marked = UNMARKED;
    this.selection = new Selection(this.trace, this.selection.filter);
    this.output = new OutputText();
    this.input = new RunInput();
    this.past = new Past();
    this.approvals = new ApprovalDesk(this.#actor, this.#frames.changed);
    this.policy = texts[POLICY_FILE] ?? "";
    this.sid = this.checkpoint = this.trouble = this.kept = this.goesOn = undefined;
    this.#beside = undefined;
    this.canRunEmbedded = false;
    this.#move({ type: "start" });
  }

  async #follow(run: Run, texts: Texts, hooks: RunHooks, began: number): Promise<void> {
    this.#run = run;
    this.runs++;
    this.sid = run.sid;
    this.input.begin(run.process);
    this.#move({ type: "running", now: Date.now() });
    const records = this.#readRecords(run, this.trace);
    // Looked at below; where the run fails before, the same failure is not told twice.
    records.catch(() => {});
    const [end] = await Promise.all([run.process.exit, this.#readOutput(run)]);
    this.input.over();
    this.#move({ type: "exit", end });
    const { changed, checkpoint, recorded } = await run.close();
    this.kept = recorded && { texts, recorded, left: changed, since: [] };
    await records;
    this.checkpoint = checkpoint;
    hooks.onChanged(changed);
    this.#move({ type: "closed", ms: performance.now() - began });
    this.#run = undefined;
  }

  async #readRecords({ box }: Run, trace: Trace): Promise<void> {
    for await (const { records } of box.records()) {
      trace.add(records);
      this.#frames.changed();
    }
  }

  async #readOutput({ process }: Run): Promise<void> {
    const reader = process.output.getReader();
    const { output } = this;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      output.add(value.stream, value.bytes);
      this.#frames.changed();
    }
  }

  #move(event: PhaseEvent): void {
    const next = nextPhase(this.phase, event);
    if (next === this.phase) return;
    this.phase = next;
    this.#frames.changed();
  }
}

/** What the author typed, among what the agent prints. */
const TYPED: Style = { fg: 6 };
