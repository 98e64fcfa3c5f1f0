/**
 * Agents that an agent starts, in Node: each has a machine in a thread of its own, a log of its own, and the workspace of its
 * parent, all of it bounded by both specs. It ends with its parent.
 */
import { randomFillSync } from "node:crypto";
import type { Journal } from "../../../audit/recorder";
import type { ApprovalRules, Approver } from "../../../mediator/approval";
import { type Engine, link, type Program } from "../../../policy";
import type { AgentSpec } from "../../../spec";
import { AGENT_LIMITS, allEnded, type ChildExchange, type ChildOrder } from "../../agents/agent-calls";
import { Beginning } from "../../agents/beginning";
import { approvalsOfChild, type Child, limitsOfChild, readChild } from "../../agents/child";
import { AgentFault } from "../../agents/fault";
import { AGENTS_FOLDER } from "../../agents/folder";
import type { Provisions } from "../../agents/provisions";
import { grantedVariables } from "../../agents/variables";
import type { SpawnedEnd } from "../../calls/protocol";
import type { ChildLog } from "../../driver";
import type { Sandbox } from "../../embedded/sandbox/sandbox";
import type { Files } from "../../files";
import type { SandboxLimits } from "../../limits";
import { type LiveParts, liveCourse } from "../../replay/course";
import { Session } from "../../session/session";
import { nodeHasher } from "../hash";
import { nodeHttp } from "../http/http";
import type { DriverAssets } from "./assets";
import { type AgentNeeds, GUEST_FOLDER, sandboxOf } from "./sandbox-of";

/** An agent that starts others, and what it shares with them. */
export interface Parent {
  readonly assets: DriverAssets;
  readonly spec: AgentSpec;
  /** Its own, then those of the agents that started it. */
  readonly programs: readonly Program[];
  readonly limits: SandboxLimits;
  readonly approvals: ApprovalRules;
  readonly env: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly host: string;
  readonly approver?: Approver;
  readonly platform: LiveParts;
  /** The workspace, as those may change it who have all of these rights. */
  disk(engines: readonly Engine[]): Files;
  openChildLog(sid: string): Promise<ChildLog>;
  failed(cause: unknown): void;
}

export function childrenOf(parent: Parent): NonNullable<AgentNeeds["runChild"]> {
  return async (order, provisions, signal) => {
    const child = childOf(order, provisions, parent);
    signal.throwIfAborted();
    const log = await parent.openChildLog(order.sid);
    try {
      return await run(child, { parent, order, provisions, signal, journal: log.journal });
    } finally {
      await log.close();
    }
  };
}

function childOf({ name }: ChildOrder, { agents }: Provisions, { spec, assets }: Parent): Child {
  const bytes = agents.get(name);
  if (!bytes) throw new AgentFault("ERR_AEGIS_AGENT_UNKNOWN", `${AGENTS_FOLDER} has no spec of ${name}`);
  const read = readChild(name, bytes, spec, assets.driver.name);
  if (!read.ok) throw new AgentFault("ERR_AEGIS_AGENT_SPEC", read.why);
  return read.value;
}

interface Running {
  readonly parent: Parent;
  readonly order: ChildOrder;
  readonly provisions: Provisions;
  readonly signal: AbortSignal;
  readonly journal: Journal;
}

async function run(
  child: Child,
  { parent, order, provisions, signal, journal }: Running,
): Promise<SpawnedEnd> {
  const { now, after, random } = parent.platform;
  const approvals = approvalsOfChild(child.spec, parent.approvals);
  const engine = link(child.program);
  const session = await Session.open({
    source: child,
    engine,
    above: order.above,
    parent: order.parent,
    approvals,
    driver: parent.assets.driver,
    build: parent.assets.build,
    journal,
    sid: order.sid,
    hasher: nodeHasher(),
    clock: { now, after },
    random: (bytes) => randomFillSync(new Uint8Array(bytes)),
    host: parent.host,
    actor: parent.actor,
    ...(parent.approver && { approver: parent.approver }),
  });
  const own: Parent = {
    ...parent,
    assets: parent.assets.childAssets?.(child.spec) ?? parent.assets,
    spec: child.spec,
    programs: [child.program, ...parent.programs],
    limits: limitsOfChild(child.spec, parent.limits),
    approvals,
    env: grantedVariables(parent.env, [engine]),
  };
  const exchange: ChildExchange = { input: order.input, output: null };
  const beginning = new Beginning(AGENT_LIMITS.textBytes);
  const sandbox: Sandbox = sandboxOf({
    ...own,
    mediator: session.mediator,
    disk: parent.disk([engine, ...order.above.map((above) => above.engine)]),
    http: nodeHttp,
    course: liveCourse({ now, elapsed: parent.platform.elapsed, after, random }),
    hasTurns: false,
    agent: {
      sid: order.sid,
      programs: own.programs,
      lineage: order.lineage,
      provisions,
      exchange,
      runChild: childrenOf(own),
    },
    output: (stream, bytes) => stream === "stdout" && beginning.add(bytes),
    // It has nobody who would type.
    readStdin: (isReading) => isReading && sandbox.post({ kind: "stdin" }),
    isStopped: () => signal.aborted,
  });
  const stop = () => sandbox.stop();
  signal.addEventListener("abort", stop);
  try {
    const entry = `${GUEST_FOLDER}/${AGENTS_FOLDER}/${child.entry}`;
    const { code, reason } = await sandbox.run({ entry, argv: [], isTty: false });
    return { output: exchange.output, code, reason, text: beginning.text, session: order.sid };
  } finally {
    signal.removeEventListener("abort", stop);
    await allEnded(order.lineage);
    await session.close("destroy");
  }
}
