/**
 * The log as the worker has it: it numbers and links by itself, at once, and sends what it made to the page, which has
 * the key and the storage. Nothing here can sign.
 *
 * Guarantees: records go out in order, before anything that is sent after them, and while a guest runs without a pause
 * as well; `durable` resolves when the page has said that they are stored; what is not stored yet is bounded, and
 * beyond the bound nothing is recorded and so nothing is done.
 */
import type { Chain } from "../../../../audit/chain";
import type { Entry } from "../../../../audit/record";
import { JournalFault } from "../../../../audit/recorder/journal";
import { joinLines } from "../../../../audit/recorder/lines";
import { type Clock, timestamps } from "../../../../audit/recorder/timestamps";
import type { Log } from "../../../../mediator/log";
import type { Tick } from "./tick";

/** The page stores within 25 ms of what it gets; the design promises 50 in all. */
const SEND_WITHIN_MS = 20;
/** One message stays about as large: a page reads it in a millisecond or two. */
const SEND_AT_BYTES = 64 * 1024;
/** Where somebody waits: the page is to check some while the next are made. */
const SEND_AWAITED_AT_BYTES = 16 * 1024;
/** From here on whoever can wait should; from there on nothing is taken. */
const SOFT_LIMIT_BYTES = 2 * 1024 * 1024;
const HARD_LIMIT_BYTES = 16 * 1024 * 1024;

interface Waiter {
  readonly isDone: () => boolean;
  resolve(): void;
  reject(fault: JournalFault): void;
}

export type Send = (first: number, lines: Uint8Array<ArrayBuffer>, isAwaited: boolean) => void;

/** A log that lets whoever can wait know when to. */
export interface RoomyLog extends Log {
  readonly hasRoom: boolean;
  /** Resolves when there is room again. */
  drained(): Promise<void>;
  /** Sends what is there: before anything goes out that a record explains. */
  flush(): void;
  /** Sends what has waited for its time: asked while a guest runs, which lets no timer run. */
  look(): void;
}

export class CellLog implements RoomyLog {
  readonly #chain: Chain;
  readonly #elapsed: Clock;
  readonly #now: () => string;
  readonly #send: Send;
  readonly #tick: Tick;
  #records: Uint8Array[] = [];
  #bytes = 0;
  #since = 0;
  #timer: unknown;
  #isDue = false;
  /** What was sent and is not stored yet: up to which number, and how much. */
  #flying: { readonly size: number; readonly bytes: number }[] = [];
  #flyingBytes = 0;
  #durable: number;
  #waiters: Waiter[] = [];
  #fault: JournalFault | undefined;

  /** `elapsed`: how long records have waited is nobody else's business, and no reading of the session's clock. */
  constructor(chain: Chain, clock: Clock, send: Send, elapsed: Clock = clock, tick: Tick = queueMicrotask) {
    this.#chain = chain;
    this.#elapsed = elapsed;
    this.#now = timestamps(clock);
    this.#send = send;
    this.#tick = tick;
    this.#durable = chain.size;
  }

  record({ type, data }: Entry): number {
    if (this.#fault) throw this.#fault;
    if (this.#bytes + this.#flyingBytes >= HARD_LIMIT_BYTES) throw new JournalFault("full");
    const { bytes, seq } = this.#chain.append({ type, data, ts: this.#now() } as Entry & { ts: string });
    const now = this.#elapsed();
    if (this.#records.length === 0) this.#since = now;
    this.#records.push(bytes);
    this.#bytes += bytes.length;
    // A guest that never pauses lets no timer run: the time is looked at here as well.
    const most = this.#isDue ? SEND_AWAITED_AT_BYTES : SEND_AT_BYTES;
    if (this.#bytes >= most || now - this.#since >= SEND_WITHIN_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), SEND_WITHIN_MS);
    return seq;
  }

  /**
   * Resolves when everything recorded so far is stored. A lone caller's records go at once; while the page is storing others, callers of
   * one task share a message: between two processes a message costs more than what is in it.
   */
  durable(): Promise<void> {
    const { size } = this.#chain;
    if (!this.#isDue) {
      this.#isDue = true;
      const soon = this.#flying.length > 0 ? this.#tick : queueMicrotask;
      soon(() => this.flush());
    }
    return this.#until(() => this.#durable >= size);
  }

  /** How many records there are. */
  get size(): number {
    return this.#chain.size;
  }

  get hasRoom(): boolean {
    return this.#bytes + this.#flyingBytes <= SOFT_LIMIT_BYTES;
  }

  drained(): Promise<void> {
    this.flush();
    return this.#until(() => this.hasRoom);
  }

  flush(): void {
    this.#isDue = false;
    clearTimeout(this.#timer as number);
    this.#timer = undefined;
    if (this.#records.length === 0) return;
    const lines = joinLines(this.#records);
    const { size } = this.#chain;
    this.#flying.push({ size, bytes: this.#bytes });
    this.#flyingBytes += this.#bytes;
    const first = size - this.#records.length;
    this.#records = [];
    this.#bytes = 0;
    this.#send(first, lines, this.#waiters.length > 0);
  }

  look(): void {
    if (this.#records.length > 0 && this.#elapsed() - this.#since >= SEND_WITHIN_MS) this.flush();
  }

  /** The page has stored so many. */
  acknowledge(size: number): void {
    this.#durable = Math.max(this.#durable, size);
    while (this.#flying[0] && this.#flying[0].size <= this.#durable) {
      this.#flyingBytes -= this.#flying[0].bytes;
      this.#flying.shift();
    }
    this.#wake();
  }

  /** The page can store nothing any more: from now on everything is refused. */
  lose(): void {
    this.#fault = new JournalFault("failed");
    this.#wake();
  }

  #until(isDone: () => boolean): Promise<void> {
    if (this.#fault) return Promise.reject(this.#fault);
    if (isDone()) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiters.push({ isDone, resolve, reject }));
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      if (this.#fault) waiter.reject(this.#fault);
      else if (waiter.isDone()) waiter.resolve();
      else this.#waiters.push(waiter);
    }
  }
}
