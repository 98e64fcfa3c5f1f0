import "server-only";
import { setTimeout as rest } from "node:timers/promises";
import { eq } from "drizzle-orm";
import type { LogFinding } from "@/lib/audit/sync/operate";
import { AegisError } from "@/lib/errors";
import type { Database } from "../../db/database";
import { auditLogs, auditSessions } from "../../db/schema";
import { logError } from "../../log";
import { Recent } from "../../memory/recent";
import { type Faults, logState, sessionFault } from "./faults";
import { type Head, HighWater } from "./high-water";
import { checkLog, EMPTY_LOG } from "./log";
import { Once } from "./once";
import { brisk, gentle, steady } from "./pause";
import { findingOf, Points, readCheck } from "./points";
import { announce, type Place, refusal } from "./refusal";
import { checkSession, type Pause } from "./session";
import { type Progress, Sweep } from "./sweep";
import type { Finding, Point } from "./walk";

/** So many that were looked at are known without asking again; a forgotten one is looked at again, from its last point. */
const KEPT = 20_000;

export interface Subject {
  readonly workspaceId: string;
  /** The short id; absent for a session that is not there yet. */
  readonly sessionId?: number | undefined;
}

/**
 * Whether what is stored is still what was signed. Asked before anything is signed, once a process for each session and
 * each workspace, and for all of them in the background from the start on.
 */
export class LogChecks {
  readonly #database: Database;
  readonly #points: Points;
  readonly #stop = new AbortController();
  readonly #logs = new Recent<string, Once<Finding>>(KEPT, () => new Once());
  readonly #sessions = new Recent<number, Once<Finding>>(KEPT, () => new Once());
  /** The highest head that this process signed, or that the data folder remembers. */
  readonly #heads = new Recent<string, { head: Head | undefined }>(KEPT, () => ({ head: undefined }));
  readonly #sweep: Sweep;
  readonly #brisk: Pause;
  /** As brisk as there is somebody who waits. */
  readonly #touching: Pause;
  /** How many wait for the look at a session, and how far those go that somebody watches. */
  #waiting = 0;
  readonly #looked = new Map<number, number>();
  readonly highWater: HighWater;
  /** Who is told behind every commit that moved a log. */
  onSigned: (workspaceId: string) => void = () => undefined;

  constructor(database: Database, dataDir: string) {
    this.#database = database;
    this.#points = new Points(database);
    this.highWater = new HighWater(dataDir);
    this.#brisk = brisk(this.#stop.signal);
    const watched = steady(this.#stop.signal);
    this.#touching = () => (this.#waiting > 0 ? this.#brisk() : watched());
    const pause = gentle(this.#stop.signal);
    this.#sweep = new Sweep(database.read, this.#stop.signal, {
      remembered: () => this.highWater.workspaces(),
      log: (workspaceId) => this.#logs.get(workspaceId).ask(() => this.#lookAtLog(workspaceId)),
      session: (sessionId) => this.#lookAtSession(sessionId, { pause }),
      end: () => this.#points.flush(),
    });
  }

  /** To be awaited before the transaction whose outcome is signed: it may take long, and the transaction must not. */
  async ensure(subject: Subject): Promise<void> {
    this.#waiting++;
    try {
      const found = await this.#touch(subject);
      if (found) throw refusal({}, found);
    } finally {
      this.#waiting--;
    }
  }

  /**
   * How far the look at a session is, for a page that is shown before it is over; undefined when it is. It is begun where
   * it was not, and waited for no longer than so many milliseconds. What it finds, `ensure` says.
   */
  async underWay(
    { workspaceId, sessionId }: Required<Subject>,
    patienceMs: number,
  ): Promise<{ readonly looked: number } | undefined> {
    let isOver = false;
    const look = this.#touch({ workspaceId, sessionId }).then(
      () => {
        isOver = true;
      },
      // Whoever asks next begins it anew, and hears what is wrong.
      (error: unknown) => this.#stop.signal.aborted || logError("audit.look", error, { sessionId }),
    );
    const limit = rest(patienceMs, undefined, { signal: this.#stop.signal, ref: false });
    await Promise.race([look, limit]);
    return isOver ? undefined : { looked: this.#looked.get(sessionId ?? -1) ?? 0 };
  }

  /** The first touch, by whoever it is: at full speed only while somebody waits for what comes out of it. */
  async #touch({ workspaceId, sessionId }: Subject): Promise<Finding | undefined> {
    const inLog = await this.#logs.get(workspaceId).ask(() => this.#lookAtLog(workspaceId));
    if (inLog || sessionId === undefined || this.#sweep.hasPassed(sessionId)) return inLog;
    return this.#sessions.get(sessionId).ask(() => this.#lookAtSession(sessionId, { pause: this.#touching }));
  }

  /**
   * In that transaction, before it writes, and before anything stored is signed once more. Faults are read from the
   * database, for another process may have found one; and a head below one that was signed shows that the database was
   * exchanged under this process.
   */
  async assertSignable(by: Faults, { workspaceId, sessionId }: Subject): Promise<void> {
    if (!this.#logs.get(workspaceId).isAnswered) throw new AegisError("NOT_READY");
    const log = await logState(by, workspaceId);
    if (log.finding) throw refusal({}, log.finding);
    if ((this.#heads.get(workspaceId).head?.size ?? 0) > log.size) {
      this.#logs.get(workspaceId).forget();
      throw refusal({}, { code: "ROLLBACK", why: "The database went back while this process ran." });
    }
    if (sessionId === undefined) return;
    const found = await sessionFault(by, sessionId);
    if (found) throw refusal({}, found);
    if (!this.#sweep.hasPassed(sessionId) && !this.#sessions.get(sessionId).isAnswered) {
      throw new AegisError("NOT_READY");
    }
  }

  /** Behind the commit, before it is signed. */
  signed(workspaceId: string, head: Head): void {
    const known = this.#heads.get(workspaceId);
    if ((known.head?.size ?? 0) < head.size) known.head = head;
    this.highWater.raise(workspaceId, head);
    this.onSigned(workspaceId);
  }

  /** The look at everything, in the background. */
  start(): void {
    this.#sweep.start();
  }

  progress(): Progress {
    return this.#sweep.progress();
  }

  /** The logs of all workspaces anew. */
  async lookAtLogs(): Promise<void> {
    for await (const workspaceId of this.#sweep.workspaces()) {
      this.#logs.get(workspaceId).forget();
      await this.#logs.get(workspaceId).ask(() => this.#lookAtLog(workspaceId, { isFull: true }));
    }
  }

  /** What the data folder remembers of logs that the database does not have at all: it has no row for their fault. */
  async unstored(): Promise<LogFinding[]> {
    const gone: LogFinding[] = [];
    for (const workspaceId of await this.highWater.workspaces()) {
      if (await this.#headOf(workspaceId)) continue;
      const why = "The data folder remembers a log of this workspace, and the database has none.";
      gone.push({ workspaceId, sid: null, seq: null, code: "ROLLBACK", why });
    }
    return gone;
  }

  /** Everything from its beginning, with nothing taken from an earlier look. */
  async lookAgain(sessionId: number): Promise<Finding | undefined> {
    return this.#lookAtSession(sessionId, { isFull: true });
  }

  /** The same for the log of a workspace, while others go on to sign by what was found before. */
  async lookAtLogAgain(workspaceId: string): Promise<Finding | undefined> {
    return this.#lookAtLog(workspaceId, { isFull: true });
  }

  /**
   * What the operator says of a database that was restored on purpose: its head counts from now on. What else is wrong with
   * the log stays refused.
   */
  async accept(workspaceId: string): Promise<Finding | undefined> {
    const head = await this.#headOf(workspaceId);
    await this.highWater.set(workspaceId, head);
    this.#heads.get(workspaceId).head = head;
    await this.#database.write((tx) =>
      tx.update(auditLogs).set({ fault: null, why: null }).where(eq(auditLogs.workspaceId, workspaceId)),
    );
    this.#logs.get(workspaceId).forget();
    return this.#logs.get(workspaceId).ask(() => this.#lookAtLog(workspaceId));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#sweep.ended;
    await this.#points.flush();
    await this.highWater.flush();
  }

  async #lookAtLog(workspaceId: string, { isFull = false } = {}): Promise<Finding | undefined> {
    // Before the row is read: what is remembered was committed by then.
    const remembered = await this.highWater.read(workspaceId);
    const [row] = await this.#database.read
      .select()
      .from(auditLogs)
      .where(eq(auditLogs.workspaceId, workspaceId));
    const known = row && findingOf({ fault: row.fault, faultSeq: null, why: row.why });
    if (known) return known;
    const log = row ?? { ...EMPTY_LOG, workspaceId };
    if (!remembered.ok) return this.#refuseLog(workspaceId, { code: "ROLLBACK", why: remembered.why });
    const { head, point } = remembered;
    const from = isFull ? { head } : { head, point };
    const outcome = await checkLog(this.#database.read, log, from, this.#touching);
    if (!outcome.ok) return this.#refuseLog(workspaceId, outcome.finding);
    const kept = this.#heads.get(workspaceId);
    if ((kept.head?.size ?? 0) < log.size) kept.head = log;
    if (outcome.point && outcome.point.size !== point?.size)
      this.highWater.looked(workspaceId, outcome.point, log);
    else if ((head?.size ?? 0) < log.size) this.highWater.raise(workspaceId, log);
    return undefined;
  }

  async #refuseLog(workspaceId: string, found: Finding): Promise<Finding> {
    announce({ workspaceId }, found);
    await this.#database.write((tx) =>
      tx
        .update(auditLogs)
        .set({ fault: found.code, why: found.why })
        .where(eq(auditLogs.workspaceId, workspaceId)),
    );
    return found;
  }

  async #headOf(workspaceId: string): Promise<Head | undefined> {
    const { size, root } = auditLogs;
    const [head] = await this.#database.read
      .select({ size, root })
      .from(auditLogs)
      .where(eq(auditLogs.workspaceId, workspaceId));
    return head;
  }

  async #lookAtSession(
    sessionId: number,
    { isFull = false, pause = this.#brisk } = {},
  ): Promise<Finding | undefined> {
    const check = await readCheck(this.#database.read, sessionId);
    if (check?.finding && !isFull) return check.finding;
    const [session] = await this.#database.read
      .select()
      .from(auditSessions)
      .where(eq(auditSessions.id, sessionId));
    if (!session) return undefined;
    const from = isFull ? undefined : check?.point;
    const keep = async (point: Point) => {
      if (isFull) return; // what was kept before is farther
      await this.#points.keep(sessionId, point, new Date());
      await this.#points.flush();
    };
    const advanced = (size: number) => void this.#looked.set(sessionId, size);
    const outcome = await checkSession(this.#database.read, session, from, pause, { keep, advanced }).finally(
      () => this.#looked.delete(sessionId),
    );
    const now = new Date();
    if (outcome.ok) {
      if (outcome.point.size !== from?.size) await this.#points.keep(sessionId, outcome.point, now);
      return undefined;
    }
    const place: Place = { workspaceId: session.workspaceId, sid: session.sid };
    announce(place, outcome.finding);
    await this.#points.refuse(sessionId, outcome.finding, now);
    return outcome.finding;
  }
}
