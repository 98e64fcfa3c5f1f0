/**
 * Agents that agents in a cell start: each a machine beside that of its parent, in the same worker and over the same files, with a log and
 * rights of its own. The page reads its spec, keeps its log, and is told of its end.
 */
import type { LoanPosition } from "../../../../audit/recorder";
import type { MediatorParts } from "../../../../mediator/mediator";
import { link, newMeters, type Program } from "../../../../policy";
import {
  AGENT_LIMITS,
  type AgentLineage,
  allEnded,
  type ChildExchange,
  type ChildOrder,
} from "../../../agents/agent-calls";
import { Beginning } from "../../../agents/beginning";
import { AgentFault } from "../../../agents/fault";
import { AGENTS_FOLDER } from "../../../agents/folder";
import type { Provisions } from "../../../agents/provisions";
import { grantedVariables } from "../../../agents/variables";
import type { Http } from "../../../calls/network";
import type { SpawnedEnd } from "../../../calls/protocol";
import type { RunCheckpoints } from "../../../checkpoints/run-checkpoints";
import type { SandboxLimits } from "../../../limits";
import type { Sandbox, SandboxEnd } from "../../sandbox/sandbox";
import type { ProcessParts } from "../../sandbox/scripts";
import type { RunSettings } from "../protocol";
import type { RoomyLog } from "./cell-log";
import type { Remote } from "./remote";

/** What sets one agent apart from others in the same worker. */
export interface Who {
  readonly parts: MediatorParts;
  readonly log: RoomyLog;
  readonly http: Http;
  readonly limits: SandboxLimits;
  /** As the page names it; none for the agent that the session is for. */
  readonly agent?: number;
  readonly sid: string;
  /** Its own, then those of the agents that started it. */
  readonly programs: readonly Program[];
  readonly lineage: AgentLineage;
  readonly provisions: Provisions;
  readonly exchange?: ChildExchange;
  readonly checkpoints?: RunCheckpoints;
}

export interface OpenLog {
  readonly log: RoomyLog;
  close(): void;
}

/** What of a session its children need. */
export interface Nursery {
  readonly remote: Remote;
  readonly settings: RunSettings;
  /** Of the agent that the session is for; what a child has of its own takes the place of it. */
  readonly parts: MediatorParts;
  now(): number;
  openLog(at: LoanPosition, agent: number): OpenLog;
  sandbox(who: Who, process: ProcessParts): Sandbox;
}

/** To its end, or throws an AgentFault. */
export async function startChild(
  nursery: Nursery,
  parent: Who,
  order: ChildOrder,
  signal: AbortSignal,
): Promise<SpawnedEnd> {
  const { remote } = nursery;
  const { name, sid } = order;
  const spec = parent.provisions.agents.get(name)?.slice();
  if (!spec) throw new AgentFault("ERR_AEGIS_AGENT_UNKNOWN", `${AGENTS_FOLDER} has no spec of ${name}`);
  // The page looks at the log of the parent: the record of this has to be there.
  const opened = await remote.openAgent({ name, spec, sid, parent: order.parent }, signal, parent.agent);
  const { agent, settings } = opened;
  const { log, close } = nursery.openLog(opened.log, agent);
  try {
    const { http, approver } = remote.of(agent);
    const { program, approvals, limits } = settings;
    const meters = newMeters(nursery.now());
    const exchange: ChildExchange = { input: order.input, output: null };
    const { checkpoints: _, ...inherited } = parent;
    const { above } = order;
    const who: Who = {
      ...inherited,
      parts: { ...nursery.parts, engine: link(program), meters, above, log, approver, approvals },
      log,
      http,
      limits,
      agent,
      sid,
      programs: [program, ...parent.programs],
      lineage: order.lineage,
      exchange,
    };
    const { code, reason, text } = await run(nursery, who, opened.entry, signal);
    return { output: exchange.output, code, reason, text, session: sid };
  } finally {
    log.flush();
    await remote.endAgent(agent);
    close();
  }
}

async function run(
  { settings, sandbox }: Nursery,
  who: Who,
  entry: string,
  signal: AbortSignal,
): Promise<SandboxEnd & { text: string }> {
  const { cwd, env } = settings;
  const beginning = new Beginning(AGENT_LIMITS.textBytes);
  const child: Sandbox = sandbox(who, {
    cwd,
    env: grantedVariables(env, [who.parts.engine]),
    output: (stream, bytes) => stream === "stdout" && beginning.add(bytes),
    // It has nobody who would type.
    readStdin: (isReading) => isReading && child.post({ kind: "stdin" }),
    isStopped: () => signal.aborted,
  });
  const stop = () => child.stop();
  signal.addEventListener("abort", stop);
  try {
    const running = child.run({ entry: `${cwd}/${AGENTS_FOLDER}/${entry}`, argv: [], isTty: false });
    return { ...(await toItsEnd(who, running)), text: beginning.text };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Those that it has started end with it, and before it. */
export async function toItsEnd<End>({ lineage }: Who, running: Promise<End>): Promise<End> {
  const end = await running;
  await allEnded(lineage);
  return end;
}
