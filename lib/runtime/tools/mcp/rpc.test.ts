import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "./rpc";
import { readEvents, SSE_LIMITS } from "./sse";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
const bytes = (text: string) => new TextEncoder().encode(text);
const ok = (id: unknown, more = {}) => JSON.stringify({ jsonrpc: "2.0", id, result: { x: 1 }, ...more });
const json = (text: string, id = 1) => readAnswer(bytes(text), "application/json; charset=utf-8", id);
const events = (text: string, id = 1) => readAnswer(bytes(text), "text/event-stream", id);

describe("an answer", () => {
  it("is taken in both forms", () => {
    expect(json(ok(1))).toMatchObject({ ok: true, value: { result: { x: 1 } } });
    expect(events(`: hello\r\nid: 7\r\ndata: ${ok(1)}\r\n\r\n`)).toMatchObject({ ok: true });
    expect(
      events(
        `data: {"jsonrpc":"2.0","method":"ping","id":1}\n\nevent: other\ndata: no\n\ndata: ${ok(2)}\n\ndata: ${ok(1)}\n\n`,
      ),
    ).toMatchObject({ ok: true });
    expect(events(`data: {"jsonrpc":"2.0",\rdata: "id":1,"result":{}}\r\r`)).toMatchObject({
      ok: true,
      value: { result: {} },
    });
    expect(json('{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}')).toEqual({
      ok: true,
      value: { error: { code: -32600, message: "no" } },
    });
  });

  it.each([
    ["to another number", ok(2)],
    ["to the number as a text", ok("1")],
    ["to nobody", '{"jsonrpc":"2.0","result":{}}'],
    ["in a list", `[${ok(1)}]`],
    ["of another version", ok(1, { jsonrpc: "1.0" })],
    ["with a result and an error", ok(1, { error: { code: 1, message: "" } })],
    ["with neither", '{"jsonrpc":"2.0","id":1}'],
    ["with a result that is no object", '{"jsonrpc":"2.0","id":1,"result":5}'],
    ["with an error that is none", '{"jsonrpc":"2.0","id":1,"error":"no"}'],
    ["that is a request", ok(1, { method: "roots/list" })],
    ["that nests without end", `{"jsonrpc":"2.0","id":1,"result":${"[".repeat(50_000)}`],
    ["that is nothing", ""],
  ])("%s is none", (_, text) => {
    expect(json(text).ok).toBe(false);
    expect(events(`data: ${text}\n\n`).ok).toBe(false);
  });

  it("of another type is none, nor is one without its end", () => {
    expect(readAnswer(bytes(ok(1)), "text/html", 1).ok).toBe(false);
    expect(readAnswer(bytes(ok(1)), "", 1).ok).toBe(false);
    expect(events(`data: ${ok(1)}`).ok).toBe(false);
  });
});

describe("events", () => {
  it("are bounded", () => {
    expect(readEvents(bytes(`data: ${"x".repeat(SSE_LIMITS.lineUnits)}\n\n`)).ok).toBe(false);
    expect(readEvents(bytes("data: 1\n\n".repeat(SSE_LIMITS.events + 1))).ok).toBe(false);
  });

  it("are read of any bytes, and are what was written", { timeout: Math.max(30_000, RUNS * 20) }, () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n]/g, ""));
    const event = fc.record({
      event: line.filter((text) => text !== ""),
      data: fc.array(line, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 5 }), fc.constantFrom("\n", "\r", "\r\n"), (all, end) => {
        const text = all
          .map((each) =>
            [`event: ${each.event}`, ...each.data.map((data) => `data: ${data}`), "", ""].join(end),
          )
          .join("");
        const wanted = all.map((each) => ({ event: each.event, data: each.data.join("\n") }));
        expect(readEvents(bytes(text))).toEqual({ ok: true, value: wanted });
      }),
      { numRuns: RUNS },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc
            .array(
              fc.constantFrom(
                "data:",
                "\n",
                "\r\n",
                "id",
                ":",
                " ",
                "{",
                "}",
                '"id":1',
                "\ufeff",
                '"result":{}',
                '"jsonrpc":"2.0"',
                ",",
              ),
            )
            .map((parts) => bytes(parts.join(""))),
        ),
        fc.constantFrom("text/event-stream", "application/json", "x"),
        (raw, type) => {
          const read = readAnswer(raw, type, 1);
          expect(read.ok || read.why.length > 0).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
