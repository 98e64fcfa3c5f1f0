/** Servers of the Model Context Protocol, honest and hostile, over real HTTP, called by an agent in its sandbox. */
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { answer, type McpServer, mcpServer, type Trick } from "./testing/mcp-server";
import { runAgent } from "./testing/run-agent";

const AGENT = `
import { call, list, tools } from "aegis:tools";
const say = async (what) => { try { console.log(JSON.stringify(await what())); } catch (e) { console.log(e.code, e.reason ?? e.message); } };
`;

function specFor({ origin }: McpServer, more = ""): string {
  return `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
[capabilities.network]
allow_egress = ["${origin}/mcp"]
[capabilities.tools."srv.add"]
args.a = { max = 100 }
[capabilities.tools."srv.say"]
[capabilities.tools."srv.gone"]
${more}`;
}
const declared = (server: McpServer, more = {}) => ({
  "tools.json": JSON.stringify({
    servers: { srv: { url: server.url, headers: { "X-Client": "aegis" }, ...more } },
  }),
});

async function ran(server: McpServer, agent: string, { more = "", declaration = {} } = {}) {
  const { stdout, records } = await runAgent(AGENT + agent, {
    toml: specFor(server, more),
    files: declared(server, declaration),
  });
  return { lines: stdout.trimEnd().split("\n"), records };
}

describe("a server", () => {
  it.each(["json", "events"] as const)(
    "is introduced, asked for its tools and called; it answers as %s",
    async (form) => {
      const server = await mcpServer();
      server.form = form;
      const { lines, records } = await ran(
        server,
        `await say(() => list());
       await say(() => call("srv.add", { a: 2, b: 3 }));
       await say(() => tools["srv.say"]({ x: 1 }));
       await say(() => call("srv.say", { fail: true }));
       await say(() => call("srv.add", { a: 1 }));
       await say(() => call("srv.add", { a: 1000, b: 1 }));
       await say(() => call("srv.gone", {}));`,
      );
      expect(JSON.parse(lines[0] ?? "")).toMatchObject([
        { name: "srv.add", schema: { required: ["a", "b"] } },
        { name: "srv.say" },
      ]);
      expect(lines.slice(1)).toEqual([
        '{"sum":5}',
        JSON.stringify('hello\n{"x":1}'),
        "ERR_AEGIS_TOOL_FAILED it cannot",
        'ERR_AEGIS_TOOL_ARGUMENTS the argument "b" is missing',
        expect.stringContaining("ERR_ACCESS_DENIED"),
        expect.stringContaining("ERR_AEGIS_TOOL_UNKNOWN"),
      ]);
      expect(server.seen.map(({ request }) => request.method)).toEqual([
        "initialize",
        "notifications/initialized",
        "tools/list",
        "tools/list",
        "tools/call",
        "tools/call",
        "tools/call",
      ]);
      expect(server.seen.at(-1)?.headers).toMatchObject({
        "mcp-session-id": "session-1",
        "mcp-protocol-version": "2025-06-18",
        "x-client": "aegis",
      });
      const calls = records.filter(({ type }) => type === "tool.call" || type === "tool.call.result");
      expect(calls.length).toBe(11);
      expect(
        records.filter(({ type }) => type === "net.fetch").every(({ data }) => data.verdict === "allow"),
      ).toBe(true);
    },
  );

  it("that has forgotten the session is introduced once more", async () => {
    const server = await mcpServer();
    let hasForgotten = false;
    server.trick = ({ request }, response) => {
      if (request.method !== "tools/call" || hasForgotten) return false;
      hasForgotten = true;
      response.writeHead(404).end();
      return true;
    };
    const { lines } = await ran(server, 'await say(() => call("srv.add", { a: 2, b: 3 }));');
    expect(lines).toEqual(['{"sum":5}']);
    expect(server.seen.filter(({ request }) => request.method === "initialize").length).toBe(2);
  });

  it("is not asked at all when the network is against it, or the spec grants nothing of it", async () => {
    const server = await mcpServer();
    const { lines } = await ran(
      { ...server, origin: "http://127.0.0.1:1" },
      'await say(() => call("srv.add", { a: 2, b: 3 }));',
    );
    expect(lines[0]).toContain("ERR_ACCESS_DENIED");
    const other = await runAgent(`${AGENT}await say(() => list());`, {
      toml: '[agent]\nname = "t"\n[capabilities.filesystem]\nread = ["/workspace/**"]\n[capabilities.network]\nallow_egress = ["http://127.0.0.1"]\n',
      files: declared(server),
    });
    expect(other.stdout).toBe("[]\n");
    expect(server.seen).toEqual([]);
  });
});

const HOSTILE: Readonly<Record<string, { trick: Trick; says: string }>> = {
  "redirects elsewhere": {
    trick: (_, response) => done(response.writeHead(307, { location: "http://127.0.0.1:9/mcp" }).end()),
    says: "ERR_AEGIS_TOOL_FAILED the network failed: ",
  },
  "answers with a wrong number": {
    trick: ({ request }, response) => done(answer(response, (request.id ?? 0) + 1, {})),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers with the number as a text": {
    trick: ({ request }, response) => done(answer(response, `${request.id}`, {})),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers with what is no JSON": {
    trick: (_, response) => raw(response, "application/json", "<html>"),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers with a page": {
    trick: (_, response) => raw(response, "text/html", "<html>"),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers with nothing": {
    trick: (_, response) => raw(response, "application/json", ""),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers with a huge line": {
    trick: (_, response) => raw(response, "text/event-stream", `data: ${"x".repeat(2 << 20)}\n\n`),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers with ten thousand events": {
    trick: (_, response) => raw(response, "text/event-stream", "data: {}\n\n".repeat(20_000)),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "answers deep": {
    trick: (_, response) => raw(response, "application/json", "[".repeat(100_000)),
    says: "ERR_AEGIS_TOOL_ANSWER",
  },
  "speaks another version": {
    trick: ({ request }, response) => done(answer(response, request.id, { protocolVersion: "1999-01-01" })),
    says: "ERR_AEGIS_TOOL_FAILED",
  },
  "fails in its own words": {
    trick: ({ request }, response) =>
      raw(
        response,
        "application/json",
        JSON.stringify({
          jsonrpc: "2.0",
          id: request.id,
          error: { code: -1, message: `no ${"x".repeat(10_000)}` },
        }),
      ),
    says: "ERR_AEGIS_TOOL_FAILED the server answered with the error -1: no xxx",
  },
  "answers 500": {
    trick: (_, response) => done(response.writeHead(500).end("secret stack")),
    says: "ERR_AEGIS_TOOL_FAILED the server answered 500",
  },
  "hangs up": {
    trick: (_, response) => done(response.destroy()),
    says: "ERR_AEGIS_TOOL_FAILED the network failed: ",
  },
  "says nothing": { trick: () => true, says: "ERR_AEGIS_TOOL_TIMEOUT" },
};

/** For what answers nothing of use. */
const done = (_: unknown): true => true;

function raw(response: ServerResponse, type: string, text: string): true {
  response.writeHead(200, { "content-type": type }).end(text);
  return true;
}

describe("a hostile server", () => {
  it.each(Object.keys(HOSTILE))("that %s is an error of the tool, and nothing else", async (name) => {
    const { trick, says } = HOSTILE[name] as (typeof HOSTILE)[string];
    const server = await mcpServer();
    server.trick = trick;
    const { lines, records } = await ran(
      server,
      'await say(() => call("srv.say", {})); await say(() => 1);',
      { declaration: { timeout: "2s" } },
    );
    expect(lines.length).toBe(2);
    expect(lines[0]).toContain(says);
    expect(lines[0]?.length).toBeLessThan(1000);
    expect(lines[1]).toBe("1");
    expect(records.at(-1)?.data).toMatchObject({ status: "complete" });
    const ends = records.filter(({ type }) => type === "tool.call.result");
    expect(ends.map(({ data }) => data.status)).toEqual([name === "says nothing" ? "timeout" : "error"]);
  });

  it("that never stops answering is stopped", async () => {
    const server = await mcpServer();
    server.trick = (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const block = "data: {}\n\n".repeat(5000);
      const more = () => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
      return true;
    };
    const { lines } = await ran(server, 'await say(() => call("srv.say", {}));');
    expect(lines[0]).toMatch(/ERR_AEGIS_TOOL_(FAILED|ANSWER)/);
  });

  it("cannot stand in for another tool, and is taken at its first word", async () => {
    const server = await mcpServer();
    const listed = ["add", "add", "__proto__", "a b", "", "../x", 5, null, "constructor"].map((name, at) => ({
      name,
      description: `${at}`,
      inputSchema: { type: "object" },
    }));
    server.trick = ({ request }, response) => {
      if (request.method !== "tools/list") return false;
      answer(response, request.id, {
        tools: [...listed, ...Array.from({ length: 3000 }, (_, at) => ({ name: `t${at}` }))],
        nextCursor: "again",
      });
      return true;
    };
    const { lines } = await ran(server, 'await say(() => list()); await say(() => call("srv.say", {}));', {
      more: '[capabilities.tools."srv.constructor"]\n',
    });
    expect(
      JSON.parse(lines[0] ?? "").map((tool: { name: string; description: string }) => [
        tool.name,
        tool.description,
      ]),
    ).toEqual([
      ["srv.add", "0"],
      ["srv.constructor", "8"],
    ]);
    expect(lines[1]).toContain("ERR_AEGIS_TOOL_UNKNOWN");
  });
});
