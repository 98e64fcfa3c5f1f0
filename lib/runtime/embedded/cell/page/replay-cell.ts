/**
 * A cell that makes a recorded run again. It has no log and no way out: whatever it asks the page to do for it, no replay asks, and
 * it is ended for that. What it says came of the run is shown and believed for nothing.
 */
import type { ReplayOrder } from "../../../driver";
import type { Replayed } from "../../../replay/replaying";
import type { FromCell, ToCell } from "../protocol";
import { readMessage } from "../read-message";
import { discard } from "./boot";
import { CellFault } from "./fault";
import { FloodGauge } from "./flood";
import type { Frame } from "./frame";
import { pending } from "./pending";
import { type ReadReplay, type ReplayMessage, type ReplaySurroundings, readReplay } from "./read-replay";
import { Requests } from "./requests";
import type { SpareWorker } from "./spare";
import { Watchdog } from "./watchdog";

/** Rejects with a CellFault, with a sentence for a person; then nothing is left of it. */
export async function replayInCell(
  order: ReplayOrder & Pick<ReplayMessage, "until">,
  around: ReplaySurroundings,
  workers: SpareWorker,
): Promise<Replayed> {
  const read = readReplay(order, around);
  const frame = await workers.take(around.parts);
  const cell = new ReplayCell(frame, read, order);
  const end = () => cell.fail(new CellFault("gone", "The replay was stopped."));
  order.signal?.addEventListener("abort", end);
  if (order.signal?.aborted) end();
  try {
    return await cell.run();
  } finally {
    order.signal?.removeEventListener("abort", end);
    cell.close();
  }
}

class ReplayCell {
  readonly #frame: Frame;
  readonly #read: ReadReplay;
  readonly #order: ReplayOrder;
  readonly #flood = new FloodGauge(() => performance.now());
  readonly #requests = new Requests((message) => this.#post(message));
  readonly #watchdog: Watchdog;
  readonly #replayed = pending<Replayed>();

  constructor(frame: Frame, read: ReadReplay, order: ReplayOrder) {
    this.#frame = frame;
    this.#read = read;
    this.#order = order;
    this.#watchdog = new Watchdog(read.message.settings.limits, {
      ping: () => this.#post({ kind: "ping" }),
      kill: () => this.fail(new CellFault("late", "The replay did not come to an end, and was ended.")),
    });
    frame.port.onmessage = ({ data }) => this.#take(data);
  }

  async run(): Promise<Replayed> {
    const { message, start } = this.#read;
    const { folder: path, tree } = this.#order;
    this.#watchdog.start();
    this.#post(message);
    const mounted = this.#requests.ask((id) => ({ kind: "mount", id, path, tree, options: {} }));
    // Whatever ends it ends the waiting for that as well.
    await Promise.race([mounted, this.#replayed.promise]);
    this.#post({ kind: "start", ...start });
    return this.#replayed.promise;
  }

  fail(why: CellFault): void {
    this.#replayed.reject(why);
    this.close();
  }

  close(): void {
    this.#watchdog.end();
    this.#requests.reject(new CellFault("gone"));
    discard(this.#frame);
  }

  #post(message: ToCell): void {
    this.#frame.port.postMessage(message);
  }

  #take(data: unknown): void {
    this.#watchdog.seen();
    const message = this.#flood.count() ? readMessage(data) : undefined;
    if (!message || !this.#act(message)) this.fail(new CellFault("protocol"));
  }

  /** False for what no replay says. */
  #act(message: FromCell): boolean {
    switch (message.kind) {
      case "pong":
        return this.#watchdog.answered();
      case "done":
        return this.#requests.done(message);
      case "output":
        this.#order.output?.(message);
        return true;
      case "replayed":
        this.#replayed.resolve(message.replayed);
        return true;
      case "failed":
        // Without its recording there is no session.
        this.fail(new CellFault(message.what === "host" ? "recording" : message.what));
        return true;
      // Of a run that goes as the other did: nobody types, and nobody keeps its files.
      case "stdin":
      case "changed":
      case "end":
        return true;
      default:
        return false;
    }
  }
}
