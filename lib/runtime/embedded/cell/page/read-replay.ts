/** What a recording says of its run, read before there is a worker for it: the policy that it had, and what it is to be held to. */
import { fromBase64 } from "../../../../audit/bytes";
import type { Hasher } from "../../../../audit/hash";
import { compile } from "../../../../policy";
import { type AgentSpec, load } from "../../../../spec";
import { checkpointRulesOf } from "../../../checkpoints/rules-of";
import type { ReplayOrder } from "../../../driver";
import type { SandboxLimits } from "../../../limits";
import { readTapeHeader } from "../../../replay/read-tape";
import { openingOf } from "../../../session/session";
import { approvalRulesOf, limitsOf } from "../../../session/settings";
import type { RunSettings, Started, ToCell } from "../protocol";
import type { CellParts } from "./cell";
import { CellFault } from "./fault";

export interface ReplaySurroundings {
  readonly parts: CellParts;
  readonly builtins: RunSettings["builtins"];
  readonly version: string;
  readonly hasher: Hasher;
}

export type ReplayMessage = Extract<ToCell, { kind: "replay" }>;
export interface ReadReplay {
  readonly message: ReplayMessage;
  readonly start: Extract<Started, { entry: string }>;
  readonly spec: AgentSpec;
}

/** A replay keeps books beside the run, on whatever machine it is: what the run had of time is not to end it. */
const MORE_CPU = 2;
const MORE_CPU_MS = 5_000;

/** Throws a CellFault for what is no recording. */
export function readReplay(
  { recorded, folder, second, until }: ReplayOrder & Pick<ReplayMessage, "until">,
  around: ReplaySurroundings,
): ReadReplay {
  const header = readTapeHeader(recorded.tape);
  const bytes = header && fromBase64(header.spec);
  const loaded = bytes && load(bytes);
  if (!header || !bytes || !loaded?.spec) throw new CellFault("recording");
  const { spec } = loaded;
  const { actor, env, entry, argv, is_tty: isTty, workspace } = header;
  const program = compile(spec, loaded.source);
  const { version, builtins, parts, hasher } = around;
  const checkpoints = checkpointRulesOf(spec);
  const settings: RunSettings = {
    program,
    approvals: approvalRulesOf(spec),
    limits: withTime(limitsOf(spec)),
    ...(checkpoints && { checkpoints }),
    actor,
    env,
    cwd: folder,
    builtins,
  };
  const source = { bytes, spec, program };
  const driver = { name: "embedded", version } as const;
  const named = workspace !== undefined && { workspace };
  const opening = openingOf({ source, driver, build: parts.build, hasher, actor, ...named });
  const { tape, lines } = recorded;
  return {
    message: {
      kind: "replay",
      tape,
      lines,
      settings,
      opening,
      now: 0,
      ...(second && { second }),
      ...(until && { until }),
    },
    start: { entry, argv, isTty },
    spec,
  };
}

function withTime(limits: SandboxLimits): SandboxLimits {
  return { ...limits, cpuMs: limits.cpuMs * MORE_CPU + MORE_CPU_MS };
}
