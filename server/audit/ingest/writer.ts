import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { equalBytes } from "@/lib/audit/bytes";
import { AegisError } from "@/lib/errors";
import type { Database } from "../../db/database";
import type { Statements } from "../../db/statements";
import type { LogChecks } from "../check";
import type { Judged } from "./judge";
import { LastLeaves } from "./last-leaves";
import { holdLease, newHolder } from "./lease";
import { MAX_GROUP_RECORDS, MAX_WAITING_BYTES } from "./limits";
import { noteAt } from "./position";
import { insertRecords, type Rows } from "./record-rows";
import { conflict } from "./refusals";
import {
  beginSession,
  insertCheckpoint,
  insertTiles,
  moveSession,
  refuseTooMany,
  type Sender,
} from "./store-session";
import { storageTrouble } from "./trouble";
import { type Anchor, WorkspaceLog } from "./workspace-log";

export interface Work {
  readonly sender: Sender;
  readonly judged: Judged;
  readonly checks: LogChecks;
}

/** What a batch came to once it is durable: the row from which its receipt follows. */
export interface Written {
  readonly size: number;
  /** Seconds. */
  readonly acceptedAt: number;
  readonly anchor: Anchor;
}
type Outcome =
  | { readonly ok: true; readonly value: Written }
  | { readonly ok: false; readonly error: AegisError };

interface Waiting {
  readonly work: Work;
  readonly bytes: number;
  settle(outcome: Outcome): void;
}

/**
 * Writes batches, one transaction after the other. What comes while one is written waits and goes into the next one
 * together: a flush of the disk is what a transaction costs, and all of them share it.
 *
 * Guarantees: a batch is stored whole, at the place that it was judged for, or not at all; a refused one leaves those
 * beside it alone; nothing is answered before the commit returned.
 */
export class Writer {
  readonly #database: Database;
  readonly #holder = newHolder();
  readonly #leaves = new LastLeaves();
  #waiting: Waiting[] = [];
  #bytes = 0;
  #isRunning = false;

  constructor(database: Database) {
    this.#database = database;
  }

  async write(work: Work): Promise<Written> {
    const bytes = work.judged.batch.bytes.length;
    // Memory is bounded by refusing, not by hoping: whoever is refused keeps its records and comes again.
    if (this.#bytes + bytes > MAX_WAITING_BYTES) throw new AegisError("NOT_READY");
    const outcome = await new Promise<Outcome>((settle) => {
      this.#waiting.push({ work, bytes, settle });
      this.#bytes += bytes;
      if (!this.#isRunning) void this.#run();
    });
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      // The database's client never lets go of the process by itself: the requests that came meanwhile are read here.
      await nextTurn();
      const group = this.#takeGroup();
      const outcomes = await this.#writeGroup(group.map(({ work }) => work));
      void this.#settle(group, outcomes);
    }
    this.#isRunning = false;
  }

  /** One a turn: each is signed for and answered at once, and the next transaction need not wait for all of that. */
  async #settle(group: readonly Waiting[], outcomes: readonly Outcome[]): Promise<void> {
    for (const [place, { bytes, settle }] of group.entries()) {
      this.#bytes -= bytes;
      settle(outcomes[place] as Outcome);
      await nextTurn();
    }
  }

  #takeGroup(): Waiting[] {
    let records = 0;
    let count = 0;
    for (const { work } of this.#waiting) {
      records += work.judged.batch.count;
      if (count > 0 && records > MAX_GROUP_RECORDS) break;
      count += 1;
    }
    const group = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return group;
  }

  async #writeGroup(group: readonly Work[]): Promise<Outcome[]> {
    try {
      const outcomes = await this.#database.writeBy((statements) => this.#store(statements, group));
      for (const [place, { judged }] of group.entries()) this.#remember(outcomes[place], judged);
      return outcomes.map(({ outcome }) => outcome);
    } catch (thrown) {
      const trouble = storageTrouble(thrown);
      // One that the database refuses for what is in it must not take the others along.
      if (!trouble && group.length > 1) {
        const alone: Outcome[] = [];
        for (const work of group) alone.push(...(await this.#writeGroup([work])));
        return alone;
      }
      const error = trouble ?? new AegisError("INTERNAL", { cause: thrown });
      return group.map(() => ({ ok: false, error }));
    }
  }

  #remember(done: Done | undefined, judged: Judged): void {
    if (done?.sessionId !== undefined) this.#leaves.keep(done.sessionId, judged);
  }

  async #store(statements: Statements, group: readonly Work[]): Promise<Done[]> {
    const logs = new Map<string, WorkspaceLog>();
    const rows: Rows[] = [];
    const done: Done[] = [];
    for (const work of group) {
      try {
        done.push(await this.#storeOne(statements, work, { logs, rows }));
      } catch (thrown) {
        // A refusal comes before the first row: what was thrown by the database takes the whole group back.
        if (!(thrown instanceof AegisError)) throw thrown;
        done.push({ outcome: { ok: false, error: thrown } });
      }
    }
    await insertRecords(statements, rows);
    const now = group[0]?.sender.now ?? new Date();
    for (const log of logs.values()) {
      await holdLease(statements, log.workspaceId, this.#holder, now);
      await log.write();
    }
    return done;
  }

  /** All of one batch but its records, which are stored with those of the others. */
  async #storeOne(statements: Statements, work: Work, { logs, rows }: Together): Promise<Done> {
    const { sender, judged, checks } = work;
    const { workspaceId } = sender;
    const movedAt = await this.#timeOf(statements, work);
    await checks.assertSignable(statements, { workspaceId, sessionId: judged.from.id });
    if (judged.from.id === undefined) await refuseTooMany(statements, sender);
    const log = logs.get(workspaceId) ?? (await WorkspaceLog.open(statements, workspaceId));
    logs.set(workspaceId, log);
    const sessionId = judged.from.id ?? (await beginSession(statements, sender, judged));
    rows.push({ sessionId, first: judged.from.size, batch: judged.batch });
    await insertTiles(statements, sessionId, judged, this.#leaves);
    await moveSession(statements, sessionId, judged, movedAt);
    const anchor = await log.append(sessionId, judged.claim.text);
    const acceptedAt = Math.floor(movedAt / 1_000);
    await insertCheckpoint(statements, sessionId, judged, { acceptedAt, leaf: anchor.leaf });
    return { sessionId, outcome: { ok: true, value: { size: judged.batch.size, acceptedAt, anchor } } };
  }

  /**
   * Compares and, by what follows in the same transaction, swaps: the session must stand where it stood when the batch
   * was judged. Answers the time of the batch, which is never before that of the one in front of it: a clock that was set
   * back must not make the server say that it saw more records earlier.
   */
  async #timeOf(statements: Statements, { sender, judged }: Work): Promise<number> {
    const { from } = judged;
    const row = await statements.row(STANDS, [sender.workspaceId, sender.sid]);
    const isThere = row
      ? row.id === from.id && row.size === from.size && equalBytes(row.root as Uint8Array, from.root)
      : from.id === undefined;
    if (!isThere) {
      const size = Number(row?.size ?? 0);
      const note = row && (await noteAt(statements, { id: Number(row.id), size }));
      throw conflict({ size, note });
    }
    return Math.max(sender.now.getTime(), Number(row?.moved_at ?? 0));
  }
}

const STANDS = "SELECT id, size, root, moved_at FROM audit_sessions WHERE workspace_id = ? AND sid = ?";

/** What the batches of one transaction have in common. */
interface Together {
  readonly logs: Map<string, WorkspaceLog>;
  readonly rows: Rows[];
}

interface Done {
  /** Of the session that moved. */
  readonly sessionId?: number;
  readonly outcome: Outcome;
}
