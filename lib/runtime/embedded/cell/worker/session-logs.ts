/** The logs of a session in a worker: its own, and those of the agents that its agents started, as the page names them. */
import { Chain } from "../../../../audit/chain";
import type { Hasher } from "../../../../audit/hash";
import type { LoanPosition } from "../../../../audit/recorder";
import { CompactRange } from "../../../../audit/tree/compact-range";
import type { Post } from "./around";
import { CellLog } from "./cell-log";
import type { OpenLog } from "./children";

export class SessionLogs {
  readonly own: CellLog;
  readonly #post: Post;
  readonly #hasher: Hasher;
  readonly #now: () => number;
  readonly #children = new Map<number, CellLog>();

  constructor(post: Post, hasher: Hasher, now: () => number, at: LoanPosition) {
    this.#post = post;
    this.#hasher = hasher;
    this.#now = now;
    this.own = this.#logFrom(at);
  }

  /** Of a child; the page tells it by its agent what is stored, until it is closed. */
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
    return new CellLog(chain, this.#now, (first, lines, isAwaited) => {
      const records = { kind: "records", first, lines, isAwaited } as const;
      this.#post(agent === undefined ? records : { ...records, agent }, [lines.buffer]);
    });
  }
}
