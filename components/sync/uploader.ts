/**
 * Sends what this browser holds, round after round, in the one tab that has the lock for it. What fails for a while is
 * tried again, later each time; what is stopped waits for a person.
 */
import type { Hasher } from "@/lib/audit/hash";
import { JournalFault } from "@/lib/audit/recorder";
import { Backoff } from "@/lib/audit/sync/backoff";
import type { Halt } from "@/lib/audit/sync/outcome";
import type { WorkspaceFacts } from "@/lib/audit/sync/states";
import type { SyncStore } from "@/lib/audit/sync/store";
import type { Transport } from "@/lib/audit/sync/transport";
import { WorkspaceSync } from "@/lib/audit/sync/workspace-sync";
import { destroySentKeys, openOutbox } from "@/lib/runtime/embedded/journal/outbox";
import { type HeldSession, HeldSessions, statesOf } from "./held-sessions";
import type { SyncEvent } from "./view";
import { Waker } from "./waker";

/** Records that come one after the other share a batch: each batch is a leaf in the log of the workspace. */
const GATHER_MS = 300;
/** While a session is open, in case that its tab dies without a word. */
const LOOK_AGAIN_MS = 15_000;
/** The server's word about its keys, its witnesses and its log is asked for anew after that. */
const OPENED_FOR_MS = 5 * 60_000;

export interface UploaderParts {
  readonly hasher: Hasher;
  readonly transport: Transport;
  readonly store: SyncStore;
  readonly tell: (event: SyncEvent) => void;
  readonly signal: AbortSignal;
}

export class Uploader {
  readonly #parts: UploaderParts;
  readonly #held = new HeldSessions();
  readonly #waker = new Waker();
  readonly #backoff = new Backoff(Math.random);
  readonly #open = new Map<string, { readonly sync: WorkspaceSync; readonly at: number }>();
  /** Workspaces and sessions that wait for a person. */
  readonly #stopped = new Set<string>();
  /** Workspaces to look at although there is nothing to send. */
  readonly #watched: Set<string>;
  readonly #facts = new Map<string, WorkspaceFacts>();

  constructor(parts: UploaderParts, watched: readonly string[]) {
    this.#parts = parts;
    this.#watched = new Set(watched);
  }

  wake(): void {
    this.#waker.wake();
  }

  /** Also what was stopped, for a person wants it so, and may have put something right. */
  retry(): void {
    for (const about of this.#stopped) this.#parts.tell({ kind: "mended", about });
    this.#stopped.clear();
    this.#open.clear();
    this.#backoff.reset();
    this.#waker.wake();
  }

  watch(workspaceId: string): void {
    this.#watched.add(workspaceId);
    this.#waker.wake();
  }

  /** Until the signal aborts; rejects with its reason. */
  async run(): Promise<never> {
    const { signal } = this.#parts;
    for (;;) {
      const waitMs = await this.#tryRound();
      await this.#waker.sleep(waitMs ?? LOOK_AGAIN_MS, GATHER_MS, signal);
    }
  }

  async #tryRound(): Promise<number | undefined> {
    const { signal, tell } = this.#parts;
    try {
      for (const { sid, why } of await this.#held.closeDead(signal))
        this.#stop(sid, { kind: "stopped", code: "DAMAGED", why });
      return await this.#round();
    } catch (error) {
      signal.throwIfAborted();
      // The database is full or was taken away. What the server has by then is asked for again when there is room.
      if (!(error instanceof JournalFault)) throw error;
      tell({ kind: "phase", phase: { kind: "waiting", why: error.message } });
      return this.#backoff.next();
    }
  }

  /** Answers how long to wait, where something failed for a while. */
  async #round(): Promise<number | undefined> {
    const { tell } = this.#parts;
    const groups = new Map<string, HeldSession[]>();
    for (const held of await this.#publish()) {
      const workspaceId = held.opening?.workspaceId;
      if (workspaceId !== undefined && this.#isToSend(held))
        groups.set(workspaceId, [...(groups.get(workspaceId) ?? []), held]);
    }
    const watched = [...this.#watched].filter((id) => this.#fresh(id) === undefined);
    let late: string | undefined;
    for (const workspaceId of new Set([...groups.keys(), ...watched])) {
      if (this.#stopped.has(workspaceId)) continue;
      tell({ kind: "phase", phase: { kind: "sending" } });
      const halt = await this.#sendAll(workspaceId, groups.get(workspaceId) ?? []);
      if (halt?.kind === "later") late = halt.why;
    }
    if (late !== undefined) {
      // Only said, never gone by: without a network there may still be a server, on this machine.
      tell({ kind: "phase", phase: navigator.onLine ? { kind: "waiting", why: late } : { kind: "offline" } });
      return this.#backoff.next();
    }
    this.#backoff.reset();
    await this.#tidy();
    await this.#publish();
    tell({ kind: "phase", phase: { kind: "resting" } });
    return undefined;
  }

  async #sendAll(workspaceId: string, sessions: readonly HeldSession[]): Promise<Halt | undefined> {
    const { signal, tell } = this.#parts;
    const sync = await this.#openWorkspace(workspaceId);
    if (!(sync instanceof WorkspaceSync)) return this.#halted(workspaceId, sync);
    for (const { row } of sessions) {
      const outbox = await openOutbox(row.sid);
      const sent = await sync
        .send(outbox, signal, (sid, { size, time, head }) =>
          tell({ kind: "countersigned", sid, size, time, anchored: head.size }),
        )
        .finally(() => outbox.close());
      this.#note(sync);
      if (sent.ok) continue;
      // The session is at fault, or all of the workspace: what contradicts the log of that concerns everything in it.
      const isOfWorkspace = sent.halt.kind === "stopped" && sent.halt.of === "workspace";
      const halt = this.#halted(isOfWorkspace ? workspaceId : row.sid, sent.halt);
      if (halt.kind === "later" || isOfWorkspace) return halt;
    }
    return undefined;
  }

  async #openWorkspace(workspaceId: string): Promise<WorkspaceSync | Halt> {
    const known = this.#fresh(workspaceId);
    if (known) return known;
    const { hasher, transport, store, signal } = this.#parts;
    const opened = await WorkspaceSync.open(
      { hasher, transport, store, clock: Date.now },
      workspaceId,
      signal,
    );
    if (!opened.ok) return opened.halt;
    this.#open.set(workspaceId, { sync: opened.value, at: performance.now() });
    this.#note(opened.value);
    return opened.value;
  }

  #fresh(workspaceId: string): WorkspaceSync | undefined {
    const known = this.#open.get(workspaceId);
    return known && performance.now() - known.at < OPENED_FOR_MS ? known.sync : undefined;
  }

  #halted(about: string, halt: Halt): Halt {
    // Whatever the server does next, it has to show its log anew.
    this.#open.clear();
    if (halt.kind === "stopped") this.#stop(about, halt);
    return halt;
  }

  #stop(about: string, { code, why, offered }: Extract<Halt, { kind: "stopped" }>): void {
    this.#stopped.add(about);
    this.#parts.tell({ kind: "stopped", trouble: { about, code, why, ...(offered && { offered }) } });
  }

  #note({ workspaceId, head, opened }: WorkspaceSync): void {
    if (head === undefined) return;
    this.#facts.set(workspaceId, {
      size: head.size,
      seen: head.seenBy.length,
      witnesses: opened.witnesses.length,
    });
  }

  #isToSend({ row }: HeldSession): boolean {
    return row.size > row.state.ackedSize && !this.#stopped.has(row.sid);
  }

  async #publish(): Promise<HeldSession[]> {
    const held = await this.#held.list();
    const sessions = held.map((one) => statesOf(one, this.#facts.get(one.opening?.workspaceId ?? "")));
    this.#parts.tell({ kind: "sessions", sessions });
    return held;
  }

  async #tidy(): Promise<void> {
    await destroySentKeys();
    const evidence = await this.#parts.store.evidence();
    const about = evidence.flatMap(({ origin }) => origin.split("/s/")[1] ?? []);
    await this.#held.clear(new Set(about), Date.now());
  }
}
