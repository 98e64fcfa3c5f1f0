/**
 * `tools.json`: the tools of a workspace. It says what there is and how it is called; whether an agent may call it is
 * said by its spec alone.
 *
 * Read once, before an agent runs, so that an agent that may write the file changes nothing for itself. Guarantees: total on
 * any bytes; no name can stand for two tools, for those of a server are all called after it.
 */
import { z } from "zod";
import { canonicalUrl, Refusal } from "../../policy";
import { parseToolName } from "../../spec/values";
import { TOOL_LIMITS, timeoutOf } from "./limits";
import { isJsonObject, type Json, type JsonObject, parseJson, type Read, textOf } from "./plain";
import { readSchema, type Schema } from "./schema/schema";
import { readTemplate, type Template, urlParts } from "./template";

export const TOOLS_FILE = "tools.json";

interface Common {
  readonly name: string;
  readonly description: string;
  /** As it was declared, to be shown; and as it is checked. */
  readonly schema?: { readonly json: Json; readonly check: Schema };
  readonly timeoutMs: number;
  /** The API and the scope that using it is, where the spec has rules on that. */
  readonly api?: { readonly name: string; readonly scope: string };
}
export interface FunctionTool extends Common {
  readonly kind: "function";
  /** Relative to the file of declarations. */
  readonly module: string;
  readonly exported: string;
}
export interface HttpTool extends Common {
  readonly kind: "http";
  readonly method: string;
  readonly url: Template;
  readonly query: readonly (readonly [string, Template])[];
  readonly headers: readonly (readonly [string, Template])[];
  readonly body?: Json;
}
export interface ServerDeclaration {
  readonly name: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly timeoutMs: number;
  readonly api?: Common["api"];
}
export interface Declarations {
  readonly tools: ReadonlyMap<string, FunctionTool | HttpTool>;
  /** Servers of the Model Context Protocol: their tools are called `server.tool`. */
  readonly servers: ReadonlyMap<string, ServerDeclaration>;
}
export const NO_TOOLS: Declarations = { tools: new Map(), servers: new Map() };

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,128}$/;
const SERVER_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/;
const text = z.string();
const record = z.record(z.string().min(1).max(256), text.max(4096));
const common = {
  description: text.max(TOOL_LIMITS.descriptionUnits).default(""),
  timeout: text.optional(),
  api: z.strictObject({ name: text.min(1).max(128), scope: text.min(1).max(128) }).optional(),
};
const toolSchema = z.strictObject({
  ...common,
  arguments: z.unknown().optional(),
  function: z
    .strictObject({ module: text.min(1).max(512), export: text.min(1).max(128).default("default") })
    .optional(),
  http: z
    .strictObject({
      method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
      url: text.max(4096),
      query: record.optional(),
      headers: record.optional(),
      body: z.unknown().optional(),
    })
    .optional(),
});
const serverSchema = z.strictObject({ ...common, url: text.max(4096), headers: record.optional() });

class Bad extends Error {}

export function readDeclarations(bytes: Uint8Array): Read<Declarations> {
  if (bytes.length > TOOL_LIMITS.declarationsBytes) return { ok: false, why: `${TOOLS_FILE} is too large` };
  const source = textOf(bytes, TOOLS_FILE);
  const file = source.ok ? parseJson(source.value, TOOLS_FILE) : source;
  if (!file.ok) return file;
  try {
    return { ok: true, value: declarationsOf(file.value) };
  } catch (thrown) {
    if (thrown instanceof Bad) return { ok: false, why: `${TOOLS_FILE}: ${thrown.message}` };
    throw thrown;
  }
}

function declarationsOf(file: Json): Declarations {
  if (!isJsonObject(file)) throw new Bad("it is no object");
  const unknown = Object.keys(file).find((key) => !["$schema", "tools", "servers"].includes(key));
  if (unknown !== undefined)
    throw new Bad(`${JSON.stringify(unknown)} is not known; there are tools and servers`);
  const servers = new Map(
    entriesOf(file.servers, "servers", TOOL_LIMITS.servers).map(([name, value]) => [
      name,
      serverOf(name, value),
    ]),
  );
  const tools = new Map(
    entriesOf(file.tools, "tools", TOOL_LIMITS.tools).map(([name, value]) => [name, toolOf(name, value)]),
  );
  for (const name of tools.keys()) {
    const server = name.slice(0, Math.max(0, name.indexOf(".")));
    // Otherwise a server could answer for a tool that the author wrote, or the other way round.
    if (servers.has(server))
      throw new Bad(`the tool ${name} is called as if it were of the server ${server}`);
  }
  return { tools, servers };
}

function entriesOf(value: Json | undefined, what: string, most: number): [string, Json][] {
  if (value === undefined) return [];
  if (!isJsonObject(value)) throw new Bad(`${what} is no object`);
  const entries = Object.entries(value);
  if (entries.length > most) throw new Bad(`there are more than ${most} ${what}`);
  return entries;
}

function parsed<Value>(schema: z.ZodType<Value>, value: Json, at: string): Value {
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Bad(`${[at, ...(issue?.path ?? [])].join(".")}: ${issue?.message ?? "it is wrong"}`);
}

function toolOf(name: string, value: Json): FunctionTool | HttpTool {
  const at = `tools.${name}`;
  if (!parseToolName(name).ok) throw new Bad(`${at}: this is not the name of a tool`);
  const { function: called, http, ...rest } = parsed(toolSchema, value, at);
  const base = { ...commonOf(name, rest, at), ...schemaOf(rest.arguments as Json | undefined, at) };
  if ((called === undefined) === (http === undefined))
    throw new Bad(`${at}: it has either "function" or "http"`);
  if (called) {
    return { ...base, kind: "function", module: modulePath(called.module, at), exported: called.export };
  }
  return httpToolOf(base, value as JsonObject, http as NonNullable<typeof http>, at);
}

function commonOf(
  name: string,
  {
    description,
    timeout,
    api,
  }: { description: string; timeout?: string | undefined; api?: Common["api"] | undefined },
  at: string,
): Common {
  const timeoutMs = timeoutOf(timeout);
  if (timeoutMs === null) throw new Bad(`${at}.timeout: write a time of at most 10 minutes, such as "30s"`);
  return { name, description, timeoutMs, ...(api && { api }) };
}

function schemaOf(json: Json | undefined, at: string): Pick<Common, "schema"> {
  if (json === undefined) return {};
  const read = readSchema(json, { isStrict: true });
  if (!read.ok) throw new Bad(`${at}.arguments: ${read.why}`);
  return { schema: { json, check: read.value } };
}

function modulePath(path: string, at: string): string {
  const segments = path.replace(/^\.\//, "").split("/");
  if (segments.some((segment) => ["", ".", ".."].includes(segment)) || path.includes("\0"))
    throw new Bad(`${at}.function.module: write a path inside the workspace, such as "tools/text.ts"`);
  return segments.join("/");
}

function httpToolOf(
  base: Common,
  declared: JsonObject,
  {
    method,
    url,
    query = {},
    headers = {},
  }: {
    method: string;
    url: string;
    query?: Record<string, string> | undefined;
    headers?: Record<string, string> | undefined;
  },
  at: string,
): HttpTool {
  const parts = urlParts(url);
  if (!parts.ok) throw new Bad(`${at}.http.url: ${parts.why}`);
  const bad = Object.keys(headers).find((name) => !HEADER_NAME.test(name));
  if (bad !== undefined) throw new Bad(`${at}.http.headers: ${JSON.stringify(bad)} is no name of a header`);
  const template = (value: string, where: string) => {
    const read = readTemplate(value);
    if (!read.ok) throw new Bad(`${at}.http.${where}: ${read.why}`);
    return read.value;
  };
  const body = (declared.http as JsonObject).body;
  if (body !== undefined && (method === "GET" || method === "HEAD"))
    throw new Bad(`${at}.http: a ${method} has no body`);
  return {
    ...base,
    kind: "http",
    method,
    url: parts.value,
    query: Object.entries(query).map(([name, value]) => [name, template(value, `query.${name}`)]),
    headers: Object.entries(headers).map(([name, value]) => [name, template(value, `headers.${name}`)]),
    ...(body !== undefined && { body }),
  };
}

function serverOf(name: string, value: Json): ServerDeclaration {
  const at = `servers.${name}`;
  if (!SERVER_NAME.test(name)) throw new Bad(`${at}: the name of a server has letters, digits, "_" and "-"`);
  const { url, headers = {}, ...rest } = parsed(serverSchema, value, at);
  const { timeoutMs, api } = commonOf(name, rest, at);
  const canonical = canonicalUrl(url);
  if (canonical instanceof Refusal) throw new Bad(`${at}.url: ${canonical.why}`);
  if (canonical.scheme !== "http" && canonical.scheme !== "https")
    throw new Bad(`${at}.url: it is not http or https`);
  const bad = Object.entries(headers).find(
    ([key, text_]) => !HEADER_NAME.test(key) || !/^[\x20-\x7e]*$/.test(text_),
  );
  if (bad) throw new Bad(`${at}.headers: ${JSON.stringify(bad[0])} is no header`);
  return { name, url: canonical.href, headers: Object.entries(headers), timeoutMs, ...(api && { api }) };
}
