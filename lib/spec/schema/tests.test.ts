import { describe, expect, it } from "vitest";
import { testSchema } from "./tests";

const takes = (request: unknown) =>
  testSchema.safeParse({ name: "n", request, expect: "deny" }, { jitless: true }).success;

describe("requests of tests", () => {
  it.each([
    { op: "fs.read", path: "/x", cwd: "/" },
    { op: "fs.rename", path: "/x", to: "/y" },
    { op: "fs.symlink", path: "/x", target: "/y" },
    { op: "net.fetch", url: "https://x.example" },
    { op: "net.connect", host: "x.example", port: 443 },
    { op: "exec.spawn", argv: ["ls"] },
    { op: "exec.shell", command: "ls | wc" },
    { op: "tool.call", tool: "t", args: { a: [1] } },
    { op: "tool.call", tool: "t" },
    { op: "api.call", api: "a", scope: "read" },
    { op: "sql.query", database: "d", sql: "select 1" },
    { op: "model.call", model: "m", tokens: 5, cost_usd: 0.1 },
    { op: "secret.use", name: "S", host: "x.example" },
    { op: "env.read", name: "LANG" },
    { op: "agent.spawn", name: "a" },
    { op: "code.load", how: "import", module: "vm" },
  ])("$op", (request) => {
    expect(takes(request)).toBe(true);
  });

  it.each([
    {},
    { op: "fs.raed", path: "/x" },
    { op: "fs.read" },
    { op: "fs.read", path: 1 },
    { op: "fs.read", path: "/x", url: "y" },
    { op: "exec.spawn", argv: [] },
    { op: "model.call", model: "m", tokens: -1 },
  ])("not %j", (request) => {
    expect(takes(request)).toBe(false);
  });

  it("malformed paths and addresses may be asked for: that they are denied is worth a test", () => {
    expect(takes({ op: "fs.read", path: "/a\0b" })).toBe(true);
    expect(takes({ op: "net.fetch", url: "not a url" })).toBe(true);
  });
});
