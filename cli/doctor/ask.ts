/** Asks a running server, as whoever has its secret. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { z } from "zod";
import { acceptOutput, type DoctorReport, doctorOutput } from "../../lib/audit/sync/operate";
import { operatorKey, operatorToken } from "../../lib/operator";
import { addressClass, canonicalHost, localNameClass } from "../../lib/policy";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";

/** A session of many millions of records is read in one turn. */
const LIMIT_MS = 10 * 60_000;
const MAX_ANSWER_CHARS = 16_000_000;

export interface Server {
  /** Without a slash at its end. */
  readonly url: string;
  readonly host: string;
  readonly key: Uint8Array;
}

export async function serverOf(named: string | undefined, { env, cwd }: ProcessIo): Promise<Server> {
  const text = named ?? defaultUrl(env);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "") {
    throw new UsageError(
      `${printable(text)} is no address of a server; give one such as https://aegis.example.com.`,
    );
  }
  // Whoever sees the token on its way could use it for some minutes.
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new UsageError(`${printable(text)} is not on this machine: give its https address.`);
  }
  return { url: url.origin, host: url.host, key: operatorKey(await secretOf(env, cwd)) };
}

function defaultUrl({ HOST = "127.0.0.1", PORT = "3000" }: ProcessIo["env"]): string {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
}

function isLoopback(hostname: string): boolean {
  const host = canonicalHost(hostname.replace(/^\[|\]$/g, ""));
  return typeof host === "string" && (addressClass(host) ?? localNameClass(host)) === "loopback";
}

async function secretOf(
  { AEGIS_SECRET, DATA_DIR = "./data" }: ProcessIo["env"],
  cwd: string,
): Promise<string> {
  if (AEGIS_SECRET !== undefined) return AEGIS_SECRET;
  const path = resolve(cwd, DATA_DIR, "secret.key");
  try {
    return (await readFile(path, "utf8")).trim();
  } catch {
    throw new UsageError(
      `The secret of the server cannot be read from ${printable(path)}: set DATA_DIR to its data folder, or AEGIS_SECRET as the server has it.`,
    );
  }
}

export function turn(
  server: Server,
  input: { readonly full: boolean; readonly after: number },
): Promise<DoctorReport> {
  return ask(server, "audit.doctor", input, doctorOutput);
}

export async function accept(server: Server, workspaceId: string): Promise<void> {
  const { finding } = await ask(server, "audit.accept", { workspaceId }, acceptOutput);
  // It is in the report that follows, too; here it says that nothing was gained by accepting.
  if (finding) throw new UsageError(`The log stays refused. ${finding.code}: ${printable(finding.why)}`);
}

async function ask<T>(server: Server, procedure: string, input: unknown, schema: z.ZodType<T>): Promise<T> {
  const answer = await post(server, procedure, input);
  const body = await bodyOf(answer, server);
  if (answer.status === 404) {
    throw new UsageError(
      `The server at ${server.url} does not take this secret: it is not the one that it was started with, or the server is an older one.`,
    );
  }
  const parsed = schema.safeParse((body as { result?: { data?: unknown } }).result?.data);
  if (answer.ok && parsed.success) return parsed.data;
  throw new UsageError(`The server at ${server.url} answered with ${answer.status}; its log says why.`);
}

async function post({ url, host, key }: Server, procedure: string, input: unknown): Promise<Response> {
  try {
    return await fetch(`${url}/api/trpc/${procedure}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: operatorToken(key, { host, now: new Date() }),
      },
      body: JSON.stringify(input),
      // Elsewhere the token would be worth nothing, and whoever is there has not been named.
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  } catch (thrown) {
    const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new UsageError(`No server answers at ${url}${code}: start it, or name its address by --url.`);
  }
}

async function bodyOf(answer: Response, { url }: Server): Promise<object> {
  try {
    const text = await answer.text();
    const value: unknown = text.length > MAX_ANSWER_CHARS ? undefined : JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new UsageError(`What answers at ${url} is no server of Aegis.`);
}
