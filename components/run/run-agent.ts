/** Runs the agent of a workspace, from its files to what it leaves of them. Loaded when somebody runs something. */
import type { Box, GoingOn, Process, RecordedRun } from "@/lib/runtime/driver";
import type { AgentSpec } from "@/lib/spec";
import type { Texts } from "../files/files";
import { changedTexts } from "./changed-texts";
import { type BoxOrder, FOLDER, openBox, RunRefused, readPolicy } from "./open-box";
import { POLICY_FILE } from "./policy-file";

export { bring, warm } from "./open-box";

export interface RunOrder extends BoxOrder {
  /** It goes on from an earlier run, over the files that one began with: under the policy of now, beside files as they were left. */
  readonly goesOn?: { readonly now: Texts; readonly left: Texts; readonly from: GoingOn };
  /** The words after the name of the agent's file. */
  readonly argv: readonly string[];
  /** The agent reads its standard input now, or does not any more. */
  readonly onReading: (isReading: boolean) => void;
}

export interface Closed {
  /** Text files that the agent made or changed, and those that it took away as null. */
  readonly changed: Readonly<Record<string, string | null>>;
  /** The last checkpoint that the session signed. */
  readonly checkpoint?: string;
  /** So that the run can be made again. */
  readonly recorded?: RecordedRun;
}

export interface Run {
  readonly sid: string;
  readonly box: Box;
  readonly process: Process;
  /** Fetches what the agent left, and closes the session. Once, however often it is called. */
  close(): Promise<Closed>;
  /** Lets go of the stored log: nothing can be read of it by this run any more. */
  release(): Promise<void>;
}

export async function runAgent(order: RunOrder): Promise<Run> {
  const { texts, argv, goesOn, onStep, onReading } = order;
  onStep(0);
  const policy = readPolicy(goesOn?.now ?? texts, order.driver);
  const entry = goesOn ? "" : entryOf(policy.spec, texts);
  const { sid, box, release } = await openBox({ ...order, goesOnFrom: goesOn?.from }, policy, false);
  box.on("stdin", onReading);
  const what = box.goesOn ?? { entry: `${FOLDER}/${entry}`, argv };
  const process = box.spawn(what.entry, what.argv);
  let closed: Promise<Closed> | undefined;
  const end = async (): Promise<Closed> => {
    const changed = changedTexts(goesOn?.left ?? texts, await box.fs.export(FOLDER).catch(() => undefined));
    const { checkpoint } = await box.teardown("keep");
    const recorded = await box.recording?.().catch(() => undefined);
    return { changed, ...(checkpoint !== undefined && { checkpoint }), ...(recorded && { recorded }) };
  };
  const close = () => {
    closed ??= end();
    return closed;
  };
  return { sid, box, process, close, release };
}

function entryOf({ agent }: AgentSpec, texts: Texts): string {
  const entry = agent.entry ?? "agent.ts";
  if (!Object.hasOwn(texts, entry)) {
    throw new RunRefused(
      `The policy starts ${entry}, and there is no such file: create it, or change entry in ${POLICY_FILE}.`,
    );
  }
  return entry;
}
