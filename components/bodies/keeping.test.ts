import { afterEach, expect, test, vi } from "vitest";
import { bodiesFor, keepsBodies, MOST_SESSION_BYTES } from "./keeping";
import { keepingKey } from "./keeping-key";

afterEach(() => vi.unstubAllGlobals());

function browserWith(kept: Readonly<Record<string, string>>) {
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept[key] ?? null });
}

test("nothing is kept until somebody says so, of that workspace and of no other", () => {
  browserWith({});
  expect([keepsBodies("ws_a"), bodiesFor("ws_a", "sid")]).toEqual([false, undefined]);
  browserWith({ [keepingKey("ws_a")]: "yes", [keepingKey("ws_b")]: "no" });
  expect(["ws_a", "ws_b", "ws_c"].map(keepsBodies)).toEqual([true, false, false]);
  expect(bodiesFor("ws_a", "sid")?.bodies.mostBytes).toBe(MOST_SESSION_BYTES);
});

test("a browser that remembers nothing keeps nothing", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new DOMException("", "SecurityError");
    },
  });
  expect(keepsBodies("ws_a")).toBe(false);
});
