/** What keys cost the page, from a trace of the browser: all that its main thread does from one key to the next. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of which the thread had a processor. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

export interface KeyCosts {
  /** Everything between a key and the next: also what is put off until the typing pauses. */
  readonly all: readonly number[];
  /** Until the task that took the key has ended and the frame after it is made: what a person waits for. */
  readonly shown: readonly number[];
  /** Of `shown`, without what it waited for a processor that others had: what the page could do less of. */
  readonly computed: readonly number[];
}

/** In milliseconds, one a key. The last key has no next one, and is left out. */
export function keyCosts(events: readonly TraceEvent[]): KeyCosts {
  const keys = events.filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === "keydown");
  const [first] = keys;
  if (first === undefined) throw new Error("the trace has no key in it");
  const own = ({ pid, tid }: TraceEvent) => pid === first.pid && tid === first.tid;
  const tasks = events
    .filter((event) => event.name === "RunTask" && event.ph === "X" && own(event))
    .sort((a, b) => a.ts - b.ts);
  const frames = events.filter((event) => event.name === "Commit" && own(event)).map(({ ts }) => ts);
  const starts = keys.filter(own).map(({ ts }) => ts);
  const all: number[] = [];
  const shown: number[] = [];
  const computed: number[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    const [from, to] = [starts[i] as number, starts[i + 1] as number];
    // The task that dispatches a key began before it did.
    const inside = tasks.filter(({ ts, dur = 0 }) => ts + dur > from && ts + dur <= to);
    const frame = frames.find((ts) => ts >= from && ts < to) ?? to;
    const until = inside.filter(({ ts }) => ts <= frame);
    all.push(sum(inside.map(({ dur = 0 }) => dur)));
    shown.push(sum(until.map(({ dur = 0 }) => dur)));
    computed.push(sum(until.map(({ dur = 0, tdur = dur }) => tdur)));
  }
  return { all, shown, computed };
}

const sum = (microseconds: readonly number[]) =>
  microseconds.reduce((total, each) => total + each, 0) / 1_000;
