/** Being told of changes: by the host for `watch`, by looking again and again for `watchFile`. */
import { Buffer } from "../../buffer/buffer";
import { handle } from "../../core/entry";
import { abortError } from "../../core/errors";
import { ask } from "../../core/host";
import { hold } from "../../core/loop";
import { clearInterval, setInterval } from "../../globals/timers";
import { EventEmitter } from "../events";
import { type Stats, statsOf } from "./stats";
import { optionsOf, pathOf } from "./values";

interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void, options?: object): void;
}
type Listener = (...values: unknown[]) => void;
const watchers = new Map<number, FSWatcher>();

export class FSWatcher extends EventEmitter {
  #id: number | undefined;
  #release: (() => void) | undefined;
  readonly #encoding: unknown;

  constructor(path: string, recursive: boolean, isRef: boolean, encoding: unknown) {
    super();
    this.#encoding = encoding;
    this.#id = ask("fs.watch", [path, recursive]);
    watchers.set(this.#id, this);
    if (isRef) this.ref();
  }
  tell(type: string, name: string): void {
    this.emit("change", type, this.#encoding === "buffer" ? Buffer.from(name) : name);
  }
  close(): void {
    if (this.#id === undefined) return;
    watchers.delete(this.#id);
    ask("fs.unwatch", [this.#id]);
    this.#id = undefined;
    this.unref();
    this.emit("close");
  }
  ref(): this {
    if (this.#id !== undefined) this.#release ??= hold();
    return this;
  }
  unref(): this {
    this.#release?.();
    this.#release = undefined;
    return this;
  }
}

handle({
  watch: ({ id, type, name }) => watchers.get(id)?.tell(type, name),
});

export function watch(path: unknown, ...rest: unknown[]): FSWatcher {
  const listener = rest.find((each) => typeof each === "function") as Listener | undefined;
  const { recursive, persistent, encoding, signal } = optionsOf(rest[0]);
  const watcher = new FSWatcher(pathOf(path, "filename"), recursive === true, persistent !== false, encoding);
  if (listener) watcher.on("change", listener);
  const stop = signal as Signal | undefined;
  if (stop?.aborted) watcher.close();
  else stop?.addEventListener("abort", () => watcher.close(), { once: true });
  return watcher;
}

/** Changes as they come, until the signal says so. */
export async function* watchChanges(path: unknown, options: unknown): AsyncGenerator<object> {
  const { signal } = optionsOf(options) as { signal?: Signal };
  if (signal?.aborted) throw abortError(signal.reason);
  const watcher = watch(path, options);
  const seen: object[] = [];
  let wake = () => {};
  watcher.on("change", (eventType: unknown, filename: unknown) => {
    seen.push({ eventType, filename });
    wake();
  });
  signal?.addEventListener("abort", () => wake(), { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw abortError(signal.reason);
      const next = seen.shift();
      if (next !== undefined) yield next;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    watcher.close();
  }
}

const DEFAULT_INTERVAL_MS = 5007;
const polls = new Map<string, StatWatcher>();

export class StatWatcher extends EventEmitter {
  readonly #timer: { unref(): unknown };
  #last: Stats;
  constructor(path: string, interval: number, isRef: boolean) {
    super();
    this.#last = look(path);
    this.#timer = setInterval(() => {
      const now = look(path);
      if (now.mtimeMs === this.#last.mtimeMs && now.size === this.#last.size && now.ino === this.#last.ino)
        return;
      const before = this.#last;
      this.#last = now;
      this.emit("change", now, before);
    }, interval);
    if (!isRef) this.#timer.unref();
  }
  close(): void {
    clearInterval(this.#timer);
  }
}

/** What is not there has zeros, as in Node. */
function look(path: string): Stats {
  try {
    return statsOf(ask("fs.stat", [path]), false);
  } catch {
    const none = {
      dev: 0,
      ino: 0,
      mode: 0,
      nlink: 0,
      uid: 0,
      gid: 0,
      rdev: 0,
      size: 0,
      blksize: 0,
      blocks: 0,
    };
    return statsOf({ ...none, atimeNs: "0", mtimeNs: "0", ctimeNs: "0", birthtimeNs: "0" }, false);
  }
}

export function watchFile(path: unknown, ...rest: unknown[]): StatWatcher {
  const at = pathOf(path);
  const { interval, persistent } = optionsOf(rest[0]);
  const known =
    polls.get(at) ??
    new StatWatcher(at, typeof interval === "number" ? interval : DEFAULT_INTERVAL_MS, persistent !== false);
  polls.set(at, known);
  known.on("change", rest[rest.length - 1] as Listener);
  return known;
}

export function unwatchFile(path: unknown, listener?: Listener): void {
  const at = pathOf(path);
  const known = polls.get(at);
  if (!known) return;
  if (listener) known.off("change", listener);
  else known.removeAllListeners("change");
  if (known.listenerCount("change") > 0) return;
  known.close();
  polls.delete(at);
}
