/** The sessions that this browser holds, and what is done with those that need nobody any more. */
import { JournalFault } from "@/lib/audit/recorder";
import { copiesToClear } from "@/lib/audit/sync/clearing";
import { type Opening, readOpening } from "@/lib/audit/sync/log-source";
import { receiptFacts } from "@/lib/audit/sync/receipt-facts";
import { type SessionStates, type WorkspaceFacts, witnessedBy } from "@/lib/audit/sync/states";
import type { SessionRow } from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { openOutbox } from "@/lib/runtime/embedded/journal/outbox";
import { deleteSession, listSessions } from "@/lib/runtime/embedded/journal/sessions";
import { closeDead } from "./close-dead";

export interface HeldSession {
  readonly row: SessionRow;
  /** Undefined where the log does not begin as one. */
  readonly opening: Opening | undefined;
}

export class HeldSessions {
  /** A first record never changes. */
  readonly #openings = new Map<string, Opening | undefined>();
  /** Logs that cannot be closed by us: damaged ones. */
  readonly #given = new Set<string>();

  async list(): Promise<HeldSession[]> {
    const rows = (await listSessions()).filter(({ size }) => size > 0);
    return await Promise.all(rows.map(async (row) => ({ row, opening: await this.#openingOf(row.sid) })));
  }

  /**
   * Closes what a tab or a browser that died left open, with the key that it kept. A session that a tab still writes is
   * locked, and let alone. Answers what could not be closed, with the reason.
   */
  async closeDead(signal: AbortSignal): Promise<{ sid: string; why: string }[]> {
    const damaged: { sid: string; why: string }[] = [];
    for (const { sid, isClosed } of await listSessions()) {
      signal.throwIfAborted();
      if (isClosed || this.#given.has(sid)) continue;
      const why = await closeDead(sid, signal);
      if (why === undefined) continue;
      this.#given.add(sid);
      damaged.push({ sid, why });
    }
    return damaged;
  }

  async clear(evidence: ReadonlySet<string>, now: number): Promise<void> {
    const copies = (await listSessions()).map(({ sid, size, isClosed, state }) => {
      return { sid, size, isClosed, ackedSize: state.ackedSize, hasEvidence: evidence.has(sid) };
    });
    for (const sid of copiesToClear(copies, now)) {
      // A tab that looks at it holds it: then it goes another time.
      await deleteSession(sid).catch(ignoreLocked);
    }
  }

  async #openingOf(sid: string): Promise<Opening | undefined> {
    if (!this.#openings.has(sid)) {
      const outbox = await openOutbox(sid);
      this.#openings.set(sid, await readOpening(outbox).finally(() => outbox.close()));
    }
    return this.#openings.get(sid);
  }
}

export function statesOf({ row, opening }: HeldSession, facts: WorkspaceFacts | undefined): SessionStates {
  const { countersigned, anchored } = receiptFacts(row.state);
  return {
    sid: row.sid,
    workspaceId: opening?.workspaceId ?? null,
    agent: opening?.agent ?? null,
    isClosed: row.isClosed,
    recorded: row.size,
    countersigned,
    anchored,
    witnessed: witnessedBy(anchored, facts),
  };
}

function ignoreLocked(error: unknown): void {
  if (!(error instanceof JournalFault && error.trouble === "locked")) throw error;
}
