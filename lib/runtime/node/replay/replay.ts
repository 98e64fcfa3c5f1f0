/**
 * A recorded run once more: the same agent on the same policy, with its recording in the place of the world. It has no
 * disk, no network, no clock and asks nobody; what it would have done outside is answered as it was then.
 */
import { fromBase64, fromHex } from "../../../audit/bytes";
import type { Approver } from "../../../mediator/approval";
import { compile, link } from "../../../policy";
import { load } from "../../../spec";
import { newAgentLineage } from "../../agents/agent-calls";
import { checkpointRulesOf } from "../../checkpoints/rules-of";
import { DEFAULT_LIMITS } from "../../limits";
import { bound } from "../../replay/course";
import { CourseFiles } from "../../replay/files";
import { courseApprover, courseHttp, courseLog, stdinOf, stopOf } from "../../replay/outside";
import { type Begun, type Replayed, Replaying, type ReplayingParts } from "../../replay/replaying";
import type { Tape } from "../../replay/tape";
import { type LogOptions, mediatorParts, openingOf } from "../../session/session";
import { loadLibrary } from "../../shell/library";
import { nodeHasher } from "../hash";
import { DRIVER, type RunAssets } from "../run/assets";
import { checkpointed } from "../run/checkpointed";
import { GUEST_FOLDER, sandboxOf } from "../run/sandbox-of";

export interface ReplayOptions extends Pick<ReplayingParts, "tape" | "lines" | "second"> {
  readonly assets: RunAssets;
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  readonly signal?: AbortSignal;
}

export type { Replayed };
export type ReplayResult =
  | { readonly ok: true; readonly value: Replayed }
  | { readonly ok: false; readonly why: string };

const NOBODY: Approver = { ask: () => Promise.reject(new Error("a replay asks nobody")) };

export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { tape, assets, signal } = options;
  const { header } = tape;
  if (header.files === "given")
    return { ok: false, why: "The run was recorded in a browser, and its files are not in the recording." };
  const bytes = fromBase64(header.spec);
  const seed = fromHex(header.seed);
  const loaded = bytes && load(bytes);
  if (!bytes || !seed || !loaded?.spec)
    return { ok: false, why: "The spec in the recording cannot be read." };
  // Loading it is no part of any run.
  await loadLibrary();
  const source = { bytes, spec: loaded.spec, program: compile(loaded.spec, loaded.source) };
  const hasher = nodeHasher();
  const replaying = new Replaying({
    ...options,
    seed,
    hasher,
    opening: openingOf({ source, driver: DRIVER, build: assets.build, hasher, actor: header.actor }),
    folder: GUEST_FOLDER,
    tick: (then) => void setImmediate(then),
  });
  const end = () => replaying.end();
  signal?.addEventListener("abort", end);
  try {
    return { ok: true, value: await replaying.run(() => begin(options, source, replaying)) };
  } finally {
    signal?.removeEventListener("abort", end);
  }
}

function begin(
  { tape, assets, output }: ReplayOptions,
  source: LogOptions["source"],
  replaying: Replaying,
): Begun {
  const { header } = tape;
  const { course, log } = replaying;
  let isStopped = false;
  let stop = () => {};
  const rules = checkpointRulesOf(source.spec);
  const kept = rules && checkpointed(rules, { course, folder: undefined, stop: () => stop() });
  const ordered = courseLog(course, log);
  const parts = partsOf(tape, source, replaying);
  const mediator = replaying.mediator(
    { ...parts, log: kept?.checkpoints.through(ordered) ?? ordered },
    kept ? [kept.checkpoints.around] : [],
  );
  kept?.checkpoints.begin(mediator);
  const sandbox = sandboxOf({
    assets,
    mediator,
    env: header.env,
    // That the agent's time was over is in the recording, where it was.
    limits: { ...DEFAULT_LIMITS, ...header.limits, cpuMs: Number.POSITIVE_INFINITY },
    disk: new CourseFiles(course, undefined),
    http: courseHttp(course, () => Promise.reject(new Error("a replay has no network"))),
    course,
    hasTurns: true,
    looking: replaying.looking,
    output,
    readStdin: () => {},
    isStopped: () => isStopped || replaying.isStopped,
    failed: () => {},
    agent: {
      sid: header.sid,
      programs: [source.program],
      lineage: newAgentLineage(),
      runChild: () => Promise.reject(new Error("a replay starts nobody")),
    },
  });
  stdinOf(course, (bytes) => sandbox.post({ kind: "stdin" }, bytes));
  stop = () => {
    isStopped = true;
    sandbox.stop();
  };
  stopOf(course, () => stop());
  if (kept?.checkpoints.isWanted) stop();
  const { entry, argv, is_tty: isTty } = header;
  return {
    run: () => sandbox.run({ entry, argv, isTty }),
    stop: () => sandbox.stop(),
    rolledBack: () => kept?.checkpoints.end(),
  };
}

function partsOf({ header }: Tape, source: LogOptions["source"], { course, log }: Replaying) {
  const { now, after, random } = bound(course);
  return mediatorParts(
    {
      source,
      engine: link(source.program),
      hasher: nodeHasher(),
      clock: { now, after },
      random: (bytes) => {
        const salt = new Uint8Array(bytes);
        random(salt);
        return salt;
      },
      actor: header.actor,
      ...(header.has_approver && { approver: courseApprover(course, NOBODY) }),
    },
    log,
  );
}
