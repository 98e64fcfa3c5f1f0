/**
 * A session that goes on from a moment of an earlier run. That run is made again out of its recording, held to its log record by
 * record, and judged besides by the policy that is in force now; where it comes to the moment with nothing different and nothing
 * open, the recording is let go of and the session is live. It never is where anything was otherwise.
 *
 * What was made again is in the log of the earlier run and in no other. Limits go on from what was used up, also after that moment.
 * Salts and all other random bytes are new ones.
 */
import { fromHex } from "../../../../audit/bytes";
import type { Log } from "../../../../mediator/log";
import type { Mediator, MediatorParts } from "../../../../mediator/mediator";
import { link, type Meters, newMeters } from "../../../../policy";
import { stricter } from "../../../../what-if";
import type { RunChild } from "../../../agents/agent-calls";
import { RunCheckpoints } from "../../../checkpoints/run-checkpoints";
import { bound, type LiveParts } from "../../../replay/course";
import { GoingOnCourse } from "../../../replay/going-on-course";
import { InForceWatch } from "../../../replay/in-force";
import { courseLog } from "../../../replay/outside";
import { ReplayLog } from "../../../replay/replay-log";
import { secondMediator } from "../../../replay/second-policy";
import { seededRandom } from "../../../replay/seeded-random";
import { sessionShell } from "../../../replay/session-shell";
import { SEED_BYTES, type Tape } from "../../../replay/tape";
import { type Around as AroundAction, HookedMediator } from "../../../session/hooked-mediator";
import type { SandboxEnd } from "../../sandbox/sandbox";
import type { PastRun, RunSettings } from "../protocol";
import type { Around, Post } from "./around";
import { readyShell } from "./ready-shell";
import { TakenOver } from "./taken-over";
import type { Begins, Ready, StartedAgent, Way } from "./way";

export interface GoingOnParts {
  readonly post: Post;
  readonly around: Pick<Around, "hasher" | "tick" | "shell">;
  readonly platform: LiveParts;
  readonly past: PastRun;
  readonly tape: Tape;
  /** Of the earlier run, without their ends. */
  readonly lines: readonly Uint8Array[];
  readonly settings: RunSettings;
}

/** What is exchanged where it goes on. */
interface Handing {
  readonly mediator: TakenOver;
  readonly before: Mediator & { readonly otherMeters: Meters };
  readonly checkpoints: RunCheckpoints | undefined;
  readonly meters: Meters;
}

export class GoingOnWay implements Way {
  readonly hasTurns = true;
  readonly course: GoingOnCourse;
  readonly #parts: GoingOnParts;
  readonly #log: ReplayLog;
  readonly #inForce: InForceWatch;
  readonly #onLive: (() => void)[] = [];
  #handing: Handing | undefined;
  #begins: Begins | undefined;
  #restoreShell = () => {};
  #isRefused = false;
  #stop = () => {};

  constructor(parts: GoingOnParts) {
    const { around, tape, past, platform, lines, settings } = parts;
    const { hasher, tick } = around;
    const { approvals, checkpoints } = settings;
    this.#parts = parts;
    this.#inForce = new InForceWatch({
      approvals,
      actor: past.settings.actor,
      ...(checkpoints && { checkpoints }),
    });
    this.course = new GoingOnCourse({
      // What comes after the place is no part of it any more.
      tape: { header: tape.header, steps: tape.steps.slice(0, past.place.steps) },
      random: seededRandom(hasher, seedOf(tape)),
      tick,
      isOneThread: true,
      live: platform,
      diverged: () => this.#refuse(),
      ranOut: () => this.#refuse(),
      mayGoOn: () => this.#mayGoOn(),
      wentOn: () => this.#goOn(),
    });
    this.#log = new ReplayLog({
      hasher,
      sid: tape.header.sid,
      lines: lines.slice(0, past.place.records),
      isLent: true,
      now: () => this.course.now(),
      different: () => this.#refuse(),
      seen: (entry, seq) => {
        if (this.#inForce.see(entry, seq) !== undefined) this.#refuse();
        this.#begins?.recall(entry);
      },
    });
  }

  get isStopped(): boolean {
    return this.#isRefused;
  }
  get isQuiet(): boolean {
    return !this.course.isLive;
  }

  log(own: Log): Log {
    return courseLog(this.course, own);
  }

  onLive(then: () => void): void {
    this.#onLive.push(then);
  }

  mediator(parts: MediatorParts, around: readonly AroundAction[]): Mediator {
    if (this.#handing) return new HookedMediator(parts, around);
    const { program, approvals, actor } = this.#parts.past.settings;
    const checkpoints = this.#checkpointsOf();
    const log = courseLog(this.course, this.#log);
    // Its bodies belong to the other log, and are nobody's to keep here.
    const { payloads: _, ...rest } = parts;
    const before = secondMediator(
      {
        ...rest,
        engine: link(program),
        meters: newMeters(parts.meters.now),
        approvals,
        actor,
        log: checkpoints ? checkpoints.through(log) : log,
      },
      checkpoints ? [checkpoints.around] : [],
      { engine: parts.engine, hearsAll: true, flipped: () => this.#refuse() },
    );
    const mediator = new TakenOver(before, parts, around);
    this.#handing = { mediator, before, checkpoints, meters: parts.meters };
    return mediator;
  }

  begins(begins: Begins): void {
    const handing = this.#handing;
    if (this.course.isLive || !handing) {
      begins.begin();
      return;
    }
    this.#begins = begins;
    handing.checkpoints?.begin(handing.before);
  }

  runChild(run: RunChild): RunChild {
    // An agent that started others has no recording beyond that.
    return (order, signal) =>
      this.course.isLive ? run(order, signal) : Promise.reject(new Error("a replay starts nobody"));
  }

  async agent(_: StartedAgent, ready: () => Ready): Promise<SandboxEnd> {
    const { around, past, tape } = this.#parts;
    await readyShell(around.shell);
    this.#restoreShell = sessionShell(this.course, around.hasher, seedOf(tape));
    try {
      this.#log.open(past.opening);
      this.course.now();
      const { run, stop } = ready();
      this.#stop = stop;
      const end = await run();
      if (!this.course.isLive) this.#refuse();
      return end;
    } finally {
      this.#restoreShell();
    }
  }

  other(): void {}

  #checkpointsOf(): RunCheckpoints | undefined {
    const rules = this.#parts.past.settings.checkpoints;
    return (
      rules &&
      new RunCheckpoints({
        rules,
        // Nothing goes back to them: they are taken because they are on record.
        store: { ...NO_STORE, describe: () => this.#begins?.store.describe() ?? "" },
        ...bound(this.course),
        chosen: (id) => id,
        // Whatever would end it, it did not end there.
        stop: () => this.#refuse(),
      })
    );
  }

  #mayGoOn(): boolean {
    const { past } = this.#parts;
    const isAsItWas =
      this.#log.equal === past.place.records &&
      this.#log.size === past.place.records &&
      this.#inForce.isQuiet &&
      !this.course.isWaitingForAnswers;
    if (!isAsItWas || this.#isRefused || !this.#handing) {
      this.#refuse();
      return false;
    }
    // Its timer is not to go on.
    this.#handing.checkpoints?.end();
    return true;
  }

  #goOn(): void {
    const { around, past, platform } = this.#parts;
    const { mediator, before, meters } = this.#handing as Handing;
    this.#restoreShell();
    const seed = new Uint8Array(SEED_BYTES);
    platform.random(seed);
    this.#restoreShell = sessionShell(this.course, around.hasher, seed);
    for (const then of this.#onLive) then();
    const used = stricter(before.otherMeters, past.used);
    // Not as the recording has it: by a time that has not come yet a rate would be free again.
    meters.now = platform.now();
    Object.assign(meters.totals, used.totals);
    Object.assign(meters.windows, used.windows);
    mediator.goOn();
    this.#begins?.begin();
  }

  /** Once: nothing of this run happens any more, and the page is told. */
  #refuse(): void {
    if (this.#isRefused || this.course.isLive) return;
    this.#isRefused = true;
    this.course.fail("is not to go on");
    this.#handing?.mediator.refuse();
    this.#stop();
    this.#parts.post({ kind: "failed", what: "past" });
  }
}

const NO_STORE = { take: () => undefined, back: () => 0, forget: () => {} };

function seedOf({ header }: Tape): Uint8Array {
  // The reader of recordings has seen that it is one.
  return fromHex(header.seed) as Uint8Array;
}
