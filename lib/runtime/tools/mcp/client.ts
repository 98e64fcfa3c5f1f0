/**
 * A client of the Model Context Protocol over streamable HTTP (revision 2025-06-18): initialize, tools/list, tools/call. It offers
 * the server nothing: no sampling, no roots, no questions to the person.
 *
 * The server is not trusted: its tools are called after it, are asked for once a run, and are those of the names that a policy can
 * write; it is followed nowhere; whatever it answers is read within bounds.
 */
import { parseToolName } from "../../../spec/values";
import type { ServerDeclaration } from "../declarations";
import { ToolFault } from "../fault";
import { TOOL_LIMITS } from "../limits";
import { isJsonObject, type Json, type JsonObject, member } from "../plain";
import { checkArguments } from "../schema/check";
import { readSchema, type Schema } from "../schema/schema";
import { type RpcAnswer, readAnswer } from "./rpc";

export interface Exchanged {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}
/** One exchange by the mediated network, which follows nothing. `args` are those of the tool that it is for. */
export type Exchange = (
  request: { method: string; url: string; headers: [string, string][]; body?: Json; args?: JsonObject },
  signal: AbortSignal,
) => Promise<Exchanged>;

export interface ServerTool {
  /** With the server's name in front. */
  readonly name: string;
  readonly description: string;
  readonly schema?: { readonly json: Json; readonly check?: Schema };
}

interface Session {
  readonly version: string;
  readonly id?: string;
  readonly tools: ReadonlyMap<string, ServerTool>;
}

const LATEST = "2025-06-18";
const VERSIONS: ReadonlySet<string> = new Set([LATEST, "2025-03-26"]);
const SESSION_ID = /^[\x21-\x7e]{1,1024}$/;
const PAGES = 20;
const ACCEPTED = "application/json, text/event-stream";

export class McpClient {
  readonly #server: ServerDeclaration;
  readonly #exchange: Exchange;
  #session: Promise<Session> | undefined;
  #lastId = 0;

  constructor(server: ServerDeclaration, exchange: Exchange) {
    this.#server = server;
    this.#exchange = exchange;
  }

  async tools(signal: AbortSignal): Promise<readonly ServerTool[]> {
    return [...(await this.#open(signal)).tools.values()];
  }

  /** `name` is the full one. */
  async call(name: string, args: JsonObject, signal: AbortSignal): Promise<Json> {
    for (let isSecond = false; ; isSecond = true) {
      const session = await this.#open(signal);
      const tool = session.tools.get(name);
      if (!tool) throw new ToolFault("ERR_AEGIS_TOOL_UNKNOWN", `${this.#server.name} has no tool ${name}`);
      const wrong = tool.schema?.check && checkArguments(tool.schema.check, args);
      if (wrong) throw new ToolFault("ERR_AEGIS_TOOL_ARGUMENTS", wrong);
      const params = { name: name.slice(this.#server.name.length + 1), arguments: args };
      const answer = await this.#request("tools/call", params, session, signal);
      if (answer !== "expired") return contentOf(answer);
      if (isSecond) throw failed("the server ends every session at once");
      this.#session = undefined;
    }
  }

  /** Opened by whoever needs it first. Who waited for an opening that failed tries by itself. */
  async #open(signal: AbortSignal): Promise<Session> {
    for (;;) {
      const known = this.#session;
      if (known) {
        const session = await known.catch(() => undefined);
        if (session) return session;
        if (this.#session === known) this.#session = undefined;
        signal.throwIfAborted();
        continue;
      }
      const opening = this.#initialize(signal);
      this.#session = opening;
      try {
        return await opening;
      } catch (thrown) {
        if (this.#session === opening) this.#session = undefined;
        throw thrown;
      }
    }
  }

  async #initialize(signal: AbortSignal): Promise<Session> {
    const params = {
      protocolVersion: LATEST,
      capabilities: {},
      clientInfo: { name: "aegis", version: "1" },
    };
    const { answer, headers } = await this.#post("initialize", params, undefined, signal);
    const result = resultOf(answer);
    const version = member(result, "protocolVersion");
    if (typeof version !== "string" || !VERSIONS.has(version))
      throw failed("the server speaks no version of the protocol that is known here");
    const id = headers.find(([name]) => name.toLowerCase() === "mcp-session-id")?.[1];
    if (id !== undefined && !SESSION_ID.test(id))
      throw failed("the server's session has no name that a header may hold");
    const session = { version, ...(id !== undefined && { id }) };
    await this.#send({ jsonrpc: "2.0", method: "notifications/initialized" }, session, signal);
    return { ...session, tools: await this.#list(session, signal) };
  }

  async #list(
    session: Omit<Session, "tools">,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ServerTool>> {
    const tools = new Map<string, ServerTool>();
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const answer = await this.#request(
        "tools/list",
        cursor === undefined ? {} : { cursor },
        session,
        signal,
      );
      if (answer === "expired") throw failed("the server ended the session");
      const listed = member(answer, "tools");
      if (!Array.isArray(listed)) throw failed("the server's list of tools is none");
      for (const each of listed as readonly Json[]) {
        const tool = this.#toolOf(each);
        // The first of a name counts, and what no policy could name is not there.
        if (tool && !tools.has(tool.name) && tools.size < TOOL_LIMITS.tools) tools.set(tool.name, tool);
      }
      const next = member(answer, "nextCursor");
      if (typeof next !== "string" || next.length > TOOL_LIMITS.descriptionUnits) break;
      cursor = next;
    }
    return tools;
  }

  #toolOf(listed: Json): ServerTool | undefined {
    if (!isJsonObject(listed)) return undefined;
    const [name, description, json] = ["name", "description", "inputSchema"].map((key) =>
      member(listed, key),
    );
    const full = `${this.#server.name}.${typeof name === "string" ? name : ""}`;
    if (typeof name !== "string" || name === "" || !parseToolName(full).ok) return undefined;
    const read = json === undefined ? undefined : readSchema(json, { isStrict: false });
    return {
      name: full,
      description: typeof description === "string" ? description.slice(0, TOOL_LIMITS.descriptionUnits) : "",
      ...(json !== undefined && { schema: { json, ...(read?.ok && { check: read.value }) } }),
    };
  }

  /** The result, or that the server knows the session no more. */
  async #request(
    method: string,
    params: JsonObject,
    session: Omit<Session, "tools">,
    signal: AbortSignal,
  ): Promise<JsonObject | "expired"> {
    const { answer } = await this.#post(method, params, session, signal);
    return answer === "expired" ? answer : resultOf(answer);
  }

  async #post(
    method: string,
    params: JsonObject,
    session: Omit<Session, "tools"> | undefined,
    signal: AbortSignal,
  ): Promise<{ answer: RpcAnswer | "expired"; headers: Exchanged["headers"] }> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { status, headers, body } = await this.#send(
      { jsonrpc: "2.0", id, method, params },
      session,
      signal,
      method === "tools/call" ? (params.arguments as JsonObject) : {},
    );
    if (status === 404 && session?.id !== undefined) return { answer: "expired", headers };
    if (status !== 200) throw failed(`the server answered ${status}`);
    const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
    const answer = readAnswer(body, type, id);
    if (!answer.ok) throw new ToolFault("ERR_AEGIS_TOOL_ANSWER", answer.why);
    return { answer: answer.value, headers };
  }

  #send(
    body: JsonObject,
    session: Omit<Session, "tools"> | undefined,
    signal: AbortSignal,
    args: JsonObject = {},
  ): Promise<Exchanged> {
    const { url, headers } = this.#server;
    const own: [string, string][] = [
      ["content-type", "application/json"],
      ["accept", ACCEPTED],
      ...(session ? [["mcp-protocol-version", session.version] as [string, string]] : []),
      ...(session?.id === undefined ? [] : [["mcp-session-id", session.id] as [string, string]]),
    ];
    const given = headers.filter(([name]) => !own.some(([known]) => known === name.toLowerCase()));
    return this.#exchange(
      {
        method: "POST",
        url,
        headers: [...own, ...given.map(([name, value]): [string, string] => [name, value])],
        body,
        args,
      },
      signal,
    );
  }
}

function resultOf(answer: RpcAnswer | "expired"): JsonObject {
  if (answer === "expired") throw failed("the server ended the session");
  if ("result" in answer) return answer.result;
  const { code, message } = answer.error;
  throw failed(`the server answered with the error ${code}: ${message}`);
}

/** What was answered as data, where the server says it as data; else its text; else its list of contents. */
function contentOf(result: JsonObject | "expired"): Json {
  if (result === "expired") throw failed("the server ended the session");
  const content = member(result, "content") ?? [];
  if (!Array.isArray(content))
    throw new ToolFault("ERR_AEGIS_TOOL_ANSWER", "the server's result has no content");
  const texts = (content as readonly Json[]).map((each) =>
    isJsonObject(each) && member(each, "type") === "text" ? member(each, "text") : undefined,
  );
  const text = texts.every((each) => typeof each === "string") ? texts.join("\n") : undefined;
  if (member(result, "isError") === true) throw failed(text ?? "the tool says that it failed");
  return member(result, "structuredContent") ?? text ?? content;
}

function failed(why: string): ToolFault {
  return new ToolFault("ERR_AEGIS_TOOL_FAILED", why);
}
