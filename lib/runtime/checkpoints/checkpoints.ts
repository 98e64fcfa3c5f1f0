/**
 * The checkpoints of a run: moments to which its files can go back. Taken by interval, before actions of high risk, and by hand;
 * bounded in number, the oldest goes first. Taking one and going back are records; neither the log nor what was used up ever
 * goes back.
 */
import { utf8 } from "../../audit/bytes";
import type { Mediator } from "../../mediator/mediator";

export type TakenBy = "interval" | "before_risk" | "rule" | "user";

/** Files that can go back: a snapshot is whatever they need for it. */
export interface FileStore<Snapshot = unknown> {
  take(): Snapshot;
  /** Answers with how many changes could not be taken back. */
  back(snapshot: Snapshot): number;
  /** Nothing older than this is gone back to any more; without one, nothing at all. */
  forget(oldest: Snapshot | undefined): void;
  /** What can be said of their state, for the record. */
  describe(): string;
}

export interface Checkpoint {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly takenBy: TakenBy;
  /** Its record. */
  readonly seq: number;
}
export interface RolledBack extends Checkpoint {
  readonly by: string;
  /** Changes that could not be taken back, because somebody else was at the same files. */
  readonly failed: number;
}

export interface CheckpointParts {
  readonly store: FileStore;
  readonly mediator: Pick<Mediator, "note" | "body">;
  readonly most: number;
  now(): number;
  random(bytes: Uint8Array): void;
}

interface Kept extends Checkpoint {
  readonly snapshot: unknown;
}

const ID_BYTES = 8;

export class Checkpoints {
  readonly #parts: CheckpointParts;
  #kept: Kept[] = [];

  constructor(parts: CheckpointParts) {
    this.#parts = parts;
  }

  /** The oldest first. */
  list(): readonly Checkpoint[] {
    return this.#kept.map(shown);
  }

  take(takenBy: TakenBy): Checkpoint {
    const { store, mediator, most, now, random } = this.#parts;
    const bytes = new Uint8Array(ID_BYTES);
    random(bytes);
    const id = `cp_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    // The record first: a checkpoint that is not on record cannot be gone back to.
    const seq = mediator.note({
      type: "snapshot.take",
      data: { files: mediator.body(utf8(store.describe())), id, trigger: takenBy },
    });
    const kept = { id, time: now(), takenBy, seq, snapshot: store.take() };
    this.#kept.push(kept);
    while (this.#kept.length > most) this.dropOldest();
    return shown(kept);
  }

  /** Answers whether there was one to drop: the last one is kept. */
  dropOldest(): boolean {
    if (this.#kept.length < 2) return false;
    this.#kept.shift();
    this.#parts.store.forget(this.#kept[0]?.snapshot);
    return true;
  }

  /** The last one before a record; the oldest that is kept, where that is gone. */
  before(seq: number): Checkpoint | undefined {
    const found = this.#kept.findLast((each) => each.seq < seq) ?? this.#kept[0];
    return found && shown(found);
  }

  /** Undefined where there is none of this name (any more). Checkpoints that are younger are gone with what they held. */
  rollback(id: string, by: string): RolledBack | undefined {
    const at = this.#kept.findIndex((each) => each.id === id);
    const kept = this.#kept[at];
    if (!kept) return undefined;
    const { store, mediator } = this.#parts;
    mediator.note({ type: "snapshot.restore", data: { by, id, of: kept.seq } });
    const failed = store.back(kept.snapshot);
    this.#kept = this.#kept.slice(0, at + 1);
    return { ...shown(kept), by, failed };
  }
}

function shown({ id, time, takenBy, seq }: Kept): Checkpoint {
  return { id, time, takenBy, seq };
}
