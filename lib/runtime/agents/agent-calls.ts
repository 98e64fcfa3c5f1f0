/**
 * A guest starts other agents. One action, `agent.spawn`: decided by the spec, recorded together with the name of the log that the
 * child will have, and durable before that log begins; the child's log says in its first record which record of which session began
 * it. So each of the two leads to the other, whatever is lost in between.
 *
 * The attacks: an agent that starts itself (deep and living ones are counted over the whole run, and so are all that ever were); a child
 * that outlives who started it (it is stopped with it).
 */
import { utf8 } from "../../audit/bytes";
import type { Authorities } from "../../mediator/authority";
import type { Mediator } from "../../mediator/mediator";
import type { Handlers, Result } from "../calls/handler";
import type { SpawnedEnd } from "../calls/protocol";
import { invalid } from "../calls/values";
import { type Json, plainCopy } from "../tools/plain";
import { AgentFault } from "./fault";

/** What is to be run. */
export interface ChildOrder {
  readonly name: string;
  readonly input: Json;
  /** Of its log. */
  readonly sid: string;
  readonly parent: { readonly sid: string; readonly seq: number };
  /** Who has to agree to what it does, beside its own spec. */
  readonly above: Authorities;
  readonly lineage: AgentLineage;
}

/** Runs a child to its end, or throws an AgentFault. Aborting stops it. */
export type RunChild = (order: ChildOrder, signal: AbortSignal) => Promise<SpawnedEnd>;

/** All agents of a run. */
export interface AgentFamily {
  living: number;
  started: number;
}
export interface AgentLineage {
  readonly family: AgentFamily;
  readonly depth: number;
  /** Those that this agent has started and that have not ended: its log stays open for how they end. */
  readonly running: Set<Promise<unknown>>;
}

export const AGENT_LIMITS = {
  deepest: 3,
  living: 4,
  inAll: 32,
  inputUnits: 1024 * 1024,
  outputUnits: 1024 * 1024,
  /** Of what a child prints, for whoever started it. */
  textBytes: 64 * 1024,
} as const;

export function newAgentLineage(): AgentLineage {
  return { family: { living: 0, started: 0 }, depth: 0, running: new Set() };
}

/** When all that this agent has started are at their end, and that is on its record. It never rejects. */
export async function allEnded({ running }: AgentLineage): Promise<void> {
  while (running.size > 0) await Promise.allSettled(running);
}

export interface AgentSurroundings {
  readonly mediator: Mediator;
  /** Of this agent's log. */
  readonly sid: string;
  readonly lineage: AgentLineage;
  /** Left out, none can be started here. */
  readonly runChild: RunChild | undefined;
  newSid(): string;
  /** Of an agent that another one started. */
  readonly exchange?: ChildExchange;
}

/** What goes between a child and who started it. */
export interface ChildExchange {
  readonly input: Json;
  output: Json;
}

export function agentCalls(
  around: AgentSurroundings,
): Handlers<"agent.spawn" | "agent.input" | "agent.reply"> {
  const { exchange } = around;
  return {
    "agent.spawn": async (values, _, signal) => {
      const input = plainCopy(values.data(1) ?? null);
      if (input === undefined || JSON.stringify(input).length > AGENT_LIMITS.inputUnits)
        throw invalid("Plain data of at most 1 MiB as input");
      const { running } = around.lineage;
      const spawning = spawn(around, values.text(0), input, signal);
      running.add(spawning);
      return { value: await spawning.finally(() => running.delete(spawning)) };
    },
    "agent.input": (): Result => (exchange ? { value: exchange.input } : {}),
    "agent.reply": (values): Result => {
      const output = plainCopy(values.data(0) ?? null);
      if (output === undefined || JSON.stringify(output).length > AGENT_LIMITS.outputUnits)
        throw invalid("Plain data of at most 1 MiB as output");
      if (exchange) exchange.output = output;
      return {};
    },
  };
}

async function spawn(
  { mediator, sid: parent, lineage, runChild, newSid }: AgentSurroundings,
  name: string,
  input: Json,
  signal: AbortSignal | undefined,
): Promise<SpawnedEnd> {
  const sid = newSid();
  const { authorities: above } = mediator;
  return mediator.act(
    {
      requests: [{ op: "agent.spawn", name }],
      outside: true,
      isAwaited: true,
      payload: utf8(JSON.stringify(input).toWellFormed()),
      perform: ([decision], { signal: ending, of }) => {
        const decided = decision?.canonical?.name;
        if (typeof decided !== "string") throw new RangeError("a start of an agent has a canonical form");
        if (!runChild) throw new AgentFault("ERR_AEGIS_AGENT_FAILED", "other agents cannot be started here");
        const next = {
          family: lineage.family,
          depth: lineage.depth + 1,
          running: new Set<Promise<unknown>>(),
        };
        const order = { name: decided, input, sid, parent: { sid: parent, seq: of }, above, lineage: next };
        return counted(next, () => runChild(order, ending));
      },
      outcome: ({ output, code }) => ({ code, payload: utf8(JSON.stringify(output).toWellFormed()) }),
    },
    { call: sid, ...(signal && { signal }) },
  );
}

async function counted<Value>({ family, depth }: AgentLineage, work: () => Promise<Value>): Promise<Value> {
  const { deepest, living, inAll } = AGENT_LIMITS;
  if (depth > deepest) throw tooMany(`agents start each other ${deepest} deep at most`);
  if (family.living >= living) throw tooMany(`${living} agents are started at once at most`);
  if (family.started >= inAll) throw tooMany(`${inAll} agents are started in a run at most`);
  family.started += 1;
  family.living += 1;
  try {
    return await work();
  } finally {
    family.living -= 1;
  }
}

function tooMany(why: string): AgentFault {
  return new AgentFault("ERR_AEGIS_AGENT_LIMIT", why);
}
