/**
 * A guest's tools. Each call is one action, `tool.call`: decided by the spec with its arguments, recorded, and then done on the
 * arguments as they were decided, a copy that nobody else has. What a tool reaches out for on the way (an API, the network) is
 * decided and recorded besides, by its own rules.
 *
 * A function of the workspace is not run by the host: it is the agent's own code, and runs as the agent, with the agent's rights and
 * in its machine. The host says which, with which arguments, and records what the agent says came of it.
 */
import { utf8 } from "../../audit/bytes";
import type { Action } from "../../mediator/action";
import type { Mediator } from "../../mediator/mediator";
import type { Program } from "../../policy";
import type { Handlers, Result } from "../calls/handler";
import type { FetchResponse, ToolAnswer, ToolListed } from "../calls/protocol";
import { CallFault, invalid, Values } from "../calls/values";
import type { Declarations, FunctionTool, HttpTool, ServerDeclaration } from "./declarations";
import { ToolFault } from "./fault";
import { assertSize, bytesOfBody, callHttpTool } from "./http-tool";
import { TOOL_LIMITS } from "./limits";
import { type Exchange, McpClient } from "./mcp/client";
import { isJsonObject, type Json, type JsonObject, plainCopy } from "./plain";
import { checkArguments } from "./schema/check";
import { Slots } from "./slots";
import { type After, TimedOut, within } from "./within";

export interface ToolSurroundings {
  readonly mediator: Mediator;
  readonly declarations: Declarations;
  /** Why there are none, where the file of declarations cannot be used. */
  readonly trouble: string | undefined;
  /** Of the agent and of those that started it: a tool that one of them does not grant is not shown. */
  readonly programs: readonly Program[];
  readonly fetch: Handlers<"net.fetch">["net.fetch"];
  readonly after: After;
  /** Where the file of declarations stands for the guest. */
  readonly folder: string;
}

type Done =
  | { readonly value: Json }
  | { readonly late: true }
  | { readonly run: FunctionTool; readonly args: JsonObject; readonly of: number };
type Server = { readonly declared: ServerDeclaration; readonly client: McpClient };

export function toolCalls(around: ToolSurroundings): Handlers<"tool.call" | "tool.done" | "tool.list"> {
  const tools = new Tools(around);
  return {
    "tool.call": async (values, _, signal) => {
      const name = values.text(0);
      const args = plainCopy(values.data(1) ?? {});
      if (!isJsonObject(args)) throw invalid("An object of arguments");
      return { value: await tools.call(name, args, signal) };
    },
    "tool.done": (values): Result => {
      tools.done(values.count(0), values.flag(1), values.data(2));
      return {};
    },
    "tool.list": async (_, __, signal = new AbortController().signal) => ({
      value: await tools.list(signal),
    }),
  };
}

class Tools {
  readonly #around: ToolSurroundings;
  readonly #slots = new Slots(TOOL_LIMITS.atOnce);
  readonly #servers: ReadonlyMap<string, Server>;
  readonly #granted: ReadonlySet<string>;
  /** Functions that the guest runs now, by the record of the decision. */
  readonly #running = new Set<number>();

  constructor(around: ToolSurroundings) {
    this.#around = around;
    this.#granted = grantedBy(around.programs);
    this.#servers = new Map(
      [...around.declarations.servers.values()].map((declared) => {
        const { api } = declared;
        const exchange: Exchange = (request, signal) => this.#exchange(request, api, signal);
        return [declared.name, { declared, client: new McpClient(declared, exchange) }];
      }),
    );
  }

  async call(name: string, args: JsonObject, signal: AbortSignal | undefined): Promise<ToolAnswer> {
    const text = JSON.stringify(args);
    if (text.length > TOOL_LIMITS.argumentsUnits)
      throw new ToolFault("ERR_AEGIS_TOOL_ARGUMENTS", "the arguments are too large");
    const tool = this.#around.declarations.tools.get(name);
    const action: Action<Done> = {
      requests: [{ op: "tool.call", tool: name, args }],
      outside: true,
      // The record has only the hash of the arguments: a person who is asked has to see them.
      payload: utf8(text.toWellFormed()),
      ...(tool?.kind === "function" && { isHeld: true }),
      perform: ([decision], { signal: ending, of }) => {
        const decided = decision?.canonical?.args as Json | undefined;
        if (!isJsonObject(decided)) throw new RangeError("a call of a tool has a canonical form");
        return this.#perform(name, tool, decided, { signal: ending, of });
      },
      outcome: (done) =>
        "value" in done
          ? { payload: utf8(JSON.stringify(done.value).toWellFormed()) }
          : { status: "timeout" },
    };
    const done = await this.#around.mediator.act(action, signal && { signal });
    if ("late" in done) throw new ToolFault("ERR_AEGIS_TOOL_TIMEOUT", `${name} gave no answer in its time`);
    if ("value" in done) return { value: done.value };
    this.#running.add(done.of);
    const { module, exported } = done.run;
    return { run: { call: done.of, module: `${this.#around.folder}/${module}`, exported, args: done.args } };
  }

  /** What the guest says of a function that it ran. */
  done(call: number, isOk: boolean, value: unknown): void {
    if (!this.#running.delete(call)) throw invalid("The number of a call that is under way");
    const answer = isOk ? plainCopy(value ?? null) : undefined;
    const payload = answer === undefined ? undefined : utf8(JSON.stringify(answer).toWellFormed());
    const status = isOk && answer !== undefined ? "ok" : "error";
    // A session that has ended has said already that it was left open.
    if (this.#around.mediator.isHeld(call))
      this.#around.mediator.conclude(call, { status, ...(payload && { payload }) });
    if (isOk && answer === undefined)
      throw new ToolFault(
        "ERR_AEGIS_TOOL_ANSWER",
        "the function answered with what is no plain data, or too much of it",
      );
  }

  /** Those that the spec grants: of a server of which nothing is granted nothing is asked either. */
  async list(signal: AbortSignal): Promise<readonly ToolListed[]> {
    const listed: ToolListed[] = [];
    for (const { name, description, schema } of this.#around.declarations.tools.values())
      listed.push({ name, description, ...(schema && { schema: schema.json }) });
    for (const { declared, client } of this.#servers.values()) {
      const prefix = `${declared.name}.`;
      if (![...this.#granted].some((name) => name.startsWith(prefix))) continue;
      const tools = await this.#timed(declared.timeoutMs, signal, (ending) => client.tools(ending));
      for (const { name, description, schema } of tools)
        listed.push({ name, description, ...(schema && { schema: schema.json }) });
    }
    return listed.filter(({ name }) => this.#granted.has(name));
  }

  async #perform(
    name: string,
    tool: FunctionTool | HttpTool | undefined,
    args: JsonObject,
    { signal, of }: { signal: AbortSignal; of: number },
  ): Promise<Done> {
    const wrong = tool?.schema && checkArguments(tool.schema.check, args);
    if (wrong) throw new ToolFault("ERR_AEGIS_TOOL_ARGUMENTS", wrong);
    if (tool?.kind === "function") return { run: tool, args, of };
    const server = this.#servers.get(name.slice(0, Math.max(0, name.indexOf("."))));
    if (!tool && !server)
      throw new ToolFault(
        "ERR_AEGIS_TOOL_UNKNOWN",
        this.#around.trouble ?? `nothing declares a tool ${name.slice(0, 128)}`,
      );
    const timeoutMs = tool?.timeoutMs ?? server?.declared.timeoutMs ?? TOOL_LIMITS.timeoutMs;
    const work = (ending: AbortSignal): Promise<Json> => {
      if (!tool) return (server as Server).client.call(name, args, ending);
      const exchange: Exchange = (request, signal_) => this.#exchange(request, tool.api, signal_);
      return callHttpTool(tool, args, exchange, ending);
    };
    try {
      return { value: await this.#slots.run(signal, () => this.#timed(timeoutMs, signal, work)) };
    } catch (thrown) {
      if (thrown instanceof TimedOut) return { late: true };
      throw thrown;
    }
  }

  #timed<Value>(
    milliseconds: number,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    return within({ milliseconds, after: this.#around.after, signal }, work);
  }

  /** By the mediated network; and where the tool says of what API it is, by the rules on that as well. */
  async #exchange(
    { body, args = {}, ...request }: Parameters<Exchange>[0],
    api: ServerDeclaration["api"],
    signal: AbortSignal,
  ): ReturnType<Exchange> {
    const send = async () => {
      // A redirect would lead to where nobody declared that the tool is.
      const values = new Values([{ ...request, redirect: "error" }]);
      const sent = body === undefined ? undefined : bytesOfBody(body);
      const { value, bytes = new Uint8Array(0) } = await asTool(this.#around.fetch(values, sent, signal));
      assertSize(bytes);
      const { status, headers } = value as FetchResponse;
      return { status, headers, body: bytes };
    };
    if (!api) return send();
    return this.#around.mediator.act(
      {
        requests: [{ op: "api.call", api: api.name, scope: api.scope, args }],
        outside: false,
        perform: send,
        outcome: ({ status }) => ({ code: status }),
      },
      { signal },
    );
  }
}

/** A network that fails is a tool that fails; a network that is refused is refused. */
async function asTool(fetching: Result | Promise<Result>): Promise<Result> {
  try {
    return await fetching;
  } catch (thrown) {
    if (!(thrown instanceof CallFault)) throw thrown;
    throw new ToolFault("ERR_AEGIS_TOOL_FAILED", `the network failed: ${thrown.error.reason ?? "no answer"}`);
  }
}

function grantedBy(programs: readonly Program[]): ReadonlySet<string> {
  const [own, ...above] = programs.map(
    ({ tools }) => new Set(tools.filter(({ effect }) => effect !== "deny").map(({ name }) => name)),
  );
  return new Set([...(own ?? [])].filter((name) => above.every((each) => each.has(name))));
}
