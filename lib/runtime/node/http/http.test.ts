import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardedLookup } from "./guarded-lookup";
import { AnswerTooLong, limitedHttp, nodeHttp, RESPONSE_LIMIT_BYTES } from "./http";

let port = 0;
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
const server = createServer((request, response) => answer(request, response));
const never = new AbortController().signal;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

const get = (path: string, more = {}) =>
  nodeHttp({ method: "GET", url: `http://localhost:${port}${path}`, headers: [], ...more }, never);

describe("an exchange", () => {
  it("carries method, headers and body, and gives back what came", async () => {
    answer = async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.writeHead(
        201,
        "Made",
        [
          ["x-twice", "a"],
          ["x-twice", "b"],
        ].flat(),
      );
      response.end(
        JSON.stringify([
          request.method,
          request.url,
          request.headers["x-a"],
          Buffer.concat(chunks).toString(),
        ]),
      );
    };
    const { status, statusText, headers, body } = await get("/p?q=1", {
      method: "POST",
      headers: [["X-A", "1"]],
      body: new TextEncoder().encode("hello"),
    });
    expect([status, statusText]).toEqual([201, "Made"]);
    expect(headers.filter(([name]) => name === "x-twice").map(([, value]) => value)).toEqual(["a", "b"]);
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual(["POST", "/p?q=1", "1", "hello"]);
  });

  it("follows nothing", async () => {
    answer = (_, response) => response.writeHead(302, { location: "/elsewhere" }).end();
    expect((await get("/")).status).toBe(302);
  });

  it("does not let a guest speak for the connection", async () => {
    let seen: NodeJS.Dict<string | string[]> = {};
    answer = (request, response) => {
      seen = request.headers;
      response.end();
    };
    const headers = [
      ["Host", "internal.example"],
      ["Transfer-Encoding", "chunked"],
      ["Content-Length", "999"],
      ["Connection", "upgrade"],
    ];
    await get("/", { headers });
    expect(seen.host).toBe(`localhost:${port}`);
    expect(seen["transfer-encoding"]).toBeUndefined();
    expect(seen["content-length"]).toBeUndefined();
  });

  it("ends when it is cancelled, and when the answer is too large", async () => {
    answer = () => {};
    const controller = new AbortController();
    const waiting = nodeHttp(
      { method: "GET", url: `http://localhost:${port}/`, headers: [] },
      controller.signal,
    );
    controller.abort();
    await expect(waiting).rejects.toThrow();
    answer = (_, response) => {
      const block = Buffer.alloc(1 << 20);
      response.on("error", () => {});
      const more = () => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    await expect(get("/")).rejects.toThrow("larger");
    expect(RESPONSE_LIMIT_BYTES).toBeLessThan(1 << 30);
  });

  it("is cut off earlier where less is expected", async () => {
    answer = (_, response) => response.end(Buffer.alloc(1_001));
    const request = { method: "GET", url: `http://localhost:${port}/`, headers: [] };
    await expect(limitedHttp(1_000)(request, never)).rejects.toThrow(AnswerTooLong);
    expect((await limitedHttp(1_001)(request, never)).body).toHaveLength(1_001);
  });
});

describe("names", () => {
  const look = (host: string) =>
    new Promise((resolve) => {
      guardedLookup(host)("localhost", { all: false }, (error, address) =>
        resolve(error?.message ?? address),
      );
    });

  it("that lead to this machine are refused, unless they say so themselves", async () => {
    // The name in the rule is public; what it resolves to is not.
    expect(await look("public.example")).toContain("loopback");
    expect(["127.0.0.1", "::1"]).toContain(await look("localhost"));
  });

  it("that lead nowhere fail as they do", async () => {
    const message = await new Promise((resolve) => {
      guardedLookup("x.invalid")("x.invalid", { all: false }, (error) => resolve(error?.code));
    });
    expect(["ENOTFOUND", "EAI_AGAIN"]).toContain(message);
  });
});
