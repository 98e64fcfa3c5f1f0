/**
 * One run of an agent by the embedded driver, in Node: its own log, its folder read through and written back where the
 * spec allows, its network through the guarded exchange, its machine in a thread.
 */
import { randomFillSync } from "node:crypto";
import { toBase64 } from "../../../audit/bytes";
import { type Closed, type Journal, newSessionId } from "../../../audit/recorder";
import type { Approver } from "../../../mediator/approval";
import type { PayloadStore } from "../../../mediator/log";
import { decide, type Engine, newMeters, type Program } from "../../../policy";
import type { AgentSpec } from "../../../spec";
import { after } from "../../after";
import { allEnded, newAgentLineage } from "../../agents/agent-calls";
import { grantedVariables } from "../../agents/variables";
import type { RolledBack } from "../../checkpoints/checkpoints";
import { checkpointRulesOf } from "../../checkpoints/rules-of";
import type { CheckpointControl } from "../../checkpoints/run-checkpoints";
import type { ChildLog } from "../../driver";
import type { Sandbox, SandboxEnd } from "../../embedded/sandbox/sandbox";
import type { Files } from "../../files";
import { type SandboxLimits, tighter } from "../../limits";
import { bound, type Course, type LiveParts, liveCourse } from "../../replay/course";
import { CourseFiles } from "../../replay/files";
import { courseApprover, courseHttp, courseLog, stdinOf, stopOf } from "../../replay/outside";
import { type LogOptions, Session } from "../../session/session";
import { approvalRulesOf, limitsOf } from "../../session/settings";
import { DiskFiles } from "../files";
import type { ReservedPaths } from "../files/reserved";
import { nodeHasher } from "../hash";
import { nodeHttp } from "../http/http";
import { Recording } from "../replay/recording";
import type { DriverAssets } from "./assets";
import { checkpointed } from "./checkpointed";
import { childrenOf, type Parent } from "./children";
import { GUEST_FOLDER, type SandboxNeeds, sandboxOf } from "./sandbox-of";

export { DRIVER } from "./assets";
export { GUEST_FOLDER };

export interface EmbeddedRun {
  readonly assets: DriverAssets;
  readonly source: { readonly bytes: Uint8Array; readonly spec: AgentSpec; readonly program: Program };
  readonly engine: Engine;
  /** The real folder that the agent sees as its workspace. */
  readonly folder: string;
  /** As the agent sees it. */
  readonly entry: string;
  readonly argv: readonly string[];
  /** What of it the spec does not name the agent never hears of. */
  readonly env: Readonly<Record<string, string>>;
  readonly journal: Journal;
  /** The name of the session, where the journal has one already. */
  readonly sid?: string;
  /** Of whoever starts the run: they hold where they are tighter than those of the spec. */
  readonly limits?: Partial<SandboxLimits>;
  /** Of the folder, as the agent would name it. */
  readonly reserved?: ReservedPaths;
  /** For whom it runs, and which machine records. */
  readonly actor: string;
  readonly host: string;
  /** The workspace that the log is for, and what its server gave; left out where no server hears of the run. */
  readonly opening?: Pick<LogOptions, "workspace" | "given">;
  readonly approver?: Approver;
  readonly isTty: boolean;
  /** Where the bodies of the run's own records go; left out, nowhere. */
  readonly payloads?: PayloadStore;
  /** A file for what the run gets from outside, so that it can be replayed. It is made, and is not there before. */
  readonly recording?: string;
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  /** Gets what the run's checkpoints can be listed and gone back to by, where the spec asks for any. */
  checkpoints?(control: CheckpointControl): void;
  /** Chunks of standard input; asked for when the agent reads. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Makes a place for the log of an agent that this one starts; left out, it can start none. */
  openChildLog?(sid: string): Promise<ChildLog>;
  /** Something of ours failed: told to whoever runs the command, never to the agent. */
  failed(cause: unknown): void;
}

export interface RunEnd {
  readonly end: SandboxEnd;
  readonly sid: string;
  readonly closed: Closed;
  /** Of a run that was to be recorded: whether all of it is. */
  readonly isRecorded?: boolean;
  /** Of a run whose files went back to one of its checkpoints. */
  readonly rolledBack?: RolledBack;
}

export async function runEmbedded(run: EmbeddedRun): Promise<RunEnd> {
  const { source, engine, journal, actor, host, approver, signal } = run;
  const settings = {
    env: grantedVariables(run.env, [engine]),
    limits: tighter(limitsOf(source.spec), run.limits),
    sid: run.sid ?? newSessionId(Date.now),
  };
  const recording = run.recording === undefined ? undefined : await record(run, run.recording, settings);
  const course: Course = recording?.course ?? liveCourse(PLATFORM);
  const { now, after, random } = bound(course);
  let stop = () => {};
  const rules = checkpointRulesOf(source.spec);
  const kept = rules && checkpointed(rules, { course, folder: run.folder, stop: () => stop() });
  const keeping = (files: Files) => kept?.keeping(files) ?? files;
  try {
    const session = await Session.open({
      source,
      engine,
      driver: run.assets.driver,
      build: run.assets.build,
      journal,
      sid: settings.sid,
      hasher: nodeHasher(),
      clock: { now, after },
      random: (bytes) => filled(bytes, random),
      host,
      actor,
      ...run.opening,
      ...(run.payloads && { payloads: run.payloads }),
      ...(approver && { approver: courseApprover(course, approver) }),
      around: kept ? [kept.checkpoints.around] : [],
      through: (log) => {
        const ordered = recording ? courseLog(course, log) : log;
        return kept?.checkpoints.through(ordered) ?? ordered;
      },
    });
    kept?.checkpoints.begin(session.mediator);
    if (kept) run.checkpoints?.(kept.checkpoints);
    let isStopped = false;
    const lineage = newAgentLineage();
    const sandbox: Sandbox = sandboxOf({
      ...run,
      ...settings,
      mediator: session.mediator,
      disk: recording
        ? new CourseFiles(course, keeping(diskOf(run, [engine])))
        : keeping(diskOf(run, [engine])),
      http: courseHttp(course, nodeHttp),
      course,
      hasTurns: recording !== undefined,
      readStdin: reading(
        run,
        stdinOf(course, (bytes) => sandbox.post({ kind: "stdin" }, bytes)),
      ),
      isStopped: () => isStopped,
      agent: {
        sid: settings.sid,
        programs: [source.program],
        lineage,
        ...(run.openChildLog && {
          runChild: childrenOf(parentOf(run, { ...settings, keeping }, run.openChildLog)),
        }),
      },
    });
    stop = () => {
      isStopped = true;
      sandbox.stop();
    };
    const stopFromOutside = stopOf(course, () => stop());
    signal?.addEventListener("abort", stopFromOutside);
    if (signal?.aborted) stopFromOutside();
    if (kept?.checkpoints.isWanted) stop();
    try {
      const end = await sandbox.run({ entry: run.entry, argv: run.argv, isTty: run.isTty });
      await allEnded(lineage);
      const rolledBack = kept?.checkpoints.end();
      const closed = await session.close("destroy");
      const isRecorded = await recording?.finish(journal);
      return {
        end,
        sid: session.sid,
        closed,
        ...(rolledBack && { rolledBack }),
        ...(isRecorded !== undefined && { isRecorded }),
      };
    } finally {
      signal?.removeEventListener("abort", stopFromOutside);
    }
  } finally {
    await recording?.close();
  }
}

function parentOf(
  run: EmbeddedRun,
  { env, limits, keeping }: Pick<SandboxNeeds, "env" | "limits"> & { keeping(files: Files): Files },
  openChildLog: NonNullable<EmbeddedRun["openChildLog"]>,
): Parent {
  const { assets, source, actor, host, approver, failed } = run;
  return {
    assets,
    spec: source.spec,
    programs: [source.program],
    limits,
    approvals: approvalRulesOf(source.spec),
    env,
    actor,
    host,
    ...(approver && { approver }),
    platform: PLATFORM,
    disk: (engines) => keeping(diskOf(run, engines)),
    openChildLog,
    failed,
  };
}

async function record(
  { source, actor, host, entry, argv, isTty, approver }: EmbeddedRun,
  path: string,
  { env, limits, sid }: Pick<SandboxNeeds, "env" | "limits"> & { sid: string },
): Promise<Recording> {
  return Recording.start(path, PLATFORM, {
    sid,
    spec: toBase64(source.bytes),
    actor,
    host,
    entry,
    argv,
    env,
    is_tty: isTty,
    limits: { ...limits },
    has_approver: approver !== undefined,
  });
}

function filled(bytes: number, random: (bytes: Uint8Array) => void): Uint8Array {
  const salt = new Uint8Array(bytes);
  random(salt);
  return salt;
}

/** Of an agent that another one started: by the engines of both. */
function diskOf({ folder, reserved }: EmbeddedRun, engines: readonly Engine[]): Files {
  return new DiskFiles({
    root: folder,
    mount: GUEST_FOLDER,
    // A second look, by the same policy, at the place where real files change.
    mayWrite: (path) =>
      engines.every((engine) => decide(engine, { op: "fs.write", path }, newMeters(0)).verdict !== "deny"),
    ...(reserved && { reserved }),
  });
}

/** Standard input flows while the agent reads, and is not read before. */
function reading(
  { stdin, failed }: EmbeddedRun,
  give: (bytes?: Uint8Array) => void,
): (isReading: boolean) => void {
  let isWanted = false;
  let isPumping = false;
  let rouse = () => {};
  const pump = async () => {
    for await (const chunk of stdin ?? []) {
      give(chunk);
      if (isWanted) continue;
      await new Promise<void>((resolve) => {
        rouse = resolve;
      });
    }
    give();
  };
  return (isReading) => {
    isWanted = isReading;
    if (!isReading) return;
    rouse();
    if (isPumping) return;
    isPumping = true;
    pump().catch(failed);
  };
}

const PLATFORM: LiveParts = {
  now: Date.now,
  elapsed: () => performance.now(),
  after,
  random: (bytes) => void randomFillSync(bytes),
};
