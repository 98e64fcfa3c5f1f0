import "server-only";
import { asc, count, gt } from "drizzle-orm";
import type { ReadDb } from "../../db/database";
import { auditLogs, auditSessions } from "../../db/schema";
import { logError } from "../../log";
import type { Finding } from "./walk";

const PAGE = 200;

export interface Progress {
  readonly state: "waiting" | "running" | "done";
  readonly looked: number;
  readonly of: number;
  /** That could not be looked at, as over a locked database: they are when they are first touched. */
  readonly failed: number;
}

export interface Looks {
  /** The workspaces of which the data folder knows: also one whose log is gone from the database. */
  remembered(): Promise<readonly string[]>;
  log(workspaceId: string): Promise<Finding | undefined>;
  session(sessionId: number): Promise<Finding | undefined>;
  end(): Promise<void>;
}

/** Looks at every log and every session, one after the other, in the order of their ids, while others are served. */
export class Sweep {
  readonly #read: ReadDb;
  readonly #signal: AbortSignal;
  readonly #looks: Looks;
  #state: Progress["state"] = "waiting";
  #looked = 0;
  #of = 0;
  #failed = 0;
  /** Every session up to this one was looked at, and those with a fault are known to the database. */
  #passed = 0;
  ended: Promise<void> = Promise.resolve();

  constructor(read: ReadDb, signal: AbortSignal, looks: Looks) {
    this.#read = read;
    this.#signal = signal;
    this.#looks = looks;
  }

  start(): void {
    if (this.#state !== "waiting") return;
    this.#state = "running";
    this.ended = this.#run().catch((error: unknown) => {
      if (!this.#signal.aborted) logError("audit.sweep", error);
    });
  }

  hasPassed(sessionId: number): boolean {
    return sessionId <= this.#passed;
  }

  progress(): Progress {
    return { state: this.#state, looked: this.#looked, of: this.#of, failed: this.#failed };
  }

  async #run(): Promise<void> {
    const [total] = await this.#read.select({ of: count() }).from(auditSessions);
    this.#of = total?.of ?? 0;
    for await (const workspaceId of this.workspaces()) await this.#try(this.#looks.log(workspaceId));
    for await (const sessionId of this.#sessions()) {
      const isLooked = await this.#try(this.#looks.session(sessionId));
      this.#looked++;
      if (isLooked && this.#failed === 0) this.#passed = sessionId;
    }
    await this.#looks.end();
    this.#state = "done";
  }

  /** One that cannot be looked at now must not keep the others from it. */
  async #try(look: Promise<unknown>): Promise<boolean> {
    try {
      await look;
      return true;
    } catch (error) {
      this.#signal.throwIfAborted();
      logError("audit.sweep", error);
      this.#failed++;
      return false;
    }
  }

  /** First those of which the data folder knows: a log that is gone from the database is among them. */
  async *workspaces(): AsyncGenerator<string> {
    yield* await this.#looks.remembered();
    for (let after = ""; ; ) {
      const rows = await this.#read
        .select({ id: auditLogs.workspaceId })
        .from(auditLogs)
        .where(gt(auditLogs.workspaceId, after))
        .orderBy(asc(auditLogs.workspaceId))
        .limit(PAGE);
      for (const { id } of rows) yield id;
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.id ?? after;
    }
  }

  async *#sessions(): AsyncGenerator<number> {
    for (let after = 0; ; ) {
      const rows = await this.#read
        .select({ id: auditSessions.id })
        .from(auditSessions)
        .where(gt(auditSessions.id, after))
        .orderBy(asc(auditSessions.id))
        .limit(PAGE);
      for (const { id } of rows) yield id;
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.id ?? after;
    }
  }
}
