/** A tool that is one HTTP exchange: its URL, headers and body with the arguments in their places. */
import { utf8 } from "../../audit/bytes";
import type { HttpTool } from "./declarations";
import { ToolFault } from "./fault";
import { TOOL_LIMITS } from "./limits";
import type { Exchange, Exchanged } from "./mcp/client";
import { type Json, type JsonObject, parseJson, textOf } from "./plain";
import { BadArgument, fillBody, fillHeaders, fillUrl } from "./template";

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\b/i;

export async function callHttpTool(
  tool: HttpTool,
  args: JsonObject,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<Json> {
  const request = requestOf(tool, args);
  return readValue(await exchange(request, signal));
}

function requestOf(tool: HttpTool, args: JsonObject): Parameters<Exchange>[0] {
  try {
    const headers = fillHeaders(tool.headers, args);
    const body = tool.body === undefined ? undefined : fillBody(tool.body, args);
    const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
    if (body !== undefined && !hasType) headers.push(["content-type", "application/json"]);
    const url = fillUrl(tool.url, tool.query, args);
    return { method: tool.method, url, headers, args, ...(body !== undefined && { body }) };
  } catch (thrown) {
    if (thrown instanceof BadArgument) throw new ToolFault("ERR_AEGIS_TOOL_ARGUMENTS", thrown.message);
    throw thrown;
  }
}

function readValue({ status, headers, body }: Exchanged): Json {
  const text = textOf(body, "the answer");
  if (status < 200 || status > 299) {
    const said = text.ok && text.value !== "" ? `: ${text.value}` : "";
    throw new ToolFault("ERR_AEGIS_TOOL_FAILED", `the server answered ${status}${said}`);
  }
  if (!text.ok) throw new ToolFault("ERR_AEGIS_TOOL_ANSWER", text.why);
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (text.value === "") return null;
  if (!JSON_TYPE.test(type.trim())) return text.value;
  const parsed = parseJson(text.value, "the answer");
  if (!parsed.ok) throw new ToolFault("ERR_AEGIS_TOOL_ANSWER", parsed.why);
  return parsed.value;
}

export function bytesOfBody(body: Json): Uint8Array<ArrayBuffer> {
  return new Uint8Array(utf8(JSON.stringify(body)));
}

export function assertSize({ length }: Uint8Array): void {
  if (length > TOOL_LIMITS.answerBytes)
    throw new ToolFault("ERR_AEGIS_TOOL_ANSWER", "the answer is larger than one of a tool may be");
}
