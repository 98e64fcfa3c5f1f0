/**
 * An author with a workspace, as a program: the procedures of the router `audit` over HTTP. Bodies may be made ahead, so
 * that a measurement measures the server and not whoever asks it.
 */
import { Agent, type IncomingMessage, request } from "node:http";
import type { Batch, Opened, Receipt } from "../../../lib/audit/sync/wire";
import type { ErrorCode, ErrorDetails } from "../../../lib/errors";

export interface Refusal {
  readonly ok: false;
  readonly status: number;
  /** UNREACHABLE: nothing came back, or not all of it. What was asked may have been done all the same. */
  readonly code: ErrorCode | "UNREACHABLE";
  readonly message: string;
  readonly details: ErrorDetails;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: Buffer | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection is cut as soon as the answer begins: its sender has done what it was asked by then. */
  readonly cutAnswer?: boolean;
}
interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

export interface ClientOptions {
  readonly url: string;
  readonly sockets?: number;
}

export function bodyOf(batch: Batch): Buffer {
  return Buffer.from(JSON.stringify(batch));
}

export class LogClient {
  #agent: Agent;
  readonly #sockets: number;
  /** Where the server is. It may come back at another address. */
  url: string;
  cookie = "";
  workspaceId = "";

  constructor({ url, sockets = 50 }: ClientOptions) {
    this.url = url;
    this.#sockets = sockets;
    this.#agent = this.#newAgent();
  }

  /** Somebody new, with a workspace: what the button of the first page does. */
  static async begin(options: ClientOptions): Promise<LogClient> {
    const client = new LogClient(options);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await client.#call({ method: "POST", path: "/open", body: Buffer.from(""), headers });
    const id = /^\/w\/([^/?#]+)/.exec(reply.headers.location ?? "")?.[1];
    if (id === undefined) throw new Error(`the server opened no workspace: ${reply.status} ${reply.text}`);
    client.cookie = reply.headers["set-cookie"]?.[0]?.split(";")[0] ?? client.cookie;
    client.workspaceId = id;
    return client;
  }

  /** One more workspace of the same author, which is the one from here on. The button leads back to the first. */
  async addWorkspace(name: string): Promise<void> {
    const headers = { "content-type": "application/json" };
    const body = Buffer.from(JSON.stringify({ name }));
    const path = "/api/trpc/workspace.create";
    const made = await this.#ask<{ id: string }>({ method: "POST", path, body, headers });
    if (!made.ok) throw new Error(`the server made no workspace: ${made.code} ${made.message}`);
    this.workspaceId = made.value.id;
  }

  open(workspaceId = this.workspaceId): Promise<Answer<Opened>> {
    return this.query("open", { workspaceId });
  }

  append(batch: Batch, more: Pick<Call, "cutAnswer"> = {}): Promise<Answer<Receipt>> {
    return this.send("append", bodyOf(batch), more);
  }

  query<T>(name: string, input: object): Promise<Answer<T>> {
    const said = encodeURIComponent(JSON.stringify({ workspaceId: this.workspaceId, ...input }));
    return this.#ask({ method: "GET", path: `/api/trpc/audit.${name}?input=${said}` });
  }

  send<T>(name: string, body: Buffer, more: Pick<Call, "cutAnswer"> = {}): Promise<Answer<T>> {
    const headers = { "content-type": "application/json" };
    return this.#ask({ method: "POST", path: `/api/trpc/audit.${name}`, body, headers, ...more });
  }

  /** Begins with new connections: those that nobody used for long, the server may be closing at this moment. */
  reconnect(): void {
    const idle = Object.values(this.#agent.freeSockets).flatMap((sockets) => sockets ?? []);
    for (const socket of idle) socket.destroy();
    // What is on its way goes on by the old one.
    this.#agent = this.#newAgent();
  }

  close(): void {
    this.#agent.destroy();
  }

  #newAgent(): Agent {
    return new Agent({ keepAlive: true, maxSockets: this.#sockets });
  }

  async #ask<T>(call: Call): Promise<Answer<T>> {
    let reply: Reply;
    try {
      reply = await this.#call(call);
    } catch (error) {
      return { ok: false, status: 0, code: "UNREACHABLE", message: String(error), details: {} };
    }
    return read(reply);
  }

  #call({ method, path, body, headers = {}, cutAnswer = false }: Call): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const all = {
        ...headers,
        "sec-fetch-site": "same-origin",
        ...(this.cookie === "" ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { "content-length": String(body.length) }),
      };
      const asked = request(new URL(path, this.url), { method, headers: all, agent: this.#agent });
      asked.on("error", (error) => {
        // A connection that nobody used for long, the server may have closed at this moment: a question is asked again.
        const isClosed = asked.reusedSocket && method === "GET" && !cutAnswer;
        if (isClosed) resolve(this.#call({ method, path, headers }));
        else reject(error);
      });
      asked.on("response", (response) => {
        if (cutAnswer) {
          asked.destroy();
          return reject(new Error("the answer was cut"));
        }
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          if (!response.complete) return reject(new Error("the answer broke off"));
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      asked.end(body);
    });
  }
}

/** Of a procedure, and of what refuses before any procedure runs: both say the code. */
function read<T>({ status, text }: Reply): Answer<T> {
  let said: { result?: { data: T }; error?: RawError };
  try {
    said = JSON.parse(text);
  } catch {
    said = {};
  }
  if (status === 200 && said.result) return { ok: true, value: said.result.data };
  const { error = {} } = said;
  const { code = error.code, details = {} } = error.data ?? {};
  return {
    ok: false,
    status,
    code: (typeof code === "string" ? code : "UNREACHABLE") as Refusal["code"],
    message: error.message ?? text.slice(0, 200),
    details,
  };
}

interface RawError {
  readonly code?: string | number;
  readonly message?: string;
  readonly data?: { readonly code?: string; readonly details?: ErrorDetails };
}
