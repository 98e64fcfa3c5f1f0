/**
 * A run that another one is to go on from, as the page reads it before there is a worker for either: whether recording and records
 * are of one session, whether the spec that is in force now can take over a machine of that run at all, and what is left of its
 * limits. What the run did is judged where it is made again; of it nothing is believed here.
 */
import { fromUtf8 } from "../../../../audit/bytes";
import { LineSplitter } from "../../../../audit/recorder/lines";
import { link, type Program } from "../../../../policy";
import { addedUp, usedOf } from "../../../../what-if";
import { grantedVariables } from "../../../agents/variables";
import { checkpointRulesOf } from "../../../checkpoints/rules-of";
import type { GoingOn, LookOrder, RunOptions } from "../../../driver";
import type { SandboxLimits } from "../../../limits";
import { readTapeHeader } from "../../../replay/read-tape";
import { recordOf } from "../../../replay/replay-log";
import type { Replayed } from "../../../replay/replaying";
import { type GoesOnFrom, goesOnEntry } from "../../../session/goes-on";
import { approvalRulesOf, limitsOf } from "../../../session/settings";
import type { PastRun } from "../protocol";
import { CellFault } from "./fault";
import { type ReadReplay, type ReplaySurroundings, readReplay } from "./read-replay";
import { replayInCell } from "./replay-cell";
import type { SpareWorker } from "./spare";

type Source = RunOptions["source"];

const LIMITS: Readonly<Record<keyof SandboxLimits, string>> = {
  memoryBytes: "resources.memory_limit",
  cpuMs: "the time for computing",
  wallMs: "agent.max_runtime",
  outputBytes: "resources.max_output",
  processes: "resources.pids_limit",
  tmpBytes: "resources.tmp_size",
};

interface ReadPast extends ReadReplay {
  readonly lines: readonly Uint8Array[];
}

/** Makes the run again up to a record, under the eyes of the policy that is in force now; goes on with nothing. */
export async function lookBack(
  { recorded, folder, tree, seq, source, signal }: LookOrder,
  around: ReplaySurroundings,
  workers: SpareWorker,
): Promise<Replayed> {
  const { message } = readPast(recorded, source, folder, around);
  const checkpoints = checkpointRulesOf(source.spec);
  const inForce = {
    approvals: approvalRulesOf(source.spec),
    actor: message.settings.actor,
    ...(checkpoints && { checkpoints }),
  };
  const order = {
    recorded,
    folder,
    tree,
    second: { program: source.program, goesOn: false },
    until: { seq, inForce },
    ...(signal && { signal }),
  };
  return replayInCell(order, around, workers);
}

export interface Past {
  readonly past: PastRun;
  readonly start: ReadReplay["start"];
  readonly env: Readonly<Record<string, string>>;
  /** What the log of the new run says of it first. */
  readonly entry: ReturnType<typeof goesOnEntry>;
}

/** Throws a CellFault with a sentence for a person. */
export function pastRun(
  { recorded, place, since }: GoingOn,
  source: Source,
  folder: string,
  around: ReplaySurroundings,
): Past {
  const { message, start, lines } = readPast(recorded, source, folder, around);
  const last = lines[place.records - 1];
  const sid = recordOf(lines[0])?.sid;
  if (!last || sid === undefined) throw new CellFault("recording");
  const { program, approvals, checkpoints, actor, env } = message.settings;
  const from: GoesOnFrom = { sid, seq: place.records - 1, link: around.hasher.leafHex(last) };
  return {
    past: {
      tape: recorded.tape,
      lines: recorded.lines,
      place,
      opening: message.opening,
      settings: { program, approvals, actor, ...(checkpoints && { checkpoints }) },
      used: addedUp([recorded.lines, ...since].map((log) => usedOf(textsOf(log), source.program, program))),
    },
    start,
    env,
    entry: goesOnEntry(from),
  };
}

function readPast(
  recorded: GoingOn["recorded"],
  source: Source,
  folder: string,
  around: ReplaySurroundings,
): ReadPast {
  const header = readTapeHeader(recorded.tape);
  const lines = new LineSplitter(recorded.lines.length).push(recorded.lines);
  // The recording of another run, with the records of this one.
  if (!header || header.sid !== recordOf(lines[0])?.sid) throw new CellFault("recording");
  const read = readReplay({ recorded, folder, tree: {} }, around);
  checkTakeOver(read, source);
  return { ...read, lines };
}

/** The machine that was made for the one spec is to be that of the other: what shaped it has to be the same in both. */
function checkTakeOver({ message: { settings }, spec: then }: ReadReplay, { spec, program }: Source): void {
  if (spec.agent.name !== then.agent.name || spec.agent.entry !== then.agent.entry)
    throw new CellFault("past", "The policy is now that of another agent, so nothing goes on from this run.");
  const [limits, now] = [limitsOf(then), limitsOf(spec)];
  const names = Object.keys(LIMITS) as (keyof SandboxLimits)[];
  const other = names.find((name) => now[name] !== limits[name]);
  if (other)
    throw new CellFault(
      "past",
      `The policy now has another limit than that run had (${LIMITS[other]}), so nothing goes on from it.`,
    );
  const granted = (of: Program) => Object.keys(grantedVariables(settings.env, [link(of)])).join();
  if (granted(program) !== granted(settings.program))
    throw new CellFault(
      "past",
      "The policy now grants other variables than that run had, so nothing goes on from it.",
    );
}

function* textsOf(lines: Uint8Array): Generator<string, undefined> {
  for (const line of new LineSplitter(lines.length).push(lines)) yield fromUtf8(line) ?? "";
}
