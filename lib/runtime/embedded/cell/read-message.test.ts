import fc from "fast-check";
import { expect, it } from "vitest";
import { MESSAGE_LIMITS, readMessage } from "./read-message";

const SID = "0198c0de-0000-7000-8000-000000000001";
const HTTP = {
  id: 1,
  request: { effect: "http", request: { method: "GET", url: "https://a/", headers: [["a", "b"]] } },
};
const GOOD: readonly unknown[] = [
  { kind: "up" },
  { kind: "failed", what: "machine" },
  { kind: "done", id: 1, cwd: "/workspace" },
  { kind: "done", id: 1, tree: { "a/b": "text", c: { symlink: "a" }, d: { folder: true } } },
  { kind: "records", first: 3, lines: new Uint8Array(3), isAwaited: true },
  { kind: "output", stream: "stderr", bytes: new Uint8Array(1) },
  { kind: "effects", effects: [HTTP] },
  {
    kind: "effects",
    effects: [
      HTTP,
      {
        id: 2,
        request: {
          effect: "agent",
          order: { name: "child", spec: new Uint8Array(3), sid: SID, parent: { sid: SID, seq: 1 } },
        },
      },
      { id: 3, request: { effect: "agentEnd", agent: 1 } },
    ],
  },
  { kind: "changed", paths: ["/a"] },
  { kind: "end", end: { reason: "exit", code: 0 } },
];

it("reads every message as it is", () => {
  for (const message of GOOD) expect(readMessage(message)).toEqual(message);
});

it("takes nothing with more in it, with less, or of another kind", () => {
  for (const message of GOOD as Record<string, unknown>[]) {
    expect(readMessage({ ...message, more: 1 })).toBeUndefined();
    for (const key of Object.keys(message)) {
      const { [key]: _, ...less } = message;
      if (key !== "tree" && key !== "cwd")
        expect(readMessage(less), `${message.kind} without ${key}`).toBeUndefined();
      expect(readMessage({ ...message, [key]: Symbol("s") })).toBeUndefined();
    }
  }
});

it("takes no bytes that are more than they say, and is total", () => {
  const large = new Uint8Array(32 << 20).subarray(0, 1);
  expect(readMessage({ kind: "output", stream: "stdout", bytes: large })).toBeUndefined();
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  expect(readMessage({ kind: "output", stream: "stdout", bytes: shared })).toBeUndefined();
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      expect(readMessage(anything)).toBeUndefined();
    }),
  );
});

it("takes effects by the list, none with more in it or with less, and no list that is empty or too long", () => {
  const read = (...effects: unknown[]) => readMessage({ kind: "effects", effects });
  const { id, request } = HTTP;
  expect(read(HTTP, { ...HTTP, agent: 3 })).toBeDefined();
  for (const bad of [
    { id },
    { request },
    { ...HTTP, id: -1 },
    { ...HTTP, more: 1 },
    { ...HTTP, agent: "0" },
    null,
  ])
    expect(read(HTTP, bad)).toBeUndefined();
  expect(read()).toBeUndefined();
  const most = Array(MESSAGE_LIMITS.effects).fill(HTTP);
  expect(read(...most)).toBeDefined();
  expect(read(...most, HTTP)).toBeUndefined();
});

it("takes an agent only by a name, a session and a spec that could be one", () => {
  const order = { name: "child", spec: new Uint8Array(3), sid: SID, parent: { sid: SID, seq: 1 } };
  const read = (more: object) =>
    readMessage({
      kind: "effects",
      effects: [{ id: 1, request: { effect: "agent", order: { ...order, ...more } }, agent: 0 }],
    });
  expect(read({})).toBeDefined();
  for (const name of ["", "../x", "a b", "x".repeat(65)]) expect(read({ name })).toBeUndefined();
  for (const sid of ["", "x", SID.toUpperCase(), `${SID}/..`]) expect(read({ sid })).toBeUndefined();
  expect(read({ spec: new Uint8Array(2 << 20) })).toBeUndefined();
  expect(read({ parent: { sid: SID, seq: -1 } })).toBeUndefined();
});
