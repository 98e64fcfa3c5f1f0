/**
 * The page's side of the desk, outside of React: sends the policy as it is typed and the run as it comes, and keeps what was
 * answered last. Whoever shows a part of it is told when something is new.
 */

import type { Changes } from "../policy-diff/changes";
import { HandOver, type Recording } from "./hand-over";
import type { FromDesk, PolicyView, Question, RuleView, Shrunk, ToDesk, Tried, WhatIfView } from "./messages";

/** The editor waits for a pause already; what changes twice at once is asked for once. */
const AFTER_MS = 40;
/** A policy that takes long to read waits for a longer pause, as long as the one before took; never longer than this. */
const MOST_AFTER_MS = 1_000;
/** The editor comes first. */
const FIRST_AFTER_MS = 300;

export interface DeskPort {
  postMessage(message: ToDesk, transfer: Transferable[]): void;
  onmessage: ((event: { readonly data: FromDesk }) => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
  terminate(): void;
}

export interface AnswerTo {
  readonly try: Tried;
  readonly shrink: Shrunk;
  readonly compare: Changes;
}
/** Of which text it is said. */
export interface Of<View> {
  readonly text: string;
  readonly view: View;
}

export class DeskStore {
  readonly #start: () => DeskPort;
  readonly #listeners = new Set<() => void>();
  readonly #texts = new Map<number, string>();
  readonly #waiting = new Map<number, (answer: never) => void>();
  #port: DeskPort | undefined;
  #handOver: HandOver | undefined;
  #run: Recording | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed = "";
  /** How long the worker read at the last policy. */
  #milliseconds = 0;
  #sent = 0;
  #ids = 0;
  version = 0;
  /** Why nothing is said any more. */
  failure: string | undefined;
  policy: Of<PolicyView> | undefined;
  /** The last one that could be worked out: of a text without mistakes, or null. */
  whatIf: Of<WhatIfView | null> | undefined;
  /** What the run that is over did not use; undefined as long as that is not known. */
  unused: Of<readonly RuleView[]> | undefined;

  constructor(start: () => DeskPort) {
    this.#start = start;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins to work; answers how to stop it. */
  open(run: Recording): () => void {
    this.#run = run;
    this.#handOver = this.#newHandOver(run);
    const unsubscribe = run.subscribe(() => this.#follow());
    return () => {
      unsubscribe();
      this.#handOver?.close();
      clearTimeout(this.#timer);
      this.#port?.terminate();
      this.#port = undefined;
    };
  }

  setPolicy(text: string): void {
    this.#typed = text;
    clearTimeout(this.#timer);
    // Whoever goes on typing would share the processor with an answer that they do not wait for.
    const after = Math.max(AFTER_MS, Math.min(this.#milliseconds, MOST_AFTER_MS));
    this.#timer = setTimeout(() => this.#sendPolicy(), this.policy ? after : FIRST_AFTER_MS);
  }

  /** Undefined where a newer question of the same kind took its place, or where nobody answers any more. */
  ask<Kind extends Question["kind"]>(
    question: Extract<Question, { kind: Kind }>,
  ): Promise<AnswerTo[Kind] | undefined> {
    if (this.failure !== undefined) return Promise.resolve(undefined);
    const id = ++this.#ids;
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => resolve(answer ?? undefined));
      this.#post({ kind: "ask", id, question });
    });
  }

  /** With a new worker, after a fault. */
  retry(): void {
    this.#port?.terminate();
    this.#port = undefined;
    this.failure = undefined;
    this.#handOver?.close();
    this.#sendPolicy();
    if (this.#run) this.#handOver = this.#newHandOver(this.#run);
    this.#handOver?.look();
    this.#changed();
  }

  #newHandOver(run: Recording): HandOver {
    return new HandOver(run, (message, transfer) => this.#post(message, transfer));
  }

  #follow(): void {
    const before = this.#handOver?.number;
    this.#handOver?.look();
    if (this.#handOver?.number === before) return;
    this.whatIf = this.unused = undefined;
    this.#changed();
  }

  #sendPolicy(): void {
    const version = ++this.#sent;
    this.#texts.set(version, this.#typed);
    this.#post({ kind: "policy", version, text: this.#typed });
  }

  #post(message: ToDesk, transfer: Transferable[] = []): void {
    if (this.failure !== undefined) return;
    this.#port ??= this.#open();
    this.#port.postMessage(message, transfer);
  }

  #open(): DeskPort {
    const port = this.#start();
    port.onmessage = ({ data }) => this.#take(data);
    port.onerror = (event) => {
      event.preventDefault?.();
      this.#fail(event.message || "It could not be loaded.");
    };
    return port;
  }

  #fail(why: string): void {
    this.failure = why;
    for (const resolve of this.#waiting.values()) resolve(undefined as never);
    this.#waiting.clear();
    this.#changed();
  }

  #take(message: FromDesk): void {
    if (message.kind === "answer") {
      this.#waiting.get(message.id)?.(message.answer as never);
      this.#waiting.delete(message.id);
      return;
    }
    if (message.kind === "broken") {
      this.#fail(message.why);
      return;
    }
    const text = this.#texts.get(message.version);
    if (text === undefined) return;
    if (message.kind === "policy") {
      for (const version of this.#texts.keys()) if (version < message.version) this.#texts.delete(version);
      this.policy = { text, view: message.view };
      this.#milliseconds = message.milliseconds;
    } else if (message.run !== this.#handOver?.number) return;
    else if (message.kind === "what-if") this.whatIf = { text, view: message.view };
    else this.unused = { text, view: message.rules };
    this.#changed();
  }

  #changed(): void {
    this.version++;
    for (const listener of this.#listeners) listener();
  }
}
