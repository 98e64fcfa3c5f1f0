/**
 * The guest's event loop. The host enters with one message at a time; each entry runs at most one callback, so that its
 * ticks and promises are done before the next one begins, as in Node. `again` asks the host for another turn.
 *
 * Phases of a turn, in Node's order: timers that are due, what input and output has to tell, immediates.
 */
import { ask, openPromises } from "./host";
import { dateNow, max } from "./intrinsics";
import { List } from "./list";

export type Callback = (...values: never[]) => unknown;
export interface Task {
  readonly run: () => unknown;
  /** Whether the guest stays alive for it. */
  isRef: boolean;
  isGone?: boolean;
}
export interface Timer {
  due: number;
  delay: number;
  order: number;
  isRef: boolean;
  /** Whether it waits in the list. */
  isSet: boolean;
  readonly run: () => unknown;
}

const ticks = new List<() => unknown>();
const polled = new List<Task>();
const immediates = new List<Task>();
/** Ordered by time, then by when they were set. */
const timers: Timer[] = [];
let batch = new List<Task>();
let lastOrder = 0;
let alarm: number | null = null;
/** Never behind the last alarm: an alarm is proof that its time has come. */
let reached = 0;
let holds = 0;
let failed: (error: unknown) => void = () => {};

export function onFailure(handle: (error: unknown) => void): void {
  failed = handle;
}

/** Something outside of the loop keeps the guest alive: a watcher, standard input. Answers with how to let go. */
export function hold(): () => void {
  holds++;
  let isHeld = true;
  return () => {
    if (isHeld) holds--;
    isHeld = false;
  };
}

/** What goes along with a callback from where it is given to where it runs. */
let carry = (run: () => unknown): (() => unknown) => run;
export function setCarrier(carrier: (run: () => unknown) => () => unknown): void {
  carry = carrier;
}

export function carried(run: () => unknown): () => unknown {
  return carry(run);
}

export function addTick(run: () => unknown): void {
  ticks.push(carry(run));
}
export function addPolled(run: () => unknown): Task {
  const task: Task = { run: carry(run), isRef: true };
  polled.push(task);
  return task;
}
export function addImmediate(run: () => unknown): Task {
  const task: Task = { run: carry(run), isRef: true };
  immediates.push(task);
  return task;
}

export function loopTime(): number {
  return max(dateNow(), reached);
}

export function setTimer(timer: Timer): void {
  timer.order = ++lastOrder;
  timer.due = loopTime() + timer.delay;
  timer.isSet = true;
  let at = timers.length;
  while (at > 0 && isAfter(timers[at - 1] as Timer, timer)) {
    timers[at] = timers[at - 1] as Timer;
    at--;
  }
  timers[at] = timer;
}

function isAfter(one: Timer, other: Timer): boolean {
  return one.due > other.due || (one.due === other.due && one.order > other.order);
}

export function clearTimer(timer: Timer): void {
  if (!timer.isSet) return;
  timer.isSet = false;
  let to = 0;
  for (let from = 0; from < timers.length; from++) {
    const each = timers[from] as Timer;
    if (each !== timer) timers[to++] = each;
  }
  timers.length = to;
}

/** What a callback throws is the process's business. */
export function attempt(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    failed(error);
  }
}

/** Runs one callback, and the ticks that it leaves. */
export function guarded(run: () => unknown): void {
  attempt(run);
  runTicks();
}

export function runTicks(): boolean {
  let hasRun = false;
  for (let tick = ticks.shift(); tick !== undefined; tick = ticks.shift()) {
    hasRun = true;
    attempt(tick);
  }
  return hasRun;
}

export function hasTicks(): boolean {
  return ticks.length > 0;
}

/** An alarm went off: what was to be due by then is. */
export function alarmed(): void {
  if (alarm !== null) reached = max(reached, alarm);
  alarm = null;
}

/** One step of the loop. Answers whether anything was done. */
export function step(): boolean {
  if (runTicks()) return true;
  for (let task = batch.shift(); task !== undefined; task = batch.shift()) {
    if (task.isGone) continue;
    guarded(task.run);
    return true;
  }
  const timer = timers[0];
  if (timer !== undefined && timer.due <= loopTime()) {
    clearTimer(timer);
    guarded(timer.run);
    return true;
  }
  const answer = polled.shift();
  if (answer !== undefined) {
    if (!answer.isGone) guarded(answer.run);
    return true;
  }
  if (immediates.length === 0) return false;
  // Those that are set while these run belong to the next round.
  batch = immediates.takeAll();
  return true;
}

/** Asks the host for the next alarm, where it changed. */
export function setAlarm(): void {
  const timer = timers[0];
  const due = timer === undefined ? null : timer.due;
  if (due === alarm) return;
  alarm = due;
  ask("timer.set", [due === null ? null : max(1, due - loopTime())]);
}

export function isAlive(): boolean {
  if (holds > 0 || openPromises() > 0 || ticks.length > 0) return true;
  for (let at = 0; at < timers.length; at++) if ((timers[at] as Timer).isRef) return true;
  return hasRef(polled) || hasRef(immediates) || hasRef(batch);
}

function hasRef(tasks: List<Task>): boolean {
  return tasks.some((task) => task.isRef && task.isGone !== true);
}
