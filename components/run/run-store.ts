/** Runs the agent of a workbench: begins, stops, goes on from an earlier moment, makes the last run again. */
import type { Style } from "@/lib/ansi";
import type { DriverName } from "../driver-picker/drivers";
import type { Texts } from "../files/files";
import { bringLater, Late } from "../late/late";
import { keepArguments, keptArguments, parseArguments } from "./arguments";
import type { Refused } from "./go-on";
import { asBegun, asLeft } from "./kept-run";
import { isBusy } from "./phases";
import { readRun } from "./read-run";
import type { ReplayOutcome } from "./replay-run";
import type { Closed, Run, RunOrder } from "./run-agent";
import { fallsBack, ourSentence, sentenceOf } from "./run-faults";
import { RunOnShow } from "./run-on-show";
import { type Shown, shownOf } from "./shown";

const running = new Late(() => import("./run-agent"));
const replaying = new Late(() => import("./replay-run"));
const goingOn = new Late(() => import("./go-on"));
// The sandbox in all its forms, whichever is needed first.
bringLater(async () => (await running.fetch()).bring());

export interface RunHooks {
  /** Its session has begun. */
  readonly onBegun: (run: { readonly sid: string; readonly policy: string }) => void;
  /** What the agent left in the workspace. */
  readonly onChanged: (changed: Closed["changed"]) => void;
  /** It is over and on show, with all that it left. */
  readonly onOver: (run: Readonly<Shown>) => void;
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

export class RunStore extends RunOnShow {
  readonly workspaceId: string;
  #run: Run | undefined;
  #starting: AbortController | undefined;
  /** Of the next run, as they are written. */
  arguments = "";
  /** Of the next run. */
  driver: DriverName;
  /** How many have run in this page; the one of an earlier visit that it shows is one, too. */
  runs = 0;
  /** The run failed for want of what its driver needs, before anything of the agent ran: the default one has no such needs. */
  canRunEmbedded = false;

  constructor(workspaceId: string, actor: string, driver: DriverName) {
    super(actor);
    this.workspaceId = workspaceId;
    this.driver = driver;
  }

  /** Fetches what a run needs, when nobody waits for it. */
  async warm(): Promise<void> {
    const { warm } = await running.fetch();
    await warm();
  }

  /** Shows the last run of an earlier visit, unless one has begun here before it is read. */
  async recall(
    find: (onRead: (read: number, of: number) => void) => Promise<Readonly<Shown> | undefined>,
    signal: AbortSignal,
  ): Promise<void> {
    const isLate = () => this.hasRun || signal.aborted;
    if (isLate()) return;
    let found: Readonly<Shown> | undefined;
    let trouble: string | undefined;
    try {
      found = await find((read, of) => {
        if (!isLate()) this.move({ type: "recall", read, of });
      });
    } catch (error) {
      trouble = `The last run cannot be shown. ${ourSentence(error) ?? "Reload the page to try again."}`;
    }
    if (isLate()) return;
    this.move({ type: "recalled" });
    if (found) this.comeBack(found);
    else if (!isBusy(this.phase)) this.trouble = trouble;
    this.changed();
  }

  async start(texts: Texts, hooks: RunHooks): Promise<void> {
    if (isBusy(this.phase)) return;
    this.begin(texts);
    const given = parseArguments(this.arguments);
    if (!given.ok) {
      this.move({ type: "fail", why: `The arguments cannot be read, so nothing is run. ${given.why}` });
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
    this.begin(now);
    this.goesOn = { sid, seq: from.place.records - 1 };
    onBegin();
    // From its first record on: nothing that it uses up is missed, however it ends.
    kept.since.push(this.trace);
    const order = { texts: kept.texts, argv: [], goesOn: { now, left: asLeft(kept), from } };
    void this.#runWith(order, {
      ...hooks,
      onChanged: (changed) => {
        // Whoever goes on from the earlier run again finds the workspace like this.
        this.beside = { ...earlier, kept: { ...kept, left: { ...kept.left, ...changed } } };
        hooks.onChanged(changed);
      },
    });
    this.beside = earlier;
    return undefined;
  }

  async #runWith(what: Pick<RunOrder, "texts" | "argv" | "goesOn">, hooks: RunHooks): Promise<void> {
    const number = this.number;
    const { past } = this;
    const abort = new AbortController();
    this.#starting = abort;
    try {
      const { runAgent } = await running.fetch();
      const run = await runAgent({
        ...what,
        workspaceId: this.workspaceId,
        actor: this.actor,
        approvals: this.approvals,
        // What goes on from a recording is what can record, whatever was chosen since.
        driver: what.goesOn ? "embedded" : this.driver,
        signal: abort.signal,
        onReading: (isReading) => {
          this.input.reading(isReading);
          this.changed();
        },
        onFiles: (told) => past.add(told),
        onStep: (step) => this.move({ type: "step", step }),
        onTrouble: (sentence) => {
          this.trouble = sentence;
          this.changed();
        },
      });
      try {
        if (number === this.number) await this.#follow(run, what.texts, hooks);
      } finally {
        await run.close().catch(() => {});
        await run.release();
      }
    } catch (error) {
      if (number !== this.number) return;
      this.canRunEmbedded = fallsBack(error);
      this.move({ type: "fail", why: sentenceOf(error) });
    }
  }

  /** From then on, on this page; the word beside it is another one then. */
  chooseEmbedded(): void {
    this.driver = "embedded";
    this.canRunEmbedded = false;
    this.changed();
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
      this.number++;
      this.move({ type: "fail", why: "Stopped before it ran." });
      return;
    }
    if (this.phase.at !== "running") return;
    this.move({ type: "stop" });
    void this.#run?.process.kill();
  }

  setArguments(text: string): void {
    this.arguments = text;
    keepArguments(this.workspaceId, text);
    this.changed();
  }

  /** As this browser kept them. */
  restoreArguments(): void {
    this.arguments = keptArguments(this.workspaceId);
    this.changed();
  }

  /** A line for the agent that reads its standard input; null ends it. */
  type(line: string | null): void {
    if (!this.input.isOpen) return;
    if (line === null) this.input.end();
    else {
      this.output.say(line, TYPED);
      this.input.send(`${line}\n`);
    }
    this.changed();
  }

  answer(of: number, grant: boolean): void {
    this.approvals.answer(of, grant);
  }

  protected override begin(texts: Texts): void {
    this.canRunEmbedded = false;
    super.begin(texts);
  }

  protected override show(run: Readonly<Shown>): void {
    super.show(run);
    if (run.recalled !== undefined) this.runs ||= 1;
  }

  async #follow(run: Run, texts: Texts, hooks: RunHooks): Promise<void> {
    this.#run = run;
    this.runs++;
    this.sid = run.sid;
    hooks.onBegun({ sid: run.sid, policy: this.policy });
    this.input.begin(run.process);
    this.move({ type: "running", now: Date.now() });
    const { ended, records } = readRun(run, this, this.changed);
    const end = await ended;
    this.input.over();
    this.move({ type: "exit", end });
    const { changed, checkpoint, recorded } = await run.close();
    this.kept = recorded && { texts, recorded, left: changed, since: [] };
    await records;
    this.checkpoint = checkpoint;
    hooks.onChanged(changed);
    this.move({ type: "closed" });
    hooks.onOver(shownOf(this));
    this.#run = undefined;
  }
}

/** What the author typed, among what the agent prints. */
const TYPED: Style = { fg: 6 };
