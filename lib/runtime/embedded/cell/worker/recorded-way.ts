/**
 * A session whose first agent is recorded. The page gets the recording piece by piece, each before the records that it explains: what
 * is lost when the worker is taken away is lost of both.
 *
 * What cannot be made again ends the recording and not the run: something that the author does beside the agent, an agent that
 * the agent starts (it has a log of its own, and shares the files), no room.
 */
import { toHex } from "../../../../audit/bytes";
import type { Hasher } from "../../../../audit/hash";
import type { Log } from "../../../../mediator/log";
import type { Mediator, MediatorParts } from "../../../../mediator/mediator";
import type { RunChild } from "../../../agents/agent-calls";
import type { LiveParts } from "../../../replay/course";
import { courseLog } from "../../../replay/outside";
import { RecordingCourse } from "../../../replay/recording-course";
import { seededRandom } from "../../../replay/seeded-random";
import { sessionShell } from "../../../replay/session-shell";
import { SEED_BYTES, TAPE_VERSION, type TapeHeader } from "../../../replay/tape";
import { type Around as AroundAction, HookedMediator } from "../../../session/hooked-mediator";
import type { SandboxEnd } from "../../sandbox/sandbox";
import type { RecordingOrder, RunSettings } from "../protocol";
import type { Around, Post } from "./around";
import { readyShell } from "./ready-shell";
import { TapeSender } from "./tape-sender";
import type { Begins, Ready, StartedAgent, Way } from "./way";

export interface RecordedParts {
  readonly post: Post;
  readonly around: Pick<Around, "hasher" | "tick" | "shell">;
  readonly platform: LiveParts;
  readonly order: RecordingOrder;
  readonly settings: RunSettings;
  readonly sid: string;
}

export class RecordedWay implements Way {
  readonly course: RecordingCourse;
  readonly hasTurns = true;
  readonly isStopped = false;
  readonly isQuiet = false;
  readonly sender: TapeSender;
  readonly #parts: RecordedParts;
  readonly #seed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  readonly #hasher: Hasher;
  #state: "before" | "during" | "after" = "before";

  constructor(parts: RecordedParts) {
    const { post, around, platform, order } = parts;
    this.#parts = parts;
    this.#hasher = around.hasher;
    this.sender = new TapeSender(post, order.mostBytes);
    this.course = new RecordingCourse({
      ...platform,
      random: seededRandom(around.hasher, this.#seed),
      tick: around.tick,
      isOneThread: true,
      write: (line) => this.sender.write(line),
    });
  }

  onLive(): void {}

  begins({ begin }: Begins): void {
    begin();
  }

  log(own: Log): Log {
    return courseLog(this.course, own);
  }

  mediator(parts: MediatorParts, around: readonly AroundAction[]): Mediator {
    return new HookedMediator(parts, around);
  }

  runChild(run: RunChild): RunChild {
    return (order, signal) => {
      this.course.cut();
      return run(order, signal);
    };
  }

  async agent(what: StartedAgent, ready: () => Ready): Promise<SandboxEnd> {
    if (this.#state !== "before") return ready().run();
    this.#state = "during";
    await readyShell(this.#parts.around.shell);
    const restore = sessionShell(this.course, this.#hasher, this.#seed);
    this.sender.begin(this.#header(what));
    // Whoever replays it gives nothing before this was asked for.
    this.course.now();
    try {
      return await ready().run();
    } finally {
      restore();
      this.#over();
    }
  }

  other(): void {
    this.course.cut();
    if (this.#state === "before") this.#over();
  }

  #over(): void {
    this.#state = "after";
    this.course.finishSteps();
    this.sender.end(this.course.isWhole);
  }

  #header({ entry, argv, isTty }: StartedAgent): TapeHeader {
    const { order, settings, sid } = this.#parts;
    const { actor, env, limits } = settings;
    const { spec, host, workspace } = order;
    return {
      aegis_recording: TAPE_VERSION,
      sid,
      spec,
      actor,
      host,
      ...(workspace !== undefined && { workspace }),
      entry,
      argv,
      env,
      is_tty: isTty,
      limits: { ...limits },
      // Where there is nobody to ask, the page says so.
      has_approver: true,
      files: "given",
      seed: toHex(this.#seed),
    };
  }
}
