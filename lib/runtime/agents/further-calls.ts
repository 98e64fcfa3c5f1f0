/** Tools, models and other agents for one sandbox, out of what its workspace provides. */
import type { Mediator } from "../../mediator/mediator";
import type { Program } from "../../policy";
import type { Handlers } from "../calls/handler";
import { modelCalls } from "../models/model-calls";
import { MODELS_FILE } from "../models/script";
import { TOOLS_FILE } from "../tools/declarations";
import { toolCalls } from "../tools/tool-calls";
import type { After } from "../tools/within";
import { type AgentLineage, agentCalls, type ChildExchange, type RunChild } from "./agent-calls";
import type { Provisions } from "./provisions";

export interface FurtherSurroundings {
  readonly mediator: Mediator;
  readonly provisions: Provisions;
  /** Of this agent, and of those that started it. */
  readonly programs: readonly Program[];
  readonly fetch: Handlers<"net.fetch">["net.fetch"];
  readonly after: After;
  readonly sid: string;
  newSid(): string;
  readonly lineage: AgentLineage;
  readonly runChild?: RunChild;
  readonly exchange?: ChildExchange;
}

export function furtherCalls(around: FurtherSurroundings): Partial<Handlers> {
  const { mediator, provisions, programs, fetch, after, sid, newSid, lineage, runChild, exchange } = around;
  const { declarations, models, folder, troubles } = provisions;
  return {
    ...toolCalls({
      mediator,
      declarations,
      trouble: troubles.get(TOOLS_FILE),
      programs,
      fetch,
      after,
      folder,
    }),
    ...modelCalls({ mediator, models, trouble: troubles.get(MODELS_FILE) }),
    ...agentCalls({ mediator, sid, newSid, lineage, runChild, ...(exchange && { exchange }) }),
  };
}
