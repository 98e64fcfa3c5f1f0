/**
 * A run and its log as one. The log is opened before anything of the agent runs, with the hashes of all that binds the
 * run: the bytes of the spec, the policy made of them, the sandbox itself.
 */
import { toHex, utf8 } from "../../audit/bytes";
import type { Hasher } from "../../audit/hash";
import { type Closed, type Journal, newSessionId, Recorder } from "../../audit/recorder";
import type { ApprovalRules, Approver } from "../../mediator/approval";
import type { Authority } from "../../mediator/authority";
import type { Log, PayloadStore } from "../../mediator/log";
import type { Clock, Mediator, MediatorParts } from "../../mediator/mediator";
import { Refused } from "../../mediator/refusal";
import { type Engine, newMeters, type Program } from "../../policy";
import type { AgentSpec } from "../../spec";
import { type Around, HookedMediator } from "./hooked-mediator";
import { approvalRulesOf } from "./settings";

/** What a log is opened with. */
export interface LogOptions {
  readonly source: { readonly bytes: Uint8Array; readonly spec: AgentSpec; readonly program: Program };
  readonly driver: { readonly name: "embedded" | "webcontainer" | "node"; readonly version: string };
  /** Of the sandbox as it is built, so that what stood between agent and world can be told later. */
  readonly build: Uint8Array;
  readonly journal: Journal;
  /** Where the journal is already named by it; a new one otherwise. */
  readonly sid?: string;
  readonly hasher: Hasher;
  readonly clock: Pick<Clock, "now">;
  /** Of the log's origin: the server that countersigns, or the machine that records by itself. */
  readonly host: string;
  /** For whom it runs. */
  readonly actor: string;
  readonly workspace?: string;
  /** Of an agent that another one started: the record of that. */
  readonly parent?: { readonly sid: string; readonly seq: number };
  /** What the server that countersigns gave for the beginning; nothing offline. */
  readonly given?: { readonly nonce?: string; readonly workspace_checkpoint?: string };
}

export interface SessionOptions extends LogOptions {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly approver?: Approver;
  readonly payloads?: PayloadStore;
  /** Of an agent that another one started: who has to agree beside its own spec. */
  readonly above?: readonly Authority[];
  /** In the place of those of the spec. */
  readonly approvals?: ApprovalRules;
  /** Look at every action before it is decided. */
  readonly around?: readonly Around[];
  /** Stands between the mediator and the log, of a run that is recorded. */
  readonly through?: (log: Log) => Log;
}

/** Opens the log of a run, for whoever makes its records: the session below, or a sandbox that borrows the place. */
export async function openLog(options: LogOptions): Promise<Recorder> {
  const { journal, hasher, clock, host } = options;
  const now = () => clock.now();
  return Recorder.open({
    journal,
    hasher,
    clock: now,
    sid: options.sid ?? newSessionId(now),
    host,
    data: openingOf(options),
  });
}

/** What a log is opened with, but for the key. */
export function openingOf({
  source,
  driver,
  build,
  hasher,
  actor,
  workspace,
  parent,
  given,
}: Omit<LogOptions, "journal" | "clock" | "host" | "sid">) {
  const hash = (bytes: Uint8Array) => toHex(hasher.sha256(bytes));
  return {
    actor,
    agent: source.spec.agent.name,
    build_sha256: hash(build),
    driver,
    policy_sha256: hash(utf8(JSON.stringify(source.program))),
    spec_sha256: hash(source.bytes),
    ...(workspace !== undefined && { workspace }),
    ...(parent && { parent }),
    ...given,
  };
}

export class Session {
  readonly sid: string;
  readonly recorder: Recorder;
  readonly mediator: Mediator;

  private constructor(recorder: Recorder, mediator: Mediator) {
    this.sid = recorder.sid;
    this.recorder = recorder;
    this.mediator = mediator;
  }

  static async open(options: SessionOptions): Promise<Session> {
    const recorder = await openLog(options);
    const log = logOf(recorder);
    const parts = mediatorParts(options, options.through?.(log) ?? log);
    return new Session(recorder, new HookedMediator(parts, options.around ?? []));
  }

  /** The end of the run and of its log, whatever the run came to. */
  async close(key: "keep" | "destroy"): Promise<Closed> {
    try {
      this.mediator.end();
    } catch (cause) {
      // A log that takes no more says by its end, or by having none, that it is not whole.
      if (!(cause instanceof Refused)) throw cause;
    }
    return this.recorder.close({ key });
  }
}

/** What a mediator of this session is made of. */
export function mediatorParts(
  options: Omit<SessionOptions, keyof LogOptions> &
    Pick<SessionOptions, "source" | "hasher" | "clock" | "actor">,
  log: Log,
): MediatorParts {
  const { source, engine, hasher, clock, random, actor, approver, payloads, above, approvals } = options;
  return {
    engine,
    meters: newMeters(clock.now()),
    log,
    hasher,
    clock,
    random,
    approvals: approvals ?? approvalRulesOf(source.spec),
    actor,
    ...(above && { above }),
    ...(approver && { approver }),
    ...(payloads && { payloads }),
  };
}

function logOf(recorder: Recorder): Log {
  return {
    record: (entry) => recorder.appendSoon(entry as Parameters<Recorder["appendSoon"]>[0]),
    durable: () => recorder.flush(),
  };
}
