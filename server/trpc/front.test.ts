import { request } from "node:http";
import { NextRequest } from "next/server";
import { describe, expect, test, vi } from "vitest";
import { SentSession } from "../audit/ingest/testing/sent-session";
import { answerHeaders } from "../http/answer-headers";
import { MAX_BODY_BYTES } from "../http/body";
import { instance } from "../instance";
import { type Answer, frontServer } from "../testing/front-server";
import { tempInstance } from "../testing/temp-instance";
import { handleOpen } from "../workspaces/open";
import { procedureFront } from "./front";

interface Reply extends Answer {
  readonly text: string;
}
interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}
const OURS = { "sec-fetch-site": "same-origin", "content-type": "application/json" };

async function served() {
  const { env } = await tempInstance();
  const { ask, port } = await frontServer(procedureFront(env));
  const send = async (path: string, sent: Sent = {}): Promise<Reply> => {
    const { method = "POST", body = "", headers = {} } = sent;
    const answer = await ask(path, { ...OURS, ...headers }, method, body);
    return { ...answer, text: answer.body.toString() };
  };
  return { send, port };
}

async function cookie(): Promise<string> {
  const headers = { "sec-fetch-site": "same-origin" };
  const answer = await handleOpen(
    new NextRequest("http://localhost/open", { method: "POST", body: "", headers }),
  );
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}
const CREATE = "/api/trpc/workspace.create";
const code = ({ text }: Reply) => JSON.parse(text).error.data?.code ?? JSON.parse(text).error.code;

describe("what is sent to procedures", () => {
  test("is answered, for whom the cookie stands for", async () => {
    const { send } = await served();
    const body = JSON.stringify({ name: "by the front" });
    const made = await send(CREATE, { body, headers: { cookie: `theme=dark; ${await cookie()}` } });
    expect(made).toMatchObject({ status: 200, headers: { "cache-control": "no-store" } });
    expect(JSON.parse(made.text).result.data.name).toBe("by the front");
    expect(code(await send(CREATE, { body }))).toBe("NO_SESSION");
  });

  test("takes batches of records, however they are spelled", async () => {
    const { send } = await served();
    const headers = { cookie: await cookie() };
    const made = await send(CREATE, { body: JSON.stringify({ name: "logs" }), headers });
    const workspaceId: string = JSON.parse(made.text).result.data.id;
    const { host } = await (await instance()).log();
    const session = new SentSession({ host }).grow(30);
    const append = async (old: number, to: number, spell: (body: string) => string) => {
      const body = spell(JSON.stringify({ workspaceId, ...(await session.batch(old, to)) }));
      const reply = await send("/api/trpc/audit.append", { body, headers });
      return reply.status === 200 ? JSON.parse(reply.text).result.data.size : code(reply);
    };
    expect(await append(0, 10, (body) => body)).toBe(10);
    expect(await append(10, 20, (body) => body.replaceAll("workspace", "\\u0077orkspace"))).toBe(20);
    expect(await append(20, 30, (body) => body.replace("file-25", "file-26"))).toBe("LOG_BAD_RECORD");
    expect(await append(20, 30, (body) => body.replace('"]', "]"))).toBe("BAD_REQUEST");
  });

  test("has the headers of its path, as from the proxy, and an id that no client chose", async () => {
    const { send } = await served();
    const reply = await send(CREATE, { headers: { "x-request-id": "chosen" } });
    const varies = /'nonce-[^']+'|rq_\w+/g;
    for (const [name, value] of Object.entries(answerHeaders(CREATE, (await instance()).env).headers)) {
      expect(reply.headers[name.toLowerCase()]?.toString().replace(varies, "")).toBe(
        value.replace(varies, ""),
      );
    }
    expect(reply.headers["content-security-policy"]).toMatch(/'nonce-/);
    expect(reply.headers["x-request-id"]).not.toBe("chosen");
    expect(JSON.parse(reply.text).error.data.requestId).toBe(reply.headers["x-request-id"]);
  });

  test("is refused under another host, before anything is done, with the same headers", async () => {
    const { send } = await served();
    const body = JSON.stringify({ name: "rebound" });
    const reply = await send(CREATE, { body, headers: { host: "evil.example", cookie: await cookie() } });
    expect([reply.status, code(reply)]).toEqual([421, "WRONG_HOST"]);
    expect(reply.headers["content-security-policy"]).toMatch(/default-src 'none'/);
  });

  test.each([
    ["of another site", { "sec-fetch-site": "cross-site" }, 403, "CROSS_ORIGIN"],
    ["of another origin", { "sec-fetch-site": "same-site" }, 403, "CROSS_ORIGIN"],
  ])("is refused %s", async (_, headers, status, expected) => {
    const { send } = await served();
    const reply = await send(CREATE, { body: "{}", headers: { ...headers, cookie: await cookie() } });
    expect([reply.status, code(reply)]).toEqual([status, expected]);
  });

  test("is refused when it is too large, announced or not, and the connection goes on", async () => {
    const { send } = await served();
    const body = "x".repeat(MAX_BODY_BYTES + 1);
    const announced = await send(CREATE, { body });
    const counted = await send(CREATE, { body, headers: { "transfer-encoding": "chunked" } });
    for (const reply of [announced, counted]) expect([reply.status, code(reply)]).toEqual([413, "TOO_LARGE"]);
    const many = Array.from({ length: 21 }, () => "workspace.create").join(",");
    expect((await send(`/api/trpc/${many}?batch=1`, { body: "{}" })).status).toBe(413);
  });

  test("breaks off with whoever sends it, and nothing is said of that", async () => {
    const { port, send } = await served();
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const headers = { ...OURS, "content-length": "1000" };
    const asked = request({ port, path: CREATE, method: "POST", headers });
    const gone = new Promise((done) => asked.on("close", done).on("error", done));
    asked.write("{", () => asked.destroy());
    await gone;
    expect((await send(CREATE, { body: "{}" })).status).toBe(401);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });
});

test.each([
  ["a question", "GET", `${CREATE}?input=1`],
  ["another method", "DELETE", CREATE],
  ["another path", "POST", "/api/trpcs/workspace.create"],
  ["another spelling", "POST", "/api//trpc/workspace.create"],
])("leaves to what is behind: %s", async (_, method, path) => {
  const { send } = await served();
  expect((await send(path, { method })).text).toBe("behind");
});
