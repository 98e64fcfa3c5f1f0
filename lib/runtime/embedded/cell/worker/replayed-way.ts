/** A session that is made again out of its recording. Nothing of it reaches the page but its output and what came of it. */
import { fromHex } from "../../../../audit/bytes";
import type { Log } from "../../../../mediator/log";
import type { Mediator, MediatorParts } from "../../../../mediator/mediator";
import { link } from "../../../../policy";
import type { RunChild } from "../../../agents/agent-calls";
import { courseLog } from "../../../replay/outside";
import type { ReplayCourse } from "../../../replay/replay-course";
import { type Replayed, Replaying } from "../../../replay/replaying";
import type { Tape } from "../../../replay/tape";
import type { Looking } from "../../../replay/whereabouts";
import type { Around as AroundAction } from "../../../session/hooked-mediator";
import type { SandboxEnd } from "../../sandbox/sandbox";
import type { ReplayOrder } from "../protocol";
import type { Around, Post } from "./around";
import type { RoomyLog } from "./cell-log";
import { readyShell } from "./ready-shell";
import type { Logs } from "./session-logs";
import type { Begins, Ready, StartedAgent, Way } from "./way";

export interface ReplayedParts {
  readonly post: Post;
  readonly around: Pick<Around, "hasher" | "tick" | "shell">;
  readonly order: ReplayOrder;
  readonly tape: Tape;
  readonly lines: readonly Uint8Array[];
  /** Of the agent's own code. */
  readonly folder: string;
}

const STOPPED: SandboxEnd = { reason: "stopped", code: 130 };

export class ReplayedWay implements Way {
  readonly hasTurns = true;
  readonly isQuiet = false;
  readonly #parts: ReplayedParts;
  readonly #replaying: Replaying;

  constructor(parts: ReplayedParts) {
    const { around, order, tape, lines, folder } = parts;
    const { opening, second, until } = order;
    this.#parts = parts;
    this.#replaying = new Replaying({
      tape,
      lines,
      opening,
      folder,
      hasher: around.hasher,
      tick: around.tick,
      // The reader of recordings has seen that it is one.
      seed: fromHex(tape.header.seed) as Uint8Array,
      isOneThread: true,
      ...(until && { until }),
      ...(second && { second: { engine: link(second.program), goesOn: second.goesOn } }),
    });
  }

  get course(): ReplayCourse {
    return this.#replaying.course;
  }
  get looking(): Looking {
    return this.#replaying.looking;
  }
  get isStopped(): boolean {
    return this.#replaying.isStopped;
  }

  get logs(): Logs {
    const { log } = this.#replaying;
    const own: RoomyLog = {
      record: (entry) => log.record(entry),
      durable: () => log.durable(),
      hasRoom: true,
      drained: async () => {},
      flush: () => {},
      look: () => {},
    };
    return {
      own,
      open: () => {
        throw new RangeError("a replay starts nobody");
      },
      of: () => undefined,
    };
  }

  onLive(): void {}

  begins({ begin }: Begins): void {
    begin();
  }

  log(own: Log): Log {
    return courseLog(this.course, own);
  }

  mediator(parts: MediatorParts, around: readonly AroundAction[]): Mediator {
    return this.#replaying.mediator(parts, around);
  }

  runChild(): RunChild {
    return () => Promise.reject(new Error("a replay starts nobody"));
  }

  async agent(_: StartedAgent, ready: () => Ready): Promise<SandboxEnd> {
    const { post, around } = this.#parts;
    await readyShell(around.shell);
    let end = STOPPED;
    const replayed = await this.#replaying.run(() => {
      this.course.now();
      const { run, stop, isEnding } = ready();
      return {
        isEnding,
        run: async () => {
          end = await run();
          return end;
        },
        stop,
      };
    });
    post({ kind: "replayed", replayed: shown(replayed) });
    return end;
  }

  other(): void {}
}

/** What of it is the page's to know. */
function shown({ rolledBack: _, ...rest }: Replayed): Omit<Replayed, "rolledBack"> {
  return rest;
}
