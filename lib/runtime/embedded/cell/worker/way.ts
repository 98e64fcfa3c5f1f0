/**
 * How what a session gets from outside reaches it: as it comes, written down as it comes, or out of a recording. The session is
 * the same in each.
 */
import type { Entry } from "../../../../audit/record";
import type { Log } from "../../../../mediator/log";
import type { Mediator, MediatorParts } from "../../../../mediator/mediator";
import { after } from "../../../after";
import type { RunChild } from "../../../agents/agent-calls";
import type { FileStore } from "../../../checkpoints/checkpoints";
import { type Course, type LiveParts, liveCourse } from "../../../replay/course";
import type { Looking } from "../../../replay/whereabouts";
import { type Around, HookedMediator } from "../../../session/hooked-mediator";
import type { SandboxEnd } from "../../sandbox/sandbox";
import type { Started } from "../protocol";

export type StartedAgent = Extract<Started, { entry: string }>;

/** An agent that is about to run. */
export interface Ready {
  run(): Promise<SandboxEnd>;
  stop(): void;
  /** Whether a trigger is about to end it. */
  isEnding(): boolean;
}

/** The agent of a session begins, or goes on where another one was. */
export interface Begins {
  /** Its own checkpoints, if the spec asks for any. */
  begin(): void;
  /** What the run before it did, which counts towards what ends this one. */
  recall(entry: Entry): void;
  readonly store: Pick<FileStore, "describe">;
}

export interface Way {
  readonly course: Course;
  /** Whether the order of what comes is kept, or given. */
  readonly hasTurns: boolean;
  readonly looking?: Looking;
  readonly isStopped: boolean;
  /** What the agent writes was written before, by another run. */
  readonly isQuiet: boolean;
  /** Where something is made anew when a session goes on by itself. */
  onLive(then: () => void): void;
  /** A mediator was made for it. */
  begins(begins: Begins): void;
  log(own: Log): Log;
  mediator(parts: MediatorParts, around: readonly Around[]): Mediator;
  runChild(run: RunChild): RunChild;
  /** An agent that the page starts, to its end. */
  agent(what: StartedAgent, ready: () => Ready): Promise<SandboxEnd>;
  /** Something else is done here, which a recording of an agent does not have. */
  other(): void;
}

/** What a worker has of its platform; `began`: milliseconds since 1970, now. */
export function platformFrom(began: number): LiveParts {
  const zero = performance.now();
  return {
    now: () => Math.floor(began + performance.now() - zero),
    elapsed: () => performance.now(),
    after,
    random: (bytes) => void crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
  };
}

export function liveWay(platform: LiveParts): Way {
  return {
    course: liveCourse(platform),
    hasTurns: false,
    isStopped: false,
    isQuiet: false,
    onLive: () => {},
    begins: ({ begin }) => begin(),
    log: (own) => own,
    mediator: (parts, around) => new HookedMediator(parts, around),
    runChild: (run) => run,
    agent: (_, ready) => ready().run(),
    other: () => {},
  };
}
