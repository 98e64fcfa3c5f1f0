/** A mediator on a workbench: everything real but time, and a log that can be looked at and broken. */
import { loadWasmHasher } from "../../audit/hash";
import { type Entry, entrySchema } from "../../audit/record";
import { compile, type Engine, link, newMeters } from "../../policy";
import { load } from "../../spec";
import type { Answer, ApprovalRules, Question } from "../approval";
import type { Log, Payload } from "../log";
import { type Clock, Mediator } from "../mediator";

const hasher = await loadWasmHasher();

export class TestLog implements Log {
  readonly entries: Entry[] = [];
  durableSize = 0;
  /** Throws from the record with this number on. */
  fullAt = Number.POSITIVE_INFINITY;
  isLost = false;

  record(entry: Entry): number {
    if (this.entries.length >= this.fullAt) throw new Error("no room");
    // What the log would refuse must not pass here either.
    this.entries.push(entrySchema.parse(entry));
    return this.entries.length - 1;
  }

  async durable(): Promise<void> {
    if (this.isLost) throw new Error("the disk is gone");
    const size = this.entries.length;
    await Promise.resolve();
    this.durableSize = Math.max(this.durableSize, size);
  }

  get types(): string[] {
    return this.entries.map(({ type }) => type);
  }
}

export class TestClock implements Clock {
  time = 1_700_000_000_000;
  private readonly timers = new Set<{ at: number; then: () => void }>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.time + milliseconds, then };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  get waiting(): number {
    return this.timers.size;
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of this.timers) {
      if (timer.at > this.time) continue;
      this.timers.delete(timer);
      timer.then();
    }
  }
}

export interface Bench {
  readonly mediator: Mediator;
  readonly log: TestLog;
  readonly clock: TestClock;
  readonly payloads: Payload[];
  readonly questions: Question[];
}

export interface BenchOptions {
  readonly ask?: (question: Question, signal: AbortSignal) => Promise<Answer>;
  readonly approvals?: Partial<ApprovalRules>;
  readonly random?: (bytes: number) => Uint8Array;
  readonly log?: TestLog;
}

export function engineOf(toml: string): Engine {
  const { spec, source, diagnostics } = load(`[agent]\nname = "tested"\n${toml}`);
  if (spec === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return link(compile(spec, source));
}

export function bench(toml: string, options: BenchOptions = {}): Bench {
  const log = options.log ?? new TestLog();
  const clock = new TestClock();
  const payloads: Payload[] = [];
  const questions: Question[] = [];
  const { ask } = options;
  const mediator = new Mediator({
    engine: engineOf(toml),
    meters: newMeters(0),
    log,
    hasher,
    clock,
    random: options.random ?? ((bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
    payloads: { keep: (payload) => payloads.push(payload) },
    ...(ask && {
      approver: {
        ask(question: Question, signal: AbortSignal) {
          questions.push(question);
          return ask(question, signal);
        },
      },
    }),
    approvals: { timeoutMs: 60_000, secondPerson: false, ...options.approvals },
    actor: "author",
  });
  return { mediator, log, clock, payloads, questions };
}
