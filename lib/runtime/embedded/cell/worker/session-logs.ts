/** The logs of a session in a worker: its own, and those of the agents that its agents started, as the page names them. */
import { Chain } from "../../../../audit/chain";
import type { Hasher } from "../../../../audit/hash";
import type { LoanPosition } from "../../../../audit/recorder";
import { CompactRange } from "../../../../audit/tree/compact-range";
import type { Around, Post } from "./around";
import { CellLog, type RoomyLog, type Send } from "./cell-log";
import type { OpenLog } from "./children";
import type { Tick } from "./tick";

/** What a session needs of its logs. */
export interface Logs {
  readonly own: RoomyLog;
  /** Of a child; the page tells it by its agent what is stored, until it is closed. */
  open(at: LoanPosition, agent: number): OpenLog;
  of(agent: number | undefined): Pick<CellLog, "acknowledge" | "lose"> | undefined;
}

export class SessionLogs implements Logs {
  readonly own: CellLog;
  readonly #before: () => void;
  readonly #tick: Tick;
  readonly #post: Post;
  readonly #hasher: Hasher;
  readonly #now: () => number;
  readonly #children = new Map<number, CellLog>();

  /** `before`: what goes out ahead of records. */
  constructor(
    post: Post,
    { hasher, tick }: Pick<Around, "hasher" | "tick">,
    now: () => number,
    at: LoanPosition,
    before = () => {},
  ) {
    this.#post = post;
    this.#hasher = hasher;
    this.#tick = tick;
    this.#now = now;
    this.#before = before;
    this.own = this.#logFrom(at);
  }

  open(at: LoanPosition, agent: number): OpenLog {
    const log = this.#logFrom(at, agent);
    this.#children.set(agent, log);
    return { log, close: () => void this.#children.delete(agent) };
  }

  of(agent: number | undefined): CellLog | undefined {
    return agent === undefined ? this.own : this.#children.get(agent);
  }

  #logFrom({ sid, size, link: last, nodes }: LoanPosition, agent?: number): CellLog {
    const range = CompactRange.from(this.#hasher, size, nodes);
    const chain = new Chain(this.#hasher, sid, { size, link: last, range });
    const send: Send = (first, lines, isAwaited) => {
      this.#before();
      const records = { kind: "records", first, lines, isAwaited } as const;
      this.#post(agent === undefined ? records : { ...records, agent }, [lines.buffer]);
    };
    return new CellLog(chain, this.#now, send, () => performance.now(), this.#tick);
  }
}
