import "server-only";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import Sqlite from "libsql";
import { onTestFinished } from "vitest";

/**
 * A remote database for tests: the Hrana protocol over HTTP (version 2, JSON) in front of an embedded file, as far
 * as the unmodified client speaks it. One connection a stream, so that transactions live on the far side.
 */
type WireValue =
  | { type: "null" }
  | { type: "integer" | "text"; value: string }
  | { type: "float"; value: number }
  | { type: "blob"; base64: string };
interface WireStatement {
  sql?: string;
  sql_id?: number;
  args?: WireValue[];
  want_rows?: boolean;
}
type Condition =
  | { type: "ok" | "error"; step: number }
  | { type: "not"; cond: Condition }
  | { type: "and" | "or"; conds: Condition[] }
  | { type: "is_autocommit" };
interface StreamRequest {
  type: string;
  stmt: WireStatement;
  sql: string;
  sql_id: number;
  batch: { steps: { condition?: Condition; stmt: WireStatement }[] };
}
/** One far-side connection, with the statements that the client has stored on it. */
interface Connection {
  readonly sqlite: InstanceType<typeof Sqlite>;
  readonly stored: Map<number, string>;
}

export async function hranaPeer(path: string): Promise<{ url: string; requests: () => number }> {
  const streams = new Map<string, Connection>();
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    readJson(request)
      .then((body) => pipeline(streams, path, body as { baton?: string; requests: StreamRequest[] }))
      .then((answer) => response.setHeader("content-type", "application/json").end(JSON.stringify(answer)))
      .catch((error: Error) => response.writeHead(400).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const connection of streams.values()) connection.sqlite.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `libsql://127.0.0.1:${port}?tls=0`, requests: () => requests };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

function pipeline(
  streams: Map<string, Connection>,
  path: string,
  body: { baton?: string; requests: StreamRequest[] },
) {
  const known = body.baton === undefined ? undefined : streams.get(body.baton);
  if (body.baton !== undefined && !known) throw new Error("unknown stream");
  const connection = known ?? { sqlite: new Sqlite(path, { timeout: 1_000 }), stored: new Map() };
  const baton = body.baton ?? crypto.randomUUID();
  streams.set(baton, connection);
  const results = body.requests.map((request) =>
    attempt(() => ({ type: "ok", response: answer(connection, request) })),
  );
  if (!body.requests.some((request) => request.type === "close")) return { baton, base_url: null, results };
  connection.sqlite.close(); // an open transaction of this stream is rolled back with it
  streams.delete(baton);
  return { baton: null, base_url: null, results };
}

function answer(connection: Connection, request: StreamRequest): object {
  switch (request.type) {
    case "close":
      return { type: "close" };
    case "execute":
      return { type: "execute", result: run(connection, request.stmt) };
    case "sequence":
      connection.sqlite.exec(request.sql);
      return { type: "sequence" };
    case "batch":
      return { type: "batch", result: batch(connection, request.batch.steps) };
    case "store_sql":
      connection.stored.set(request.sql_id, request.sql);
      return { type: "store_sql" };
    case "close_sql":
      connection.stored.delete(request.sql_id);
      return { type: "close_sql" };
    case "get_autocommit":
      return { type: "get_autocommit", is_autocommit: !connection.sqlite.inTransaction };
    default:
      throw new Error(`the peer does not speak ${request.type}`);
  }
}

function batch(connection: Connection, steps: StreamRequest["batch"]["steps"]) {
  const step_results: (object | null)[] = [];
  const step_errors: (object | null)[] = [];
  const holds = (condition: Condition): boolean => {
    switch (condition.type) {
      case "ok":
        return step_results[condition.step] != null;
      case "error":
        return step_errors[condition.step] != null;
      case "not":
        return !holds(condition.cond);
      case "and":
        return condition.conds.every(holds);
      case "or":
        return condition.conds.some(holds);
      case "is_autocommit":
        return !connection.sqlite.inTransaction;
    }
  };
  for (const { condition, stmt } of steps) {
    const outcome =
      condition && !holds(condition)
        ? undefined
        : attempt(() => ({ type: "ok", response: run(connection, stmt) }));
    step_results.push(outcome?.response ?? null);
    step_errors.push(outcome?.error ?? null);
  }
  return { step_results, step_errors };
}

interface Attempt {
  type: string;
  response?: object;
  error?: object;
}

function attempt(work: () => Attempt): Attempt {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "SQLITE_ERROR";
    return {
      type: "error",
      error: { message: error instanceof Error ? error.message : String(error), code },
    };
  }
}

function run(connection: Connection, statement: WireStatement) {
  const sql = statement.sql ?? connection.stored.get(statement.sql_id ?? -1);
  if (sql === undefined) throw new Error("unknown statement");
  const prepared = connection.sqlite.prepare(sql);
  const args = (statement.args ?? []).map(fromWire);
  if (!prepared.reader) {
    const { changes, lastInsertRowid } = prepared.run(args);
    return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: String(lastInsertRowid) };
  }
  const cols = prepared.columns().map((column: { name: string; type: string | null }) => ({
    name: column.name,
    decltype: column.type,
  }));
  const rows = prepared.raw(true).all(args) as unknown[][];
  return { cols, rows: rows.map((row) => row.map(toWire)), affected_row_count: 0, last_insert_rowid: null };
}

function fromWire(value: WireValue): unknown {
  if (value.type === "null") return null;
  if (value.type === "blob") return Buffer.from(value.base64, "base64");
  return value.type === "text" ? value.value : Number(value.value);
}

function toWire(value: unknown): WireValue {
  if (value === null || value === undefined) return { type: "null" };
  if (typeof value === "number" && Number.isInteger(value)) return { type: "integer", value: String(value) };
  if (typeof value === "number") return { type: "float", value };
  if (typeof value === "string") return { type: "text", value };
  return {
    type: "blob",
    base64: Buffer.from(value as Uint8Array)
      .toString("base64")
      .replace(/=+$/, ""),
  };
}
