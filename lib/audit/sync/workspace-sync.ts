/**
 * One workspace of one server, opened: its keys are the ones that are known, and its log is shown to extend everything
 * that was ever seen of it. Only then is anything sent, and a session begun with what the server gave.
 */
import type { Hasher } from "../hash";
import { parseVkey, type Read, type Verifier, verifierOf } from "../note";
import type { LogSource } from "./log-source";
import { back, oneHistory } from "./one-history";
import { done, type Halt, haltOf, type Result, stop } from "./outcome";
import { checkPins, type Trust, trustOf } from "./pins";
import type { BelievedReceipt } from "./receipts";
import { sendSession } from "./send-session";
import type { SyncStore } from "./store";
import type { Transport } from "./transport";
import type { Opened } from "./wire";
import { readWorkspaceNote, recallWorkspaceNote, type WorkspaceHead } from "./workspace-head";

export interface SyncParts {
  readonly hasher: Hasher;
  readonly transport: Transport;
  readonly store: SyncStore;
  readonly clock: () => number;
}

export type OnReceipt = (sid: string, receipt: BelievedReceipt) => void;

export class WorkspaceSync {
  readonly opened: Opened;
  readonly trust: Trust;
  readonly workspaceId: string;
  readonly #parts: SyncParts;
  /** The newest that everything else was shown to lead to; absent while the log has no leaf. */
  #head: WorkspaceHead | undefined;

  private constructor(parts: SyncParts, workspaceId: string, opened: Opened, trust: Trust) {
    this.#parts = parts;
    this.workspaceId = workspaceId;
    this.opened = opened;
    this.trust = trust;
  }

  static async open(
    parts: SyncParts,
    workspaceId: string,
    signal: AbortSignal,
  ): Promise<Result<WorkspaceSync>> {
    const answer = await parts.transport.open(workspaceId, signal);
    if (!answer.ok) return haltOf(answer);
    const opened = answer.value;
    const pinned = checkPins(await parts.store.pins(), opened, workspaceId);
    if (!pinned.ok) {
      const stopped = stop("KEYS_CHANGED", pinned.why);
      return { ok: false, halt: { ...stopped.halt, ...(pinned.offered && { offered: pinned.offered }) } };
    }
    if (pinned.isFirst) await parts.store.savePins(pinned.pins);
    const sync = new WorkspaceSync(parts, workspaceId, opened, trustOf(pinned.pins, workspaceId));
    const followed = await sync.#follow(opened.head, signal);
    return followed.ok ? done(sync) : sync.#kept(followed.halt, "workspace", sync.trust.workspaceOrigin);
  }

  get head(): WorkspaceHead | undefined {
    return this.#head;
  }

  /** For the first record of a session, so that it cannot have been made up before. */
  get given(): { readonly nonce: string; readonly workspace_checkpoint?: string } {
    const { nonce } = this.opened;
    return { nonce, ...(this.#head && { workspace_checkpoint: this.#head.note }) };
  }

  /** Everything of the session that is there now. Answers the size that is countersigned. */
  async send(log: LogSource, signal: AbortSignal, onReceipt: OnReceipt): Promise<Result<number>> {
    const { store } = this.#parts;
    let last: BelievedReceipt | undefined;
    const { hasher, transport } = this.#parts;
    const { trust, workspaceId } = this;
    const sent = await sendSession({
      hasher,
      transport,
      trust,
      workspaceId,
      log,
      signal,
      onReceipt: async (receipt) => {
        // A claim like any other: what a receipt says of the log of the workspace, that log has to keep to. The one
        // before it, of fewer records of this session, goes: asking about each would double the questions.
        await store.addClaim(trust.workspaceOrigin, receipt.head.note);
        if (last) await store.settleClaims(trust.workspaceOrigin, [last.head.note], receipt.head.note);
        last = receipt;
        onReceipt(log.sid, receipt);
      },
    });
    if (!sent.ok && sent.halt.kind === "stopped")
      return this.#kept(sent.halt, "session", `${trust.host}/s/${log.sid}`);
    const settled = last && (await this.#settle(signal));
    if (settled?.ok === false) return this.#kept(settled.halt, "workspace", trust.workspaceOrigin);
    return sent;
  }

  /** The server's latest word, against all that it said before. */
  async #follow(note: string | undefined, signal: AbortSignal): Promise<Result<void>> {
    const read = note === undefined ? undefined : await this.#readHead(note);
    if (read?.ok === false) return stop("BAD_RECEIPT", read.why);
    const head = read?.value;
    const claims = await this.#claims();
    const largest = claims.reduce<WorkspaceHead | undefined>(
      (a, b) => (a && a.size >= b.size ? a : b),
      undefined,
    );
    if (largest && largest.size > (head?.size ?? 0)) return back(largest, head);
    if (head === undefined || head.size === 0) return done(undefined);
    await this.#parts.store.addClaim(this.trust.workspaceOrigin, head.note);
    this.#head = head;
    return claims.length === 0 ? done(undefined) : this.#settle(signal);
  }

  async #settle(signal: AbortSignal): Promise<Result<void>> {
    const { hasher, transport, store } = this.#parts;
    const claims = await this.#claims();
    if (claims.length === 0) return done(undefined);
    const history = await oneHistory({
      hasher,
      claims,
      prove: (from) => transport.proof(this.workspaceId, from, signal),
      readHead: (note) => this.#readHead(note),
    });
    if (!history.ok) return history;
    const newest = history.value;
    const settled = claims.map(({ note }) => note);
    await store.settleClaims(this.trust.workspaceOrigin, settled, newest.note);
    // Of the same checkpoint, the one that more have seen.
    if (this.#head?.size !== newest.size || newest.seenBy.length > 0) this.#head = newest;
    return done(undefined);
  }

  async #claims(): Promise<WorkspaceHead[]> {
    const notes = await this.#parts.store.claims(this.trust.workspaceOrigin);
    return notes.flatMap((note) => recallWorkspaceNote(note) ?? []).filter(({ size }) => size > 0);
  }

  #readHead(note: string): Promise<Read<WorkspaceHead>> {
    return readWorkspaceNote(note, this.trust, this.#witnesses());
  }

  /** As the server names them: who wants to rely on them has to know them from elsewhere. */
  #witnesses(): Verifier[] {
    return this.opened.witnesses.flatMap(({ vkey }) => {
      const read = parseVkey(vkey);
      return read.ok ? [verifierOf(read.value)] : [];
    });
  }

  /** Evidence outlives the page: the next visit must not find it gone. */
  async #kept(halt: Halt, of: "session" | "workspace", origin: string): Promise<{ ok: false; halt: Halt }> {
    if (halt.kind === "later") return { ok: false, halt };
    if (halt.evidence) {
      const { code, why, evidence } = halt;
      await this.#parts.store.keepEvidence({ origin, code, why, at: this.#parts.clock(), ...evidence });
    }
    return { ok: false, halt: { ...halt, of } };
  }
}
