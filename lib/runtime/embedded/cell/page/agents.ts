/**
 * Agents that agents in a cell start, as the page has them. Their machines are in the worker, with that of their parent; their
 * logs are here, and so is a decision of its own on whatever they reach out for, by their spec and those of all above them.
 *
 * The page reads the spec of a child by itself: a worker that was taken over can have a child with any spec, and that child has what its
 * parent has at most, which is what the worker has anyway.
 */
import type { Hasher } from "../../../../audit/hash";
import type { Recorder, SessionEntry } from "../../../../audit/recorder";
import type { ApprovalRules } from "../../../../mediator/approval";
import { link } from "../../../../policy";
import type { AgentSpec } from "../../../../spec";
import { AGENT_LIMITS } from "../../../agents/agent-calls";
import { approvalsOfChild, type Child, limitsOfChild, readChild } from "../../../agents/child";
import type { AgentCode } from "../../../agents/fault";
import type { RunOptions } from "../../../driver";
import type { SandboxLimits } from "../../../limits";
import { openLog } from "../../../session/session";
import type { SandboxEnd } from "../../sandbox/sandbox";
import type { AgentOrder, EffectAnswer, ToCell } from "../protocol";
import { type EffectParts, PageEffects } from "./effects";
import { LentLog } from "./lent-log";

/** How logs of children are opened; of the run that they belong to. */
export interface AgentLogs
  extends Pick<RunOptions, "host" | "actor" | "workspace">,
    Required<Pick<RunOptions, "openChildLog">> {
  readonly spec: AgentSpec;
  readonly build: Uint8Array;
  readonly version: string;
}

export interface PageAgentsOptions {
  readonly logs: AgentLogs | undefined;
  readonly effects: Omit<EffectParts, "engine" | "above" | "approvals">;
  readonly hasher: Hasher;
  post(message: ToCell): void;
}

/** An agent, the first of them or one that was started by another. */
export interface PageAgent {
  readonly effects: PageEffects;
  readonly spec: AgentSpec | undefined;
  readonly approvals: ApprovalRules;
  readonly limits: SandboxLimits;
  readonly recorder: Pick<Recorder, "sid" | "size">;
}
interface OpenAgent extends PageAgent {
  readonly log: LentLog;
  close(): Promise<void>;
}

export class PageAgents {
  readonly #options: PageAgentsOptions;
  readonly #open = new Map<number, OpenAgent>();
  readonly #closing = new Set<Promise<void>>();
  #last = 0;
  #opening = 0;

  constructor(options: PageAgentsOptions) {
    this.#options = options;
  }

  get(agent: number): OpenAgent | undefined {
    return this.#open.get(agent);
  }

  async open(above: PageAgent, order: AgentOrder, signal: AbortSignal): Promise<EffectAnswer> {
    const { logs } = this.#options;
    const { name, parent } = order;
    if (!logs || !above.spec) return refused("ERR_AEGIS_AGENT_FAILED", "other agents cannot be started here");
    if (this.#open.size + this.#opening >= AGENT_LIMITS.living)
      return refused("ERR_AEGIS_AGENT_LIMIT", "there are too many");
    const isTrue = parent.sid === above.recorder.sid && parent.seq < above.recorder.size;
    if (!isTrue || !above.effects.mayStart(name))
      return refused("ERR_AEGIS_AGENT_FAILED", "the page does not allow it");
    const read = readChild(name, order.spec, above.spec, "embedded");
    if (!read.ok) return refused("ERR_AEGIS_AGENT_SPEC", read.why);
    this.#opening += 1;
    const adding = this.#add(read.value, { above, order, logs });
    const opened = await adding.finally(() => {
      this.#opening -= 1;
    });
    // Nobody waits for it any more.
    if (signal.aborted) await this.end(opened.agent);
    return { effect: "agent", opened };
  }

  /** Its log is closed. */
  async end(agent: number, end?: SandboxEnd): Promise<void> {
    const open = this.#open.get(agent);
    this.#open.delete(agent);
    if (!open) return;
    open.log.end();
    if (end) open.log.cutOff(exitOf(end));
    const closing = open.close();
    this.#closing.add(closing);
    await closing.finally(() => this.#closing.delete(closing));
  }

  /** The cell is gone, and they are with it. */
  async endAll(end: SandboxEnd): Promise<void> {
    await Promise.all([...this.#open.keys()].map((agent) => this.end(agent, end)));
    await Promise.allSettled(this.#closing);
  }

  async #add(child: Child, { above, order, logs }: { above: PageAgent; order: AgentOrder; logs: AgentLogs }) {
    const { effects, hasher, post } = this.#options;
    const place = await logs.openChildLog(order.sid);
    const recorder = await openLog({
      ...logs,
      source: child,
      driver: { name: "embedded", version: logs.version },
      journal: place.journal,
      sid: order.sid,
      hasher,
      clock: { now: effects.now },
      parent: order.parent,
    });
    this.#last += 1;
    const agent = this.#last;
    const approvals = approvalsOfChild(child.spec, above.approvals);
    const limits = limitsOfChild(child.spec, above.limits);
    const log = new LentLog(recorder, (message) => post({ ...message, agent } as ToCell));
    this.#open.set(agent, {
      effects: new PageEffects({
        ...effects,
        engine: link(child.program),
        above: above.effects.authorities,
        approvals,
        onAsked: (question) => log.asked(question),
      }),
      spec: child.spec,
      approvals,
      limits,
      recorder,
      log,
      close: async () => {
        await recorder.close({ key: "keep" });
        await place.close();
      },
    });
    const settings = { program: child.program, approvals, limits };
    return { agent, log: log.from, settings, entry: child.entry };
  }
}

export function exitOf({ code, reason }: SandboxEnd): SessionEntry {
  return { type: "agent.exit", data: { code, reason } };
}

function refused(code: AgentCode, why: string): EffectAnswer {
  return { effect: "agentRefused", code, why };
}
