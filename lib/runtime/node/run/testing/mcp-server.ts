/** A server of the Model Context Protocol that speaks real HTTP on this machine, honest unless a test wants it otherwise. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface RpcRequest {
  readonly id?: number;
  readonly method: string;
  readonly params?: Record<string, unknown>;
}
export interface Exchange {
  readonly request: RpcRequest;
  readonly headers: IncomingMessage["headers"];
}
/** Answers itself and says true, or leaves it to the honest server. */
export type Trick = (exchange: Exchange, response: ServerResponse) => boolean;

export interface McpServer {
  readonly url: string;
  readonly origin: string;
  readonly seen: readonly Exchange[];
  trick: Trick;
  /** How it answers. */
  form: "json" | "events";
}

const TOOLS = [
  {
    name: "add",
    description: "Adds two numbers",
    inputSchema: {
      type: "object",
      properties: { a: { type: "number" }, b: { type: "number" } },
      required: ["a", "b"],
    },
  },
  { name: "say", description: "Says something", inputSchema: { type: "object" } },
];
const SESSION = "session-1";

export async function mcpServer(): Promise<McpServer> {
  const seen: Exchange[] = [];
  const made = { seen, form: "json" as McpServer["form"], trick: (() => false) as Trick };
  const server = createServer(async (message, response) => {
    let text = "";
    for await (const chunk of message) text += chunk;
    const exchange = { request: JSON.parse(text || "{}") as RpcRequest, headers: message.headers };
    seen.push(exchange);
    response.on("error", () => {});
    if (!made.trick(exchange, response)) honest(exchange, response, made.form);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(made, { origin, url: `${origin}/mcp` });
}

export function answer(
  response: ServerResponse,
  id: unknown,
  result: unknown,
  form: McpServer["form"] = "json",
): void {
  const text = JSON.stringify({ jsonrpc: "2.0", id, result });
  const type = form === "json" ? "application/json" : "text/event-stream";
  response.writeHead(200, { "content-type": type, "mcp-session-id": SESSION });
  if (form === "json") response.end(text);
  else
    response.end(
      `: hi\n\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\n\nevent: message\ndata: ${text}\n\n`,
    );
}

function honest({ request, headers }: Exchange, response: ServerResponse, form: McpServer["form"]): void {
  const { id, method, params = {} } = request;
  if (method !== "initialize" && headers["mcp-session-id"] !== SESSION)
    return void response.writeHead(400).end();
  if (method !== "initialize" && headers["mcp-protocol-version"] !== "2025-06-18")
    return void response.writeHead(400).end();
  if (method === "notifications/initialized") return void response.writeHead(202).end();
  if (method === "initialize") {
    const serverInfo = { name: "test", version: "1" };
    answer(response, id, { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo }, form);
  } else if (method === "tools/list") {
    // In two pages.
    const page =
      params.cursor === "2" ? { tools: TOOLS.slice(1) } : { tools: TOOLS.slice(0, 1), nextCursor: "2" };
    answer(response, id, page, form);
  } else answer(response, id, called(params), form);
}

function called({ name, arguments: args }: { name?: unknown; arguments?: Record<string, unknown> }): unknown {
  if (name === "add") {
    const sum = Number(args?.a) + Number(args?.b);
    return { content: [{ type: "text", text: `${sum}` }], structuredContent: { sum } };
  }
  if (args?.fail) return { content: [{ type: "text", text: "it cannot" }], isError: true };
  return {
    content: [
      { type: "text", text: "hello" },
      { type: "text", text: JSON.stringify(args) },
    ],
  };
}
