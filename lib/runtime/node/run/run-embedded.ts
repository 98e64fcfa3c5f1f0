/**
 * One run of an agent by the embedded driver, in Node: its own log, its folder read through and written back where the
 * spec allows, its network through the guarded exchange, its machine in a thread.
 */
import { randomFillSync } from "node:crypto";
import { setTimeout as later } from "node:timers";
import type { Closed, Journal } from "../../../audit/recorder";
import type { Approver } from "../../../mediator/approval";
import { decide, type Engine, newMeters, type Program } from "../../../policy";
import type { AgentSpec } from "../../../spec";
import { networkCalls } from "../../calls/network";
import { Sandbox, type SandboxEnd } from "../../embedded/sandbox/sandbox";
import { type Files, MemoryFiles } from "../../files";
import { MountedFiles } from "../../files/mounted/mounted-files";
import type { SandboxLimits } from "../../limits";
import { Session } from "../../session/session";
import { limitsOf } from "../../session/settings";
import { execCalls } from "../../shell";
import { nodeDigests } from "../digests";
import { DiskFiles } from "../files";
import type { ReservedPaths } from "../files/reserved";
import { nodeHasher } from "../hash";
import { nodeHttp } from "../http/http";
import type { DriverAssets } from "./assets";

export const GUEST_FOLDER = "/workspace";

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
  readonly approver?: Approver;
  readonly isTty: boolean;
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  /** Chunks of standard input; asked for when the agent reads. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Something of ours failed: told to whoever runs the command, never to the agent. */
  failed(cause: unknown): void;
}

export interface RunEnd {
  readonly end: SandboxEnd;
  readonly sid: string;
  readonly closed: Closed;
}

export async function runEmbedded(run: EmbeddedRun): Promise<RunEnd> {
  const { assets, source, engine, journal, actor, host, approver, signal } = run;
  const session = await Session.open({
    source,
    engine,
    driver: assets.driver,
    build: assets.build,
    journal,
    ...(run.sid !== undefined && { sid: run.sid }),
    hasher: await nodeHasher(),
    clock: { now: Date.now, after },
    random: (bytes) => randomFillSync(new Uint8Array(bytes)),
    host,
    actor,
    ...(approver && { approver }),
  });
  const { mediator } = session;
  const env = grantedVariables(run);
  const sandbox: Sandbox = new Sandbox({
    machine: (to, limits) => assets.machine(to, limits),
    builtins: assets.builtins,
    mediator,
    files: filesOf(run),
    areFilesReal: true,
    cwd: GUEST_FOLDER,
    env,
    limits: tighter(limitsOf(source.spec), run.limits),
    time: { now: Date.now, elapsed: () => performance.now(), after },
    random: (bytes) => void randomFillSync(bytes),
    http: nodeHttp,
    digests: nodeDigests,
    more: (access, runScript) =>
      execCalls({ mediator, access, env, network: networkCalls(mediator, nodeHttp), runScript }),
    output: run.output,
    readStdin: reading(run, (bytes) => sandbox.post({ kind: "stdin" }, bytes)),
    isStopped: () => signal?.aborted === true,
    failed: run.failed,
  });
  const stop = () => sandbox.stop();
  signal?.addEventListener("abort", stop);
  try {
    const end = await sandbox.run({ entry: run.entry, argv: run.argv, isTty: run.isTty });
    return { end, sid: session.sid, closed: await session.close("destroy") };
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** The workspace on the disk, the rest of the tree in memory and gone with the run. */
function filesOf({ folder, engine, reserved }: EmbeddedRun): Files {
  const root = new MemoryFiles({ clock: () => BigInt(Date.now()) * 1_000_000n });
  root.mount(GUEST_FOLDER, {});
  root.mount("/tmp", {});
  const disk = new DiskFiles({
    root: folder,
    mount: GUEST_FOLDER,
    // A second look, by the same policy, at the place where real files change.
    mayWrite: (path) => decide(engine, { op: "fs.write", path }, newMeters(0)).verdict !== "deny",
    ...(reserved && { reserved }),
  });
  return new MountedFiles(root, [{ path: GUEST_FOLDER, files: disk }]);
}

/** Reading a variable is decided each time; that there is one with that name is not to be asked at all. */
function grantedVariables({ env, engine }: EmbeddedRun): Readonly<Record<string, string>> {
  const isGranted = (name: string) =>
    decide(engine, { op: "env.read", name }, newMeters(0)).verdict === "allow";
  return Object.fromEntries(Object.entries(env).filter(([name]) => isGranted(name)));
}

function tighter(limits: SandboxLimits, own: Partial<SandboxLimits> = {}): SandboxLimits {
  const names = Object.keys(limits) as (keyof SandboxLimits)[];
  const pairs = names.map((name) => [name, Math.min(limits[name], own[name] ?? Number.POSITIVE_INFINITY)]);
  return Object.fromEntries(pairs) as unknown as SandboxLimits;
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

function after(milliseconds: number, then: () => void): () => void {
  const timer = later(then, milliseconds);
  return () => clearTimeout(timer);
}
