import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDeclarations } from "./declarations";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 500);
const read = (value: unknown) => readDeclarations(new TextEncoder().encode(JSON.stringify(value)));
const fine = { function: { module: "tools/a.ts" } };

describe("tools.json", () => {
  it("declares functions, exchanges and servers", () => {
    const result = read({
      tools: {
        a: fine,
        "b.c": { http: { url: "https://x.example/{y}" }, timeout: "1s", api: { name: "x", scope: "y" } },
      },
      servers: { s: { url: "https://S.example/mcp", headers: { "X-Key": "1" } } },
    });
    expect(result.ok && [...result.value.tools.values()]).toMatchObject([
      { kind: "function", module: "tools/a.ts", exported: "default", timeoutMs: 60_000 },
      { kind: "http", method: "GET", timeoutMs: 1000 },
    ]);
    expect(result.ok && result.value.servers.get("s")).toMatchObject({ url: "https://s.example/mcp" });
  });

  it.each([
    ["the name of a tool", { tools: { "a b": fine } }, "not the name"],
    ["nothing to call", { tools: { a: {} } }, "either"],
    ["two things to call", { tools: { a: { ...fine, http: { url: "https://x.example/" } } } }, "either"],
    [
      "a path that leaves the workspace",
      { tools: { a: { function: { module: "../a.ts" } } } },
      "inside the workspace",
    ],
    ["an absolute path", { tools: { a: { function: { module: "/etc/a.ts" } } } }, "inside the workspace"],
    ["a host that an argument chooses", { tools: { a: { http: { url: "https://{h}/" } } } }, "url"],
    [
      "a body where there is none",
      { tools: { a: { http: { url: "https://x.example/", body: 1 } } } },
      "no body",
    ],
    [
      "a header that is none",
      { tools: { a: { http: { url: "https://x.example/", headers: { "a b": "" } } } } },
      "header",
    ],
    ["a time without end", { tools: { a: { ...fine, timeout: "2h" } } }, "timeout"],
    [
      "a schema that cannot be checked",
      { tools: { a: { ...fine, arguments: { $ref: "#" } } } },
      "not supported",
    ],
    ["a key that nobody knows", { tools: { a: { ...fine, effect: "allow" } } }, "effect"],
    ["a section that nobody knows", { tool: {} }, "not known"],
    [
      "a tool in the place of a server's",
      { tools: { "s.x": fine }, servers: { s: { url: "https://x.example/" } } },
      "as if it were",
    ],
    ["a server with a dot", { servers: { "s.x": { url: "https://x.example/" } } }, "name of a server"],
    ["a server that is none", { servers: { s: { url: "ws://x.example/" } } }, "url"],
    ["a list", [], "no object"],
  ])("is refused for %s", (_, value, why) => {
    expect(read(value)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });

  it("is read of any bytes", { timeout: Math.max(30_000, RUNS * 20) }, () => {
    const key = fc.constantFrom(
      "tools",
      "servers",
      "a",
      "a.b",
      "__proto__",
      "http",
      "function",
      "url",
      "module",
      "timeout",
      "arguments",
      "headers",
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom("https://x.example/", "5s", "GET", "a/b.ts", ""),
        fc.integer(),
        fc.array(tie("any"), { maxLength: 2 }),
        fc.dictionary(key, tie("any"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          any.map((value) => new TextEncoder().encode(JSON.stringify(value))),
          fc.uint8Array(),
        ),
        (bytes) => {
          const result = readDeclarations(bytes);
          expect(result.ok || result.why.startsWith("tools.json")).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
