/**
 * Signals to a run. The first stops the agent, and the log is closed as it should be; a second one does not wait for
 * that, and leaves the log to the next run.
 */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** As shells say it: 130 for the first of them. */
const SIGNALLED = 128;
const SIGPIPE = 13;

export class Ending {
  readonly #controller = new AbortController();
  readonly #tell: (sentence: string) => void;
  readonly #handlers: (readonly [NodeJS.Signals, () => void])[];
  /** What the run exits with because of it. */
  code: number | undefined;

  constructor(tell: (sentence: string) => void) {
    this.#tell = tell;
    this.#handlers = SIGNALS.map((name) => [name, () => this.#take(name)]);
    for (const [name, handler] of this.#handlers) process.on(name, handler);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Nobody reads what the agent prints any more: it ends as a program in a pipe does. */
  readerWentAway(): void {
    this.#end(SIGNALLED + SIGPIPE);
  }

  dispose(): void {
    for (const [name, handler] of this.#handlers) process.off(name, handler);
  }

  #take(name: (typeof SIGNALS)[number]): void {
    const code = SIGNALLED + constants.signals[name];
    if (this.code !== undefined) {
      this.#tell("stopped without waiting; the next run in this workspace closes the log.");
      process.exit(code);
    }
    this.#tell(`${name}: stopping the agent and closing the log. Once more to not wait for that.`);
    this.#end(code);
  }

  #end(code: number): void {
    this.code ??= code;
    this.#controller.abort();
  }
}
