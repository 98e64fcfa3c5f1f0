/**
 * Checkpoints as a run has them: at its beginning, by interval and before actions of high risk; and on a trigger the run is
 * stopped and its files go back. The same for every driver; what differs is the store.
 */
import type { Entry } from "../../audit/record";
import type { Action } from "../../mediator/action";
import type { Log } from "../../mediator/log";
import type { Mediator } from "../../mediator/mediator";
import type { Around } from "../session/hooked-mediator";
import { type Checkpoint, Checkpoints, type FileStore, type RolledBack } from "./checkpoints";
import { type CheckpointRules, isHighRisk } from "./rules";
import { TriggerWatch } from "./triggers";

export interface RunCheckpointParts {
  readonly rules: CheckpointRules;
  readonly store: FileStore;
  now(): number;
  after(milliseconds: number, then: () => void): () => void;
  random(bytes: Uint8Array): void;
  /** Which checkpoints are left depends on room: a replay takes the one that was taken. */
  chosen(id: string | undefined): string | undefined;
  /** The run is to end: its files are to go back. Called once. */
  stop(): void;
}

/** What whoever started the run can do with them. */
export interface CheckpointControl {
  list(): readonly Checkpoint[];
  /** Ends the run; its files go back when it has ended. False where there is no checkpoint of this name. */
  rollback(id: string): boolean;
}

interface Wanted {
  readonly id: string;
  readonly by: string;
}

export class RunCheckpoints implements CheckpointControl {
  readonly #parts: RunCheckpointParts;
  readonly #watch: TriggerWatch;
  #checkpoints: Checkpoints | undefined;
  #wanted: Wanted | undefined;
  #hasEnded = false;
  #cancel = () => {};

  constructor(parts: RunCheckpointParts) {
    this.#parts = parts;
    this.#watch = new TriggerWatch(parts.rules.triggers);
  }

  /** For the mediator of the run: a checkpoint before what is of high risk, once it is decided and about to happen. */
  readonly around: Around = <Result>(action: Action<Result>): Action<Result> => {
    if (!this.#parts.rules.isBeforeHighRisk) return action;
    const isRisky = isHighRisk(action);
    return {
      ...action,
      perform: (decisions, run) => {
        if (isRisky || decisions.some(({ verdict }) => verdict === "approve"))
          this.#checkpoints?.take("before_risk");
        return action.perform(decisions, run);
      },
    };
  };

  /** Between the mediator and its log. */
  readonly through = (log: Log): Log => ({
    record: (entry) => {
      const seq = log.record(entry);
      this.#see(entry, seq);
      return seq;
    },
    durable: () => log.durable(),
  });

  begin(mediator: Pick<Mediator, "note" | "body">): void {
    const { store, rules, now, random } = this.#parts;
    this.#checkpoints = new Checkpoints({ store, mediator, most: rules.most, now, random });
    this.#checkpoints.take("interval");
    this.#arm();
  }

  /** What a run did that this one goes on from counts as if it came before its first checkpoint. */
  recall(entry: Entry): void {
    this.#watch.see(entry, 0);
  }

  makeRoom(): boolean {
    return this.#checkpoints?.dropOldest() ?? false;
  }

  /** Whether the run is to end for it. */
  get isWanted(): boolean {
    return this.#wanted !== undefined;
  }

  list(): readonly Checkpoint[] {
    return this.#checkpoints?.list() ?? [];
  }

  /** While the run goes on it ends first; afterwards there is nothing to wait for. */
  rollback(id: string): boolean {
    if (!this.list().some((each) => each.id === id)) return false;
    if (this.#hasEnded) this.#checkpoints?.rollback(id, "user");
    else this.#want({ id, by: "user" });
    return true;
  }

  /** After the run has ended and nothing of it acts any more. */
  end(): RolledBack | undefined {
    this.#cancel();
    this.#hasEnded = true;
    const wanted = this.#wanted;
    return wanted && this.#checkpoints?.rollback(wanted.id, wanted.by);
  }

  #arm(): void {
    const { rules, after } = this.#parts;
    if (rules.intervalMs === undefined) return;
    this.#cancel = after(rules.intervalMs, () => {
      if (!this.#wanted) this.#checkpoints?.take("interval");
      this.#arm();
    });
  }

  #see(entry: Entry, seq: number): void {
    if (this.#wanted || this.#hasEnded || !this.#checkpoints) return;
    const fired = this.#watch.see(entry, seq);
    if (!fired) return;
    const id = this.#parts.chosen(this.#checkpoints.before(fired.since)?.id);
    if (id !== undefined) this.#want({ id, by: fired.text });
  }

  #want(wanted: Wanted): void {
    if (this.#wanted) return;
    this.#wanted = wanted;
    this.#parts.stop();
  }
}
